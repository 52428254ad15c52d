import { linesOf } from '../../releases';

/** Releases of Cassandra that topogen builds: the newest tags known on 2024-10. Newer patches are accepted with a warning. */
export const CASSANDRA_RELEASES = linesOf(['3.11.17', '4.0.14', '4.1.7', '5.0.1']);

/** The line that a spec gets without asking for one: the only one in Kong's compatibility table. */
export const DEFAULT_LINE = '3.11';

/** The first line of Kong without Cassandra: 3.4.0 removed it (Kong CHANGELOG, #10931). */
export const REMOVED_FROM_KONG = '3.4';
