import type { Loss as Survived } from '../../plan/pools/pool';
import type { Loss } from './loss';

/**
 * True if `kong.survives` covers losses that happen together: at most one datacenter, if it names that; in each of the
 * others at most one zone, if it names that or a datacenter, or else one machine. It names no links.
 */
export function isPromised(survives: Survived, losses: readonly Loss[]): boolean {
  const gone = new Set(losses.flatMap((it) => (it.kind === 'datacenter' ? [it.datacenter] : [])));
  if (gone.size > (survives === 'datacenter' ? 1 : 0)) return false;
  const hit = new Set<string>();
  for (const loss of losses) {
    if (loss.kind === 'link') return false;
    if (loss.kind === 'datacenter' || gone.has(loss.datacenter)) continue;
    if (hit.has(loss.datacenter) || (loss.kind === 'zone' && survives === 'node')) return false;
    hit.add(loss.datacenter);
  }
  return true;
}

/** Returns the promise in words. */
export function promiseText(survives: Survived): string {
  switch (survives) {
    case 'datacenter':
      return 'any one datacenter may be lost and, at the same time, one zone of each other';
    case 'zone':
      return 'any one zone of each datacenter may be lost';
    case 'node':
      return 'any one machine of each datacenter may be lost';
  }
}
