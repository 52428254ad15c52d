import { compareVersions, releaseLine } from '../../../kernel/version';
import { KONG_LINES } from '../../kong-releases';
import { linesOf } from '../../releases';

/**
 * The releases of Cassandra that topogen builds are the newest of each line that Maven Central had on 2026-11-26; newer patches
 * are accepted with a warning.
 */
export const CASSANDRA_RELEASES = linesOf(['3.11.19', '4.0.19', '4.1.10', '5.0.8']);

/**
 * Returns the newest releases of the lines between two releases, which a ring goes through one after another. Source: each
 * line's NEWS.txt, "Upgrading", which begins at the line before.
 */
export function releasesBetween(from: string, to: string): readonly string[] {
  const lines = [...CASSANDRA_RELEASES.keys()];
  const [here, there] = [from, to].map((release) => lines.indexOf(releaseLine(release))) as [number, number];
  return lines.slice(here + 1, there).map((line) => CASSANDRA_RELEASES.get(line)?.release ?? line);
}

/** The first patch of a line without a fault. */
export interface LeastSound {
  /** Earlier releases have a `nodetool` that fails with "Malformed IPv6 address" on the Java of today (CASSANDRA-17581). */
  readonly nodetool: number;
  /** Earlier releases let a user with MODIFY on all keyspaces become superuser (CVE-2025-23015). */
  readonly privileges: number;
}

/** The first sound patches of each line, by line. */
export const LEAST_SOUND: ReadonlyMap<string, LeastSound> = new Map([
  ['3.11', { nodetool: 13, privileges: 18 }],
  ['4.0', { nodetool: 4, privileges: 17 }],
  ['4.1', { nodetool: 0, privileges: 8 }],
  ['5.0', { nodetool: 0, privileges: 3 }],
]);

/** A spec that names no line gets this one, the only one in Kong's compatibility table. */
export const DEFAULT_LINE = '3.11';

/** Kong has no Cassandra from this line on: 3.4.0 removed it (Kong CHANGELOG, #10931). */
export const REMOVED_FROM_KONG = '3.4';

/** The newest release of Kong that still has Cassandra, whatever release is the default. */
export const NEWEST_KONG = newestBefore(REMOVED_FROM_KONG);

function newestBefore(limit: string): string {
  const last = [...KONG_LINES].filter(([line]) => compareVersions(line, limit) < 0).at(-1);
  if (!last) throw new Error(`no line of Kong before ${limit}`);
  return last[1].release;
}
