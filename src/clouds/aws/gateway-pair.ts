import { Route } from '@cdktf/provider-aws/lib/route';
import { reachedOver } from '../../plan/gateways';
import { terraformName } from '../../plan/naming';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan, GatewayNodePlan } from '../../plan/plan';
import type { DialledLink, StackScope } from '../contract';
import { buildGatewayFirewall } from './gateway-firewall';
import { buildGatewayIdentity } from './gateway-identity';
import { buildGatewayInterface, buildGatewayMachine } from './gateway-machine';
import { buildGatewaySecret, type GatewaySecretParts } from './gateway-secret';
import { accountKey } from './keys';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';

/**
 * The two gateway instances of a datacenter, and every link that ends on them:
 *
 *     tunnels 0, 1 of each link --- vpn-a --+
 *                                           +-- the VPC's routes: to vpn-a, until the instances move them
 *     tunnels 2, 3 of each link --- vpn-b --+
 *
 * A link reaches an instance by its secret alone, so that a new one changes no machine.
 */
export function buildGatewayPair(
  scope: StackScope,
  datacenter: DatacenterPlan,
  links: readonly DialledLink[],
  files: Readonly<Record<string, NodeFiles>>,
): void {
  const { gateways } = datacenter;
  if (!gateways) throw new Error(`the plan has no gateways for ${datacenter.name}`);
  const groups = buildGatewayFirewall(scope, datacenter, gateways, links);
  const [a, b] = gateways.nodes.map((gateway, i) => {
    const group = groups[i];
    if (!group) throw new Error(`gateway ${gateway.name} of ${datacenter.name} has no security group`);
    return buildGatewayInterface(scope, datacenter, gateway, group);
  });
  if (!a || !b) throw new Error(`the gateways of ${datacenter.name} are no pair`);
  const key = accountKey(scope, datacenter, {
    id: 'vpn',
    role: 'vpn',
    description: `Secrets of the VPN gateways of ${datacenter.name}`,
    amongOthers: true,
  });
  buildGateway(scope, datacenter, gateways.nodes[0], { key, interfaces: { own: a, other: b }, links }, files);
  buildGateway(scope, datacenter, gateways.nodes[1], { key, interfaces: { own: b, other: a }, links }, files);
  for (const { link } of links) {
    for (const remote of reachedOver(link, datacenter, scope.plan)) {
      buildRoutes(scope, datacenter, `link-${link.id}`, remote, a.networkInterface.id);
    }
  }
}

function buildGateway(
  scope: StackScope,
  datacenter: DatacenterPlan,
  gateway: GatewayNodePlan,
  parts: GatewaySecretParts,
  files: Readonly<Record<string, NodeFiles>>,
): void {
  const own = files[gateway.name];
  if (!own) throw new Error(`gateway ${gateway.name} of ${datacenter.name} has no files`);
  const secret = buildGatewaySecret(scope, datacenter, gateway, parts);
  const profile = buildGatewayIdentity(scope, datacenter, gateway, { key: parts.key, secret });
  buildGatewayMachine(scope, datacenter, gateway, { interfaces: parts.interfaces, profile, files: own });
}

/** A route to another datacenter in each private route table, more exact than the one to the transit gateway. */
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
      region: datacenter.region,
      routeTableId: network.entry(NETWORK_OUTPUTS.privateRouteTableIds, letter),
      destinationCidrBlock: remote.cidr,
      networkInterfaceId,
      lifecycle: { ignoreChanges: ['network_interface_id'] },
    });
    scope.comment(route, 'Begins at the first gateway; the gateways move it to the one that can use it.');
  }
}
