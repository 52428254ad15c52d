import type { StackScope } from '../clouds/contract';
import type { DatacenterPlan } from '../plan/plan';

/** Puts out the machines with fixed addresses in a datacenter as Prometheus's file discovery has them, if it may read metrics. */
export function putOutScrapeTargets(scope: StackScope, { name: datacenter }: DatacenterPlan): void {
  const { scrape, topology } = scope.plan;
  const groups = (scrape?.targets ?? []).flatMap(({ datacenter: at, machines, exporter, port, found }) =>
    at === datacenter && 'addresses' in found
      ? [
          {
            targets: found.addresses.map((address) => `${address}:${port}`),
            labels: { job: exporter, topology, datacenter, machines },
          },
        ]
      : [],
  );
  if (groups.length > 0)
    scope.output(
      'scrape_targets',
      groups,
      'Exporters with fixed addresses, as file discovery of Prometheus reads them',
    );
}
