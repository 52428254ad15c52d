import type { DatabaseFacts } from './databases';

/** A place that may have an instance of a cloud's database. */
export interface DatabasePlace {
  readonly database: DatabaseFacts;
  readonly region: string;
  /** Undefined on clouds without projects. */
  readonly project?: string | undefined;
  /** Number of the account; undefined on clouds without them, and where nothing tells it. */
  readonly account?: string | undefined;
}

/**
 * The reasons why a primary has no replica in a place: no cloud hands its log of changes to another, nor one project or account to
 * another; a replica in the primary's region would be lost with it; nodes must know whose certificates to trust.
 */
export type NoReplica =
  'another-cloud' | 'another-project' | 'another-account' | 'same-region' | 'certificates-unknown';

/** Returns the reason why a primary cannot have a replica in a place, or undefined if it can. */
export function whyNoReplica(at: DatabasePlace, primary: DatabasePlace): NoReplica | undefined {
  if (at.database !== primary.database) return 'another-cloud';
  if (at.project !== primary.project) return 'another-project';
  if (at.account !== primary.account) return 'another-account';
  if (at.region === primary.region) return 'same-region';
  const { regions } = at.database;
  return regions === undefined || regions.includes(at.region) ? undefined : 'certificates-unknown';
}
