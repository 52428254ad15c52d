import type { LinkKind } from '../../kernel/cloud/links';
import { GROUP_OF_OLDER_INSTANCES, PROPOSAL } from '../../plan/ipsec';

/** The proposal of every tunnel in AWS's notation. */
export const AWS_PROPOSAL = {
  encryption: `AES${PROPOSAL.cipherBits}`,
  integrity: `SHA2-${PROPOSAL.hashBits}`,
} as const;

/** The comment of a connection with two groups. */
export const WHY_TWO_GROUPS = `Gateways propose group ${PROPOSAL.group.number} alone. Those that older releases made propose no group but ${GROUP_OF_OLDER_INSTANCES}, until they are replaced.`;

/** Returns the Diffie-Hellman groups of a tunnel: one, and of a link that ends on VPN instances that of older ones too. */
export function dhGroups(kind: LinkKind): number[] {
  return [...(kind === 'gateway-vpn' ? [GROUP_OF_OLDER_INSTANCES] : []), PROPOSAL.group.number];
}
