import type { VpnConnectionConfig } from '@cdktf/provider-aws/lib/vpn-connection';

/** MODP 2048. */
const DH_GROUP = 14;
const ENCRYPTION = 'AES256';
const INTEGRITY = 'SHA2-256';

/**
 * Options of the first or second tunnel of a connection. One proposal for each phase and no other: with AWS's whole list
 * the message that renews the keys grows beyond a packet, Cloud VPN takes no fragments of it, and the tunnel goes down
 * when its first keys expire. Each tunnel is told everything, since what is left out falls back to that list.
 */
export function tunnelOptions(
  which: 1 | 2,
  insideCidr: string,
  preSharedKey: string,
  logGroupArn: string,
): Partial<VpnConnectionConfig> {
  const options = {
    InsideCidr: insideCidr,
    PresharedKey: preSharedKey,
    IkeVersions: ['ikev2'],
    Phase1DhGroupNumbers: [DH_GROUP],
    Phase1EncryptionAlgorithms: [ENCRYPTION],
    Phase1IntegrityAlgorithms: [INTEGRITY],
    Phase2DhGroupNumbers: [DH_GROUP],
    Phase2EncryptionAlgorithms: [ENCRYPTION],
    Phase2IntegrityAlgorithms: [INTEGRITY],
    // AWS begins, and begins again: a tunnel that waited for traffic from the other end could stay down.
    StartupAction: 'start',
    DpdTimeoutAction: 'restart',
    // AWS announces when it replaces an endpoint, and lets us choose the hour.
    EnableTunnelLifecycleControl: true,
    LogOptions: {
      cloudwatchLogOptions: {
        logEnabled: true,
        logGroupArn,
        logOutputFormat: 'json',
        bgpLogEnabled: true,
        bgpLogGroupArn: logGroupArn,
        bgpLogOutputFormat: 'json',
      },
    },
  };
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [`tunnel${which}${name}`, value]));
}
