import { DataGoogleComputeHaVpnGateway } from '@cdktf/provider-google/lib/data-google-compute-ha-vpn-gateway';
import { DataGoogleComputeRouter } from '@cdktf/provider-google/lib/data-google-compute-router';
import type { DatacenterPlan } from '../../plan/plan';
import type { ExistingGatewayPlan, ExistingNetworkPlan } from '../../plan/place';
import type { StackScope } from '../contract';
import { inNetwork, placeOfPath } from './existing-network';
import { NETWORK_OUTPUTS } from './outputs';

const GATEWAY = 'data.google_compute_ha_vpn_gateway.main';
const ROUTER = 'data.google_compute_router.vpn';

/**
 * Reads an HA VPN gateway and a Cloud Router of the user's own. They are compared with the spec, and changed by nothing here: links
 * add tunnels to the one, and to the other an interface and a session for each.
 *
 * Outputs hold the conditions, so that a stack can be destroyed whatever has become of both by then.
 */
export function readGateway(
  scope: StackScope,
  { region }: DatacenterPlan,
  network: ExistingNetworkPlan,
  { id, router: routerId, asn }: ExistingGatewayPlan,
): void {
  if (routerId === undefined) throw new Error(`gateway ${id} has no router that speaks for it`);
  const part = scope.part('gateways');
  const gateway = new DataGoogleComputeHaVpnGateway(part, 'main', { ...placeOfPath(id), region });
  scope.comment(gateway, 'It is not of this topology: nothing here makes or changes it, or its router.');
  // Its network is asked for, and answered as it was asked: one of another network Google refuses for the tunnels.
  const router = new DataGoogleComputeRouter(part, 'vpn', { ...placeOfPath(routerId), region, network: network.id });
  const found = inNetwork('ha_vpn_gateway', 'main');
  const overInterconnect = `[for it in ${GATEWAY}.vpn_interfaces : it.ip_address if try(length(it.interconnect_attachment) > 0, false)]`;
  scope.output(NETWORK_OUTPUTS.vpnGatewayId, gateway.id, 'VPN gateway that the links end on', {
    precondition: {
      condition: `\${${found} == "${network.id}" && length(${GATEWAY}.vpn_interfaces) == 2 && length(${overInterconnect}) == 0}`,
      errorMessage: `The spec says that ${id} is in ${network.id}; Google says \${${found}}. It must have two interfaces (\${length(${GATEWAY}.vpn_interfaces)}) on the internet, none of them over Cloud Interconnect (\${length(${overInterconnect})}).`,
    },
  });
  for (const [i, name] of [NETWORK_OUTPUTS.vpnGatewayAddress0, NETWORK_OUTPUTS.vpnGatewayAddress1].entries())
    scope.output(name, gateway.vpnInterfaces.get(i).ipAddress, `Public address of interface ${i} of the VPN gateway`);
  const numbers = `${ROUTER}.bgp[*].asn`;
  scope.output(NETWORK_OUTPUTS.vpnRouterName, router.name, 'Cloud Router that speaks BGP over the links', {
    precondition: {
      condition: `\${contains(${numbers}, ${asn}) && ${ROUTER}.encrypted_interconnect_router != true}`,
      errorMessage: `The spec says that ${routerId} has the number ${asn}; Google says \${join(", ", ${numbers})}. It must not be one for encrypted traffic over Cloud Interconnect.`,
    },
  });
}
