import type { VpnConnectionConfig } from '@cdktf/provider-aws/lib/vpn-connection';
import type { LinkKind } from '../../kernel/cloud/links';
import { AWS_PROPOSAL, dhGroups } from './proposal';

/**
 * Returns the options of the first or second tunnel of a connection. Each phase has the one proposal, since AWS
 * proposes its whole list for an option that is left out: see `PROPOSAL`.
 */
export function tunnelOptions(
  which: 1 | 2,
  kind: LinkKind,
  insideCidr: string,
  preSharedKey: string,
  logGroupArn: string,
): Partial<VpnConnectionConfig> {
  const options = {
    InsideCidr: insideCidr,
    PresharedKey: preSharedKey,
    IkeVersions: ['ikev2'],
    Phase1DhGroupNumbers: dhGroups(kind),
    Phase1EncryptionAlgorithms: [AWS_PROPOSAL.encryption],
    Phase1IntegrityAlgorithms: [AWS_PROPOSAL.integrity],
    Phase2DhGroupNumbers: dhGroups(kind),
    Phase2EncryptionAlgorithms: [AWS_PROPOSAL.encryption],
    Phase2IntegrityAlgorithms: [AWS_PROPOSAL.integrity],
    // AWS starts the tunnel, and starts it again: a tunnel that waits for traffic from the other end could stay down.
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
