import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router';
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat';
import type { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { KEPT_WORDING } from '../wording';
import { NETWORK_OUTPUTS } from './outputs';
import { MOST_NAT_PORTS, MOST_NAT_PORTS_FROM_START } from './services';
import { computeName, tags } from './tags';

/**
 * Returns the ports of address translation that each machine has from the start; Google adds more, in powers of two, as
 * the machine needs them.
 */
function natPorts(plan: Plan, datacenter: DatacenterPlan): number {
  const sized = plan.sizing.datacenters.find((it) => it.datacenter === datacenter.name)?.nat.portsPerNode;
  if (sized === undefined) throw new Error(`the plan has no ports of address translation for ${datacenter.name}`);
  return Math.min(sized, MOST_NAT_PORTS_FROM_START);
}

/** The parts of a network that its address translation is for, and the API that all of it needs. */
export interface NatPlace {
  readonly network: { readonly id: string };
  readonly subnetworks: readonly { readonly id: string }[];
  readonly compute: ProjectService;
}

/**
 * Builds egress for machines without public addresses. Its router is not that of the links, so that no change here
 * touches BGP.
 */
export function buildNat(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { network, subnetworks, compute }: NatPlace,
): void {
  const part = scope.part('nat');
  const router = new ComputeRouter(part, 'nat', {
    name: computeName(scope.plan, datacenter, 'nat'),
    region: datacenter.region,
    description: `Cloud NAT of ${datacenter.name}; speaks no BGP`,
    network: network.id,
  });
  const addresses = reserveAddresses(scope, datacenter, compute);
  const nat = new ComputeRouterNat(part, 'main', {
    name: computeName(scope.plan, datacenter, 'nat'),
    region: datacenter.region,
    router: router.name,
    ...(addresses.length === 0
      ? { natIpAllocateOption: 'AUTO_ONLY' }
      : { natIpAllocateOption: 'MANUAL_ONLY', natIps: addresses.map(({ selfLink }) => selfLink) }),
    sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS',
    subnetwork: subnetworks.map(({ id }) => ({ name: id, sourceIpRangesToNat: ['PRIMARY_IP_RANGE'] })),
    enableDynamicPortAllocation: true,
    // Dynamic port allocation excludes it.
    enableEndpointIndependentMapping: false,
    minPortsPerVm: natPorts(scope.plan, datacenter),
    maxPortsPerVm: MOST_NAT_PORTS,
    logConfig: { enable: true, filter: 'ERRORS_ONLY' },
  });
  scope.comment(
    nat,
    addresses.length === 0
      ? 'Google adds addresses as the pool grows.'
      : 'Google adds none: machines for which the addresses have no ports left reach nothing outside.',
  );
}

/** Reserves the addresses that the spec asks for, and shows them. They come before the translation has them, and go after it. */
function reserveAddresses(scope: StackScope, datacenter: DatacenterPlan, compute: ProjectService): ComputeAddress[] {
  const { egressAddresses = 0 } = datacenter;
  const numbers = Array.from({ length: egressAddresses }, (_, i) => String(i + 1));
  const addresses = numbers.map(
    (number) =>
      new ComputeAddress(scope.part('nat'), terraformName('nat', number), {
        name: computeName(scope.plan, datacenter, 'nat', number),
        region: datacenter.region,
        description: `Address ${number} that machines of ${datacenter.name} appear with on the internet`,
        addressType: 'EXTERNAL',
        networkTier: 'PREMIUM',
        labels: tags('network'),
        // Without it Terraform would give an address back that Cloud NAT still has, which Google refuses.
        lifecycle: { ...KEPT_WORDING, createBeforeDestroy: true },
        dependsOn: [compute],
      }),
  );
  if (addresses.length === 0) return addresses;
  scope.output(
    NETWORK_OUTPUTS.natAddresses,
    addresses.map(({ address }) => address),
    'Addresses that the machines appear with on the internet',
  );
  return addresses;
}
