import { formatCidr, parseCidr } from '../cidr';
import { made, type Text } from './text';

/** A range of addresses in a rule of nftables. Throws for anything else: no other words of a user's have a place there. */
export function nftRange(cidr: string): Text<'nftables'> {
  return made(formatCidr(parseCidr(cidr)));
}
