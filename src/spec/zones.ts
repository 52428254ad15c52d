import type { CloudFacts } from '../kernel/cloud/facts';

/** Every datacenter has this many zones: pools, subnets and the datastore's copies are spread over them. */
export const ZONES_PER_DATACENTER = 3;

/** Returns the zones of a datacenter: those that it names, else the first of its region; none if that is unknown. */
export function zonesOf(
  { zones, region }: { readonly zones?: readonly string[] | undefined; readonly region: string },
  cloud: CloudFacts,
): readonly string[] {
  return zones ?? (cloud.regions[region]?.zones ?? []).slice(0, ZONES_PER_DATACENTER);
}
