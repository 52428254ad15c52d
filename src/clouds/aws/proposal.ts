import { PROPOSAL } from '../../plan/ipsec';

/** The proposal of every tunnel as AWS writes it. */
export const AWS_PROPOSAL = {
  encryption: `AES${PROPOSAL.cipherBits}`,
  integrity: `SHA2-${PROPOSAL.hashBits}`,
  dhGroup: PROPOSAL.group.number,
} as const;
