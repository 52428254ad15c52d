import { REPAIR_NOW, REPAIR_RECORD } from './commands';
import { FORGOTTEN } from './runbook/too-late';

/** The part of the page on operations about repairs, in Markdown: what runs by itself, how to look, and what to do. */
export const REPAIRS = `Cassandra needs every row repaired before the marks of deleted rows are forgotten, after ${FORGOTTEN}, or deleted rows may return. The timer \`topogen-repair\` does that: once a week each node runs \`nodetool repair --full --partitioner-range\` for \`kong\` and \`system_auth\`, at a time of its own by its place in \`/etc/topogen/ring.env\`, so that the whole ring is repaired within the week. What a node misses is due until it is done; it looks every quarter of an hour. No two nodes repair at once: the row \`turn\` of \`kong.topogen_state\` has the one whose turn it is. None begins while a node is away, joins, leaves or is being filled, or while the ring is of two release lines; nodes that have left the ring hold nobody back, whatever that table notes of them.

- When each was last repaired: \`cat ${REPAIR_RECORD}\` on the node. Times are seconds since 1970, in the form that node_exporter of Prometheus reads from a file.
- What a node does or waits for: \`journalctl --unit topogen-repair\` there.
- One that is nine days old is overdue: the unit fails, which \`systemctl --failed\` shows, and journal and serial console say OVERDUE and what it waits for. Bring that about: the node that is away, the \`topogen-ring-extend\` that has not ended, the release that some nodes lack. The repair then begins by itself, or by \`${REPAIR_NOW}\` at once.
- For work on the ring that repairs should not disturb: \`sudo systemctl stop topogen-repair.timer\` on every node, and \`start\` afterwards. A repair that has begun goes on in Cassandra even if the unit is stopped, until Cassandra is restarted.

A node that was made before topogen wrote this timer has none until its machine is made anew with its data disk (Changed settings): \`systemctl status topogen-repair.timer\` could not find it there. Until then run both commands on it yourself, weekly.

Counters of rate limiting with the policy \`cluster\` have no time to live, and disks are sized for those of a month. Where the spec names such a plugin, one node empties their tables on the first day of each month (UTC), when all nodes are up, and each node takes away the snapshots that Cassandra makes of them by itself.

Where a node is away all of that day, they are emptied in the first hour of a later one, unless a plugin has a limit by the month: its clients would have that twice. Limits by the year would begin anew on any day. While a plugin has such a limit the tables stay until a first day on which they may be emptied, and each node says "counters stay" in the journal of \`topogen-repair\`. Each month adds as much as disks are sized for, in the half of the disk that compaction needs: see the room of the data disks by \`df -h /var/lib/cassandra\`. Where they are past 70 %, make them larger, or empty the tables by hand when all nodes are up, which lets limits by the month begin anew: \`TRUNCATE kong.ratelimiting_metrics;\` in cqlsh as \`ring_admin\` (\`kong.response_ratelimiting_metrics\` for response-ratelimiting), then on every node \`nodetool clearsnapshot -t <name> kong\` with the name \`truncated-...\` that \`nodetool listsnapshots\` shows.
`;
