import type { DatastorePlan } from './datastores/plans';
import { icmp, place, poolEnd, range, role, tcp } from './flow';
import type { DatacenterPlan, Flow, LinkPlan, RoleEnd } from './plan';
import { poolFlows, upstreamFlows, type PoolFlowInputs } from './pools/flows';
import { scrapeFlows } from './scrape';
import { outsideFlows } from './service-flows';
import { crossingEnds, vpnInstanceFlows } from './vpn-instance-flows';

/** The flow table depends on these inputs, beside the datacenters themselves. */
export interface FirewallInputs extends PoolFlowInputs {
  readonly topology: string;
  readonly datastorePlan: DatastorePlan;
  /** Private ranges from which Prometheus reads metrics; empty if machines have no exporters. */
  readonly scrapeCidrs: readonly string[];
  readonly supernet: string;
}

/** Makes the whole flow table, in the order of datacenters, then of roles: the firewalls refuse every other flow. */
export function planFlows(
  datacenters: readonly DatacenterPlan[],
  links: readonly LinkPlan[],
  inputs: FirewallInputs,
): Flow[] {
  const flows = datacenters.flatMap((to) => [
    ...inputs.datastore.memberFlows(to, datacenters, { datastore: inputs.datastorePlan }),
    ...poolFlows(to, datacenters, inputs),
    ...scrapeFlows(to, inputs, inputs.scrapeCidrs),
    ...operatorFlows(to, inputs),
    ...egressFlows(to, inputs),
  ]);
  const crossing = crossingEnds(flows);
  const ofInstances = datacenters.flatMap((at) =>
    vpnInstanceFlows(at, links, crossing.get(at.name) ?? [], inputs.supernet),
  );
  return [...flows, ...ofInstances];
}

/** Returns the machines of a datacenter's cluster, as ends of flows. */
function machines(datacenter: DatacenterPlan, { datastore }: FirewallInputs): RoleEnd[] {
  return [
    ...datacenter.pools.map((pool) => poolEnd(datacenter, pool)),
    ...datastore.machineRoles.map((name) => role(datacenter, name)),
    ...(datacenter.balancers ? [role(datacenter, 'balancer')] : []),
  ];
}

/** Makes the flows of shells, if they come by TCP, and of the ICMP that path MTU discovery across the links needs. */
function operatorFlows(to: DatacenterPlan, inputs: FirewallInputs): Flow[] {
  const { operatorAccess } = inputs.facts(to);
  return machines(to, inputs).flatMap((machine) => [
    ...(operatorAccess
      ? [
          tcp(
            range(operatorAccess.cidr, operatorAccess.what),
            machine,
            operatorAccess.port,
            'shell',
            'Shells of operators',
          ),
        ]
      : []),
    icmp(range(inputs.supernet, 'every datacenter'), machine, 'Ping and path MTU discovery'),
  ]);
}

function egressFlows(from: DatacenterPlan, inputs: FirewallInputs): Flow[] {
  const software = machines(from, inputs).flatMap((machine) => outsideFlows(machine, from));
  const answered = machines(from, inputs).map((machine) =>
    icmp(machine, range(inputs.supernet, 'every datacenter'), 'Ping and path MTU discovery'),
  );
  return withoutTwins([...software, ...upstreamFlows(from, inputs), ...answered]);
}

/**
 * Removes flows with the same ends, protocol and ports: a service on 443 needs no second rule beside that for packages.
 */
function withoutTwins(flows: readonly Flow[]): Flow[] {
  const seen = new Set<string>();
  return flows.filter((flow) => {
    const way = JSON.stringify([place(flow.from), place(flow.to), flow.protocol, flow.ports]);
    return !seen.has(way) && seen.add(way);
  });
}
