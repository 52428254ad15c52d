import { compareVersions, tryParseVersion } from '../kernel/version';
import { linesOf } from './releases';

/**
 * The releases of Kong that topogen builds are the tags of Kong/kong, read 2026-07. A datastore has rules of its own about
 * which of them can use it.
 */
const RELEASES: readonly string[] = [
  ...['0.10.4', '0.11.2', '0.12.3', '0.13.1', '0.14.1', '0.15.0'],
  ...['1.0.4', '1.1.3', '1.2.3', '1.3.1', '1.4.3', '1.5.1'],
  ...['2.0.5', '2.1.4', '2.2.2', '2.3.3', '2.4.1', '2.5.2', '2.6.1', '2.7.2', '2.8.5'],
  ...['3.0.2', '3.1.1', '3.2.2', '3.3.1', '3.4.2', '3.5.0', '3.6.1', '3.7.1', '3.8.0', '3.9.1'],
];

/**
 * These lines have later patches, which are accepted when asked for, and not chosen: of 2.3, 2.4 and 3.8 there is a tag and no
 * published checksum of a package; of 3.9 Kong published checksums for Ubuntu 24.04 alone.
 */
const LATER_TAGS: Readonly<Record<string, number>> = { '2.3': 4, '2.4': 2, '3.8': 1, '3.9': 3 };

export const KONG_LINES = linesOf(RELEASES, LATER_TAGS);

/** topogen builds the lines from `first` to `last`. */
export const KONG_RANGE = { first: '0.10', last: '3.9' } as const;

/** Hybrid mode is built from this line on: `/status/ready`, the health check of data planes, came with 3.3.0. */
export const OLDEST_HYBRID = '3.3';

/** Kong takes directives of nginx by kong.conf from this release on. */
export const TAKES_NGINX_DIRECTIVES = '0.14.0';

/** True if a release, as a spec names it, is older than another; false if it is none. */
export function isBefore(version: string, first: string): boolean {
  return tryParseVersion(version) !== undefined && compareVersions(version, first) < 0;
}

/** A spec that names no release gets this one, unless its datastore has a default of its own. */
export const DEFAULT_KONG = '3.3.1';
