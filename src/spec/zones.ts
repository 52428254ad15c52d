import type { CloudFacts } from '../kernel/cloud/facts';
import { ZONES_PER_DATACENTER } from '../kernel/zones-per-datacenter';

/** Returns the zones of a datacenter: those that it names, else the first of its region; none if that is unknown. */
export function zonesOf(
  { zones, region }: { readonly zones?: readonly string[] | undefined; readonly region: string },
  cloud: CloudFacts,
): readonly string[] {
  return zones ?? (cloud.regions[region]?.zones ?? []).slice(0, ZONES_PER_DATACENTER);
}
