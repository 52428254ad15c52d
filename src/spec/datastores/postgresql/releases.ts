import { compareVersions } from '../../../kernel/version';

/**
 * Major releases of PostgreSQL that topogen builds, oldest first: those of Kong's tables that both clouds still offer
 * without a surcharge for their age. Source: docs.konghq.com, supported datastores of 2.8 to 3.9 (2025-06).
 */
export const POSTGRESQL_RELEASES: readonly string[] = ['14', '15', '16'];

/** Kong's tables have PostgreSQL 16 from this release on, and end at 15 before. */
const NEWEST_SINCE = '3.4.0';

/** Returns the newest release that Kong's table has for a release of Kong: the one that a spec gets that names none. */
export function newestFor(kong: string): string {
  return compareVersions(kong, NEWEST_SINCE) >= 0 ? '16' : '15';
}

/**
 * The first release of Kong whose driver signs in by SCRAM, the one way that the servers offer. Source: pgmoon 1.13.0
 * brought it; the rockspecs of Kong 2.6 and older ask for 1.12 or less.
 */
export const OLDEST_KONG = '2.7.0';

/** A spec on PostgreSQL that names no Kong gets this one, the last with a published checksum for the machines' Ubuntu. */
export const DEFAULT_KONG = '3.9.1';
