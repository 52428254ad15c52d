import { alignCidr, isAligned, tryParseAddress, tryParseCidr } from '../../kernel/cidr';
import type { Issue } from '../../kernel/issue';
import { duplicateRange, malformedRange, misalignedRange } from '../issues/addresses';

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

/** Checks each range of a list, and that none stands there twice. */
export function checkRanges(path: Issue['path'], ranges: readonly string[]): Issue[] {
  return ranges.flatMap((range, i) => {
    const shape = checkRange([...path, i], range);
    return shape.length === 0 && ranges.indexOf(range) < i ? [duplicateRange([...path, i], range)] : shape;
  });
}
