import { DataGoogleComputeGlobalAddress } from '@cdktf/provider-google/lib/data-google-compute-global-address';
import { DataGoogleComputeNetwork } from '@cdktf/provider-google/lib/data-google-compute-network';
import { DataGoogleComputeNetworkPeering } from '@cdktf/provider-google/lib/data-google-compute-network-peering';
import { DataGoogleComputeSubnetwork } from '@cdktf/provider-google/lib/data-google-compute-subnetwork';
import type { Tier } from '../../kernel/ids';
import { terraformName } from '../../plan/naming';
import type { ExistingNetworkPlan, SubnetPlan } from '../../plan/place';
import type { DatacenterPlan } from '../../plan/plan';
import type { OutputOptions, StackScope } from '../contract';

/** The network of a datacenter, made or read. */
export interface NetworkParts {
  readonly network: { readonly id: string };
  readonly subnets: ReadonlyMap<Tier, NetworkSubnet>;
}

export interface NetworkSubnet {
  readonly id: string;
  /** Name as logs have it. */
  readonly name: string;
  /** Condition that it is the one of the spec; absent where topogen makes it. */
  readonly asStated?: OutputOptions;
}

/** Google's links to resources begin with this; the rest is the path that a spec has. */
export const API = 'https://www.googleapis.com/compute/v1/';

/** Name of the peering by which Google's services have a range of a network. */
const SERVICES_PEERING = 'servicenetworking-googleapis-com';

/**
 * Builds nothing, but reads a network of the user's own with its subnets. It is compared with the spec, and changed by nothing here.
 *
 * Outputs hold the conditions, so that a stack can be destroyed whatever has become of the network by then.
 */
export function buildExistingNetwork(
  scope: StackScope,
  datacenter: DatacenterPlan,
  existing: ExistingNetworkPlan,
): NetworkParts {
  const network = new DataGoogleComputeNetwork(scope.part('network'), 'main', placeOfPath(existing.id));
  scope.comment(network, 'It is not of this topology: nothing here makes or changes it, or any of its subnets.');
  const subnets = datacenter.subnets.map((subnet): [Tier, NetworkSubnet] => [
    subnet.tier,
    readSubnet(scope, datacenter, existing, subnet),
  ]);
  const range = existing.tiers.redis;
  if (datacenter.redis && range?.id !== undefined) compareServices(scope, existing.id, { ...range, id: range.id });
  return { network, subnets: new Map(subnets) };
}

function readSubnet(
  scope: StackScope,
  { region }: DatacenterPlan,
  existing: ExistingNetworkPlan,
  { tier, cidr, id }: SubnetPlan,
): NetworkSubnet {
  if (id === undefined) throw new Error(`subnet ${cidr} of an existing network has no id`);
  const place = placeOfPath(id);
  const subnet = new DataGoogleComputeSubnetwork(scope.part('network'), terraformName(tier), { ...place, region });
  const [of, network] = [`data.google_compute_subnetwork.${terraformName(tier)}`, inNetwork('subnetwork', tier)];
  return {
    id: subnet.id,
    name: place.name,
    asStated: {
      precondition: {
        condition: `\${${of}.ip_cidr_range == "${cidr}" && ${network} == "${existing.id}" && ${of}.private_ip_google_access}`,
        errorMessage: `The spec says that ${id} has the range ${cidr} in ${existing.id}; Google says \${${of}.ip_cidr_range} in \${${network}}. Its owner must have Private Google Access (\${${of}.private_ip_google_access}) switched on: topogen changes neither.`,
      },
    },
  };
}

/** Makes the plan fail where services of Google do not have the range that the spec says, or are not joined to the network. */
function compareServices(
  scope: StackScope,
  network: string,
  range: { readonly id: string; readonly cidr: string },
): void {
  const part = scope.part('network');
  new DataGoogleComputeGlobalAddress(part, 'redis', placeOfPath(range.id));
  new DataGoogleComputeNetworkPeering(part, 'services', { name: SERVICES_PEERING, network: `${API}${network}` });
  const [address, peering] = [
    'data.google_compute_global_address.redis',
    'data.google_compute_network_peering.services',
  ];
  const found = `"\${${address}.address}/\${${address}.prefix_length} in \${${inNetwork('global_address', 'redis')}}"`;
  const stated = `"${range.cidr} in ${network}"`;
  scope.output('redis_range', range.id, 'Range of private services access that Redis stands in', {
    precondition: {
      condition: `\${${found} == ${stated} && ${address}.purpose == "VPC_PEERING" && ${peering}.state == "ACTIVE"}`,
      errorMessage: `The spec says that ${range.id} is allocated to services, ${range.cidr} in ${network}; Google says \${${found}}, for \${${address}.purpose}. Its owner must have private services access: the peering ${SERVICES_PEERING} is \${${peering}.state}.`,
    },
  });
}

/** Returns HCL of the path of the network that something is in. */
export function inNetwork(type: string, name: string): string {
  return `trimprefix(data.google_compute_${type}.${terraformName(name)}.network, "${API}")`;
}

/** Returns project and name of a resource by its path. */
export function placeOfPath(path: string): { readonly project: string; readonly name: string } {
  const [, project, ...rest] = path.split('/');
  return { project: project ?? '', name: nameIn(rest) };
}

function nameIn(parts: readonly string[]): string {
  const name = parts.at(-1);
  if (name === undefined) throw new Error('an id of an existing network is no path');
  return name;
}
