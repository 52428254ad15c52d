import { isKongStep } from '../../kernel/kong-steps';
import { compareVersions } from '../../kernel/version';
import { KONG_LINES } from '../kong-releases';

/**
 * Returns the releases through which Kong comes from one release to a later one, as few as possible, without both ends;
 * undefined if there is no way. Releases on the way are the newest of their lines.
 */
export function kongWay(from: string, to: string): readonly string[] | undefined {
  const stops = [...KONG_LINES.values()].map(({ release }) => release);
  const ways: string[][] = [[from]];
  const seen = new Set([from]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const here = way.at(-1) ?? from;
    if (isKongStep(here, to)) return way.slice(1);
    // From high to low, so that of two ways of one length the one with the newer releases is found first.
    for (const next of [...stops].reverse()) {
      if (seen.has(next) || compareVersions(next, to) >= 0 || next === here || !isKongStep(here, next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
