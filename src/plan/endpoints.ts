import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import type { ServiceNeed } from '../kernel/cloud/private-access';
import type { Spec } from '../spec/spec';
import { toldIn } from './alarms/told-certificates';
import { tierCidr } from './addressing';
import { DATASTORES } from './datastores/registry';
import type { EndpointsPlan } from './egress-plan';
import type { DatacenterPlan } from './plan';
import type { KongPlan } from './pools/pool';

/** Plans endpoints where machines have no way to the internet: those of the services that they call, and no other. */
export function withEndpoints(
  datacenters: readonly DatacenterPlan[],
  kong: KongPlan,
  facts: CloudFactsTable,
  spec: Spec,
): readonly DatacenterPlan[] {
  const datastore = DATASTORES[spec.datastore.engine];
  const showsCertificate =
    datastore.certificate?.({ datastore: datastore.planTopology(spec, datacenters) }) !== undefined;
  return datacenters.map((datacenter) =>
    datacenter.egress === 'none'
      ? {
          ...datacenter,
          endpoints: planEndpoints(
            datacenter,
            needsOf(datacenter, kong, showsCertificate, spec),
            facts[datacenter.cloud],
          ),
        }
      : datacenter,
  );
}

function planEndpoints(
  datacenter: DatacenterPlan,
  needs: readonly ServiceNeed[],
  { privateAccess: { services, byRoute, range } }: CloudFacts,
): EndpointsPlan {
  const called = [...new Set(needs.flatMap((need) => services[need]))].sort();
  return {
    services: called.filter((service) => !byRoute.includes(service)),
    byRoute: called.filter((service) => byRoute.includes(service)),
    range: range ?? tierCidr(datacenter.cidr, 'endpoint'),
    isOwn: range === undefined,
  };
}

function needsOf(
  datacenter: DatacenterPlan,
  kong: KongPlan,
  showsCertificate: boolean,
  { logs, hostMetrics }: Pick<Spec, 'logs' | 'hostMetrics'>,
): ServiceNeed[] {
  const isTold = toldIn(kong, datacenter).length > 0 || (showsCertificate && datacenter.notify !== undefined);
  return [
    'secrets',
    'shells',
    'group',
    ...(datacenter.balancers ? (['members'] as const) : []),
    ...(kong.hybrid ? (['seed'] as const) : []),
    ...(datacenter.exports ? (['exports'] as const) : []),
    ...(isTold ? (['days'] as const) : []),
    ...(logs ? (['logs'] as const) : []),
    ...(hostMetrics ? (['metrics'] as const) : []),
  ];
}
