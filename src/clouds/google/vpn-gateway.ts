import { ComputeHaVpnGateway } from '@cdktf/provider-google/lib/compute-ha-vpn-gateway';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { KEPT_WORDING } from '../wording';
import { NETWORK_OUTPUTS } from './outputs';
import { computeName, tags } from './tags';

/**
 * Builds the gateway and the router that every link of a datacenter ends on. They refer to no other datacenter, so that
 * a new one changes nothing here. All links have one router, which compares the routes that it learns over each of
 * them.
 */
export function buildVpnGateway(scope: StackScope, datacenter: DatacenterPlan, network: { readonly id: string }): void {
  const { plan } = scope;
  const part = scope.part('gateways');
  const gateway = new ComputeHaVpnGateway(part, 'main', {
    name: computeName(plan, datacenter, 'vpn'),
    region: datacenter.region,
    description: `Links of ${datacenter.name} to the other datacenters of ${plan.topology}`,
    network: network.id,
    labels: tags('vpn'),
    lifecycle: KEPT_WORDING,
  });
  const router = new ComputeRouter(part, 'vpn', {
    name: computeName(plan, datacenter, 'vpn'),
    region: datacenter.region,
    description: `BGP over the links of ${datacenter.name}`,
    network: network.id,
    bgp: {
      asn: datacenter.asn,
      advertiseMode: 'CUSTOM',
      advertisedIpRanges: [{ range: datacenter.cidr, description: `Datacenter ${datacenter.name}` }],
      identifierRange: datacenter.routerIdRange,
      keepaliveInterval: 20,
    },
  });
  scope.comment(
    router,
    'The identifier range keeps the router id as it is: without it, a session that comes or goes could restart all others.',
  );
  const [first, second] = [gateway.vpnInterfaces.get(0), gateway.vpnInterfaces.get(1)];
  scope.output(NETWORK_OUTPUTS.vpnGatewayId, gateway.id, 'VPN gateway that the links end on');
  scope.output(NETWORK_OUTPUTS.vpnGatewayAddress0, first.ipAddress, 'Public address of interface 0 of the VPN gateway');
  scope.output(
    NETWORK_OUTPUTS.vpnGatewayAddress1,
    second.ipAddress,
    'Public address of interface 1 of the VPN gateway',
  );
  scope.output(NETWORK_OUTPUTS.vpnRouterName, router.name, 'Cloud Router that speaks BGP over the links');
}
