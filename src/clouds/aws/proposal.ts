import { PROPOSAL } from '../../plan/ipsec';

/** The proposal of every tunnel in AWS's notation. */
export const AWS_PROPOSAL = {
  encryption: `AES${PROPOSAL.cipherBits}`,
  integrity: `SHA2-${PROPOSAL.hashBits}`,
  dhGroup: PROPOSAL.group.number,
} as const;
