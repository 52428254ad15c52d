import { alignCidr, isAligned, tryParseAddress, tryParseCidr } from '../../kernel/cidr';
import type { Issue } from '../../kernel/issue';
import { malformedRange, misalignedRange } from '../issues/addresses';

/** Checks that a text is a range and that its address is the first of it. */
export function checkRange(path: Issue['path'], range: string): Issue[] {
  if (!isRange(range)) {
    const single = tryParseAddress(range) === undefined ? undefined : `${range}/32 for one address`;
    return [malformedRange(path, range, single)];
  }
  return isAligned(range) ? [] : [misalignedRange(path, range, alignCidr(range))];
}

/** True if a text is a range. */
export function isRange(text: string): boolean {
  return tryParseCidr(text) !== undefined;
}
