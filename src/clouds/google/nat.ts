import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router';
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat';
import type { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { MOST_NAT_PORTS } from './services';
import { computeName } from './tags';

/**
 * Returns the ports of address translation that each machine has from the start; Google adds more, in powers of two, as
 * the machine needs them.
 */
function natPorts(plan: Plan, datacenter: DatacenterPlan): number {
  const sized = plan.sizing.datacenters.find((it) => it.datacenter === datacenter.name)?.nat.portsPerNode;
  if (sized === undefined) throw new Error(`the plan has no ports of address translation for ${datacenter.name}`);
  return Math.min(sized, MOST_NAT_PORTS / 2);
}

/**
 * Builds egress for machines without public addresses. Its router is not that of the links, so that no change here
 * touches BGP.
 */
export function buildNat(
  scope: StackScope,
  datacenter: DatacenterPlan,
  network: ComputeNetwork,
  subnetworks: readonly ComputeSubnetwork[],
): void {
  const part = scope.part('nat');
  const router = new ComputeRouter(part, 'nat', {
    name: computeName(scope.plan, datacenter, 'nat'),
    region: datacenter.region,
    description: `Cloud NAT of ${datacenter.name}; speaks no BGP`,
    network: network.id,
  });
  const nat = new ComputeRouterNat(part, 'main', {
    name: computeName(scope.plan, datacenter, 'nat'),
    region: datacenter.region,
    router: router.name,
    natIpAllocateOption: 'AUTO_ONLY',
    sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS',
    subnetwork: subnetworks.map(({ id }) => ({ name: id, sourceIpRangesToNat: ['PRIMARY_IP_RANGE'] })),
    enableDynamicPortAllocation: true,
    // Dynamic port allocation excludes it.
    enableEndpointIndependentMapping: false,
    minPortsPerVm: natPorts(scope.plan, datacenter),
    maxPortsPerVm: MOST_NAT_PORTS,
    logConfig: { enable: true, filter: 'ERRORS_ONLY' },
  });
  scope.comment(nat, 'Google adds addresses as the pool grows.');
}
