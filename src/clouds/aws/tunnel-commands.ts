import { resourceName } from '../../plan/naming';
import type { GatewayEnd, TunnelCommands } from '../../kernel/cloud/tunnels';

/**
 * Commands for tunnels of Site-to-Site VPN. Renewals wait for the owner since tunnel endpoint lifecycle control is on; when
 * nobody applies one, AWS does after the date that the answer has. Source: AWS Site-to-Site VPN user guide, "Site-to-Site VPN
 * tunnel endpoint replacements"; AWS CLI reference, `ec2 get-vpn-tunnel-replacement-status`, `ec2 replace-vpn-tunnel`.
 */
export const AWS_TUNNEL_COMMANDS: TunnelCommands = {
  state: (end) => [
    `${connections(end)} \\`,
    "  --query 'VpnConnections[].VgwTelemetry[].[OutsideIpAddress,Status,AcceptedRouteCount,StatusMessage]' --output text",
  ],
  well: '`UP` with one route or more; `UP` with none is a tunnel without its session',
  lost: undefined,
  peerings: (region) => [
    `aws ec2 describe-transit-gateway-peering-attachments --region ${region} --query 'TransitGatewayPeeringAttachments[].[TransitGatewayAttachmentId,State,Status.Message]' --output text`,
  ],
  renewal: {
    words:
      'AWS renews the ends of its tunnels now and then. Here that waits for you, so that you choose the hour and renew one at a time. AWS Health tells the contacts of the account, and with `monitoring.notify` an alarm tells whom you name. What nobody has let happen by the date in the last column AWS does by itself soon after.',
    waiting: (end) => [
      `for CONNECTION in $(${connections(end)} --query 'VpnConnections[].VpnConnectionId' --output text); do`,
      `  for ADDRESS in $(aws ec2 describe-vpn-connections --region ${end.region} --vpn-connection-ids "$CONNECTION" --query 'VpnConnections[].VgwTelemetry[].OutsideIpAddress' --output text); do`,
      `    ${renewal('get-vpn-tunnel-replacement-status', end)} --query '[VpnConnectionId,VpnTunnelOutsideIpAddress,MaintenanceDetails.PendingMaintenance,MaintenanceDetails.MaintenanceAutoAppliedAfter]' --output text`,
      '  done',
      'done',
    ],
    apply: (end) => [`${renewal('replace-vpn-tunnel', end)} --apply-pending-maintenance`],
  },
};

function renewal(call: string, { region }: GatewayEnd): string {
  return `aws ec2 ${call} --region ${region} --vpn-connection-id "$CONNECTION" --vpn-tunnel-outside-ip-address "$ADDRESS"`;
}

/** Returns the call for both connections of a link, by their names: those of another one may begin alike. */
function connections({ region, topology, own, peer }: GatewayEnd): string {
  const names = [0, 1].map((number) => resourceName(topology, own, peer, String(number)));
  return `aws ec2 describe-vpn-connections --region ${region} --filters 'Name=tag:Name,Values=${names}'`;
}
