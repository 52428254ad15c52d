import { Route } from '@cdktf/provider-aws/lib/route';
import { reachedOver } from '../../plan/vpn-instances';
import { terraformName } from '../../plan/naming';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan, VpnInstancePlan } from '../../plan/plan';
import type { DialledLink, StackScope } from '../contract';
import { buildInstanceFirewall } from './vpn-instance-firewall';
import { buildInstanceIdentity } from './vpn-instance-identity';
import { buildInstanceInterface, buildInstanceMachine, instanceFile } from './vpn-instance-machine';
import { buildInstanceSecret, type InstanceSecretParts } from './vpn-instance-secret';
import { accountKey } from './keys';
import { requireMachineTypes } from './offerings';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { placeOf } from './provider';

/**
 * Builds the two VPN instances of a datacenter, and every link that ends on them:
 *
 *     tunnels 0, 1 of each link --- vpn-a --+
 *                                           +-- the VPC's routes: to vpn-a, until the instances move them
 *     tunnels 2, 3 of each link --- vpn-b --+
 *
 * An instance reads its links from its secret, so that a new link changes no machine.
 */
export function buildVpnInstances(
  scope: StackScope,
  datacenter: DatacenterPlan,
  links: readonly DialledLink[],
  files: Readonly<Record<string, NodeFiles>>,
): void {
  const { vpnInstances } = datacenter;
  if (!vpnInstances) throw new Error(`the plan has no instances for ${datacenter.name}`);
  const need = { type: vpnInstances.machineType, zones: vpnInstances.nodes.map(({ zone }) => zone) };
  requireMachineTypes(
    scope,
    scope.part(instanceFile(datacenter)),
    terraformName(datacenter.name, 'machine', 'types'),
    [need],
    placeOf(scope, datacenter),
  );
  const groups = buildInstanceFirewall(scope, datacenter, vpnInstances, links);
  const [a, b] = vpnInstances.nodes.map((instance, i) => {
    const group = groups[i];
    if (!group) throw new Error(`instance ${instance.name} of ${datacenter.name} has no security group`);
    return buildInstanceInterface(scope, datacenter, instance, group);
  });
  if (!a || !b) throw new Error(`the instances of ${datacenter.name} are no pair`);
  const key = accountKey(scope, datacenter, {
    id: 'vpn',
    role: 'vpn',
    description: `Secrets and disks of the VPN gateways of ${datacenter.name}`,
    amongOthers: true,
  });
  buildVpnInstance(scope, datacenter, vpnInstances.nodes[0], { key, interfaces: { own: a, other: b }, links }, files);
  buildVpnInstance(scope, datacenter, vpnInstances.nodes[1], { key, interfaces: { own: b, other: a }, links }, files);
  for (const { link } of links) {
    for (const remote of reachedOver(link, datacenter, scope.plan)) {
      buildRoutes(scope, datacenter, `link-${link.id}`, remote, a.networkInterface.id);
    }
  }
}

function buildVpnInstance(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  parts: InstanceSecretParts,
  files: Readonly<Record<string, NodeFiles>>,
): void {
  const own = files[instance.name];
  if (!own) throw new Error(`instance ${instance.name} of ${datacenter.name} has no files`);
  const secret = buildInstanceSecret(scope, datacenter, instance, parts);
  const profile = buildInstanceIdentity(scope, datacenter, instance, { key: parts.key, secret });
  buildInstanceMachine(scope, datacenter, instance, {
    interfaces: parts.interfaces,
    profile,
    key: parts.key,
    files: own,
  });
}

/**
 * Builds a route to another datacenter in each private route table, more specific than the one to the transit gateway.
 */
function buildRoutes(
  scope: StackScope,
  datacenter: DatacenterPlan,
  file: string,
  remote: DatacenterPlan,
  networkInterfaceId: string,
): void {
  const network = networkOutputs(scope, datacenter);
  for (const { letter } of datacenter.zones) {
    const route = new Route(scope.part(file), terraformName(datacenter.name, letter, '', 'to', remote.name), {
      ...placeOf(scope, datacenter),
      routeTableId: network.entry(NETWORK_OUTPUTS.privateRouteTableIds, letter),
      destinationCidrBlock: remote.cidr,
      networkInterfaceId,
      lifecycle: { ignoreChanges: ['network_interface_id'] },
    });
    scope.comment(route, 'Begins at the first gateway; the gateways move it to the one that can use it.');
  }
}
