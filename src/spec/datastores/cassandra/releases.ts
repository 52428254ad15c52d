import { compareVersions } from '../../../kernel/version';
import { KONG_LINES } from '../../kong-releases';
import { linesOf } from '../../releases';

/**
 * The releases of Cassandra that topogen builds are the newest tags known on 2024-10; newer patches are accepted with a
 * warning.
 */
export const CASSANDRA_RELEASES = linesOf(['3.11.17', '4.0.14', '4.1.7', '5.0.1']);

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
