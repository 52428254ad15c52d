import type { CloudFacts, CloudFactsTable } from '../kernel/cloud-facts';
import { datacenterSchema, type DatacenterDocument } from './schema';

/**
 * Returns the datacenters of the short form `"datacenters": 3`, taken from the list of each cloud in turn. Clouds that need
 * a project take part if the spec names one. The first datacenters of `n + 1` are those of `n`, so that growing moves
 * nothing.
 */
export function shortFormDatacenters(facts: CloudFactsTable, withProject: boolean): DatacenterDocument[] {
  const clouds = Object.values(facts).filter((cloud) => withProject || !cloud.needsProject);
  const rounds = Math.max(...clouds.map((cloud) => cloud.shortForm.length));
  return Array.from({ length: rounds }, (_, round) => clouds.flatMap((cloud) => entryOf(cloud, round))).flat();
}

function entryOf(cloud: CloudFacts, round: number): DatacenterDocument[] {
  const entry = cloud.shortForm[round];
  return entry ? [datacenterSchema.parse({ ...entry, cloud: cloud.id })] : [];
}
