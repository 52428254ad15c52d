import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import type { DataDiskAt } from '../../../kernel/cloud/snapshots';
import { EXPORTS_CONFIGURATION } from '../../../kernel/kong-steps';
import { compareVersions } from '../../../kernel/version';
import type { DatacenterPlan, Plan } from '../../../plan/plan';
import { replaced, topogenCommand } from '../../runbook/runbook';
import type { Standing } from '../recovery';
import { renderLostRegion, renderSecondRegion } from './backup-copies';
import { FORMER, REPAIR_ALL, REPAIRS_START, REPAIRS_STOP, START_OLD, startEmpty } from './commands';
import { diskOf } from './disk-of';
import { cassandraOf } from './of-plan';
import { FORGOTTEN } from './runbook/too-late';

/** Heading of the section on the return of all nodes. */
export const RING_FROM_SNAPSHOTS = "The whole ring from one datacenter's snapshots";

/** Folder on a node in which the copy of its disk is mounted meanwhile. */
const COPY = '/mnt/topogen-snapshot';

/** Parts of a node's disk that make it a member of the ring: set aside together, as a node itself does it. */
const PARTS = 'data commitlog hints saved_caches topogen-rebuild-pending topogen-joined topogen-starting';

/** Renders the section on backups of a ring: what is there, and the ways back from it, in Markdown. */
export function renderBackups(standing: Standing, facts: CloudFactsTable): string {
  const { plan } = standing;
  const { backups } = plan;
  if (!backups) return `## Backups\n\nThere are none: the spec says \`"backups": "none"\`.\n`;
  const { everyHours, hour, keepDays } = backups;
  const often = everyHours === 24 ? 'Once a day' : `Every ${everyHours} hours`;
  return `## Backups

${often}, from ${hour}:00 UTC on, each cloud takes a snapshot of every data disk, and keeps it for ${keepDays} days. A node starts from its own as after a power cut: what it had acknowledged in the last ten seconds may be missing there, and is on the other copies. All are taken within an hour and not at one moment, so after a return a repair evens out what one snapshot has and another has not. Passwords are not in them: the roles of the ring are as they were, those of the secret managers as they are.

Snapshots stay when a disk, the schedule or the topology goes, until somebody deletes them.${lasting(plan, facts)}

See now and then that they are made:

${onEachCloud(standing, facts, (at, cloud) => cloud.snapshots.list(at))}
${renderSecondRegion(standing, facts)}### One node, or one datacenter

While other copies are well, let them fill it: \`topogen runbook <spec> --lost node:<datacenter>/<node>\`, or \`datacenter:<datacenter>\`. They have what was written since the snapshot. A snapshot is for rows that no copy has any more.

### The disk of a node as it was

Of a node whose Cassandra is stopped (\`sudo systemctl stop cassandra\` there). Nothing of Terraform's changes; apply nothing meanwhile. Commands are those of one node of each cloud; for another write its name, and its zone. Choose a snapshot of the list above, attach a copy of it, and note the device that the last line prints:

${onEachCloud(standing, facts, (at, cloud) => `SNAPSHOT=<one of the list>\n${cloud.snapshots.attach(at)}`)}
On the node, with that device; first see by \`df -h /var/lib/cassandra\` that its disk has room for both. It stops at the first line that does not succeed, and at once where \`${FORMER}\` is there from an earlier time:

\`\`\`sh
sudo bash -eux <<'END'
test ! -e ${FORMER}
mkdir -p ${COPY}
mount -o nouuid <device> ${COPY}
mkdir ${FORMER}
cd /var/lib/cassandra
for part in ${PARTS}; do
  if [ -e "$part" ]; then mv "$part" ${FORMER}/; fi
  if [ -e ${COPY}/"$part" ]; then cp -a ${COPY}/"$part" .; fi
done
umount ${COPY}
END
\`\`\`

Then take the copy away:

${onEachCloud(standing, facts, (at, cloud) => cloud.snapshots.detach(at))}
What the node had is in \`${FORMER}\`: to go back, stop Cassandra, and move it in the place of what was copied. Delete it when you are sure.

### ${RING_FROM_SNAPSHOTS}

After a fault that every copy has: a dropped keyspace, a faulty plugin, a wrong delete. All that was written since the snapshots is gone, so first write down what is still there: ${exported(plan)}. Kong serves what it has cached meanwhile, and starts on no new node.

1. Choose a snapshot of each node of every datacenter, of the same hour, the last one before the fault. Those of one datacenter are enough: others are added anew in step 6, also one of which a node has none.
2. Stop Cassandra on every node of every datacenter: \`sudo systemctl stop cassandra\`. One that serves on would bring the fault back. Stop the weekly repairs there too, which no repair of these steps may meet: \`${REPAIRS_STOP}\`.
3. Bring the disk of each node of the datacenters with snapshots to what it was, as above.
4. Start these nodes, the seeds first: \`sudo systemctl start cassandra\`. Where the snapshots are ${FORGOTTEN} old or older, say \`${START_OLD}\` on each before: no other node has deleted a row since. Then \`nodetool status\` there shows them as UN and all others as DN.
5. On each of them, one after another: \`${REPAIR_ALL} --in-local-dc\`. Look whether a route is answered as it should be, before you go on.
6. ${addedAnew(plan)}
7. When \`nodetool status\` shows all as UN, on each node of the ring, one after another: \`${REPAIR_ALL}\`. When the last has ended, on each: \`${REPAIRS_START}\`.
8. Restart Kong's nodes, one after another: \`sudo systemctl restart kong\`. Where passwords were rotated since the snapshots, \`topogen runbook <spec> --rotate <password>\` has the steps by which the ring takes the ones of today. Where Kong was upgraded since, its nodes wait for the tables of their release: \`${migrateAgain(standing)}\` makes them.

${renderLostRegion(standing, facts)}### A dropped keyspace

Look first whether Cassandra kept it itself, on each node: \`nodetool listsnapshots\` shows \`dropped-...\` beside the tables of what was dropped. They stay in \`${FORMER}\` with the rest. The way back that is always whole is the ring as it was: the section above, with the last snapshots before the drop. Entities that were made since come from your own configuration, or from what was written down.
`;
}

/** Renders how to get at what Kong still has. Releases of before have no export. */
function exported({ kong }: Plan): string {
  return compareVersions(kong.migrations.release, EXPORTS_CONFIGURATION) < 0
    ? 'your own configuration of it, or what its Admin API lists'
    : '`sudo kong config db_export kong.yml` on a Kong node, whose file holds credentials';
}

/** Renders the command that makes the machine anew that migrates Kong's tables. */
function migrateAgain({ plan, addresses }: Standing): string {
  const { datacenter } = plan.kong.migrations;
  return replaced(`cluster-${datacenter}`, addresses.machine(datacenter, 'kong-migrations'));
}

function firstOfEachCloud({ datacenters }: Plan): DatacenterPlan[] {
  return datacenters.filter(({ cloud }, i) => datacenters.findIndex((other) => other.cloud === cloud) === i);
}

function lasting(plan: Plan, facts: CloudFactsTable): string {
  const sentences = firstOfEachCloud(plan).map(({ cloud }) => facts[cloud].snapshots.lasting);
  return sentences
    .filter((it) => it !== '')
    .map((it) => ` ${it}`)
    .join('');
}

/**
 * Renders the step for a datacenter without snapshots. Its nodes can not be replaced, each by itself: Cassandra does that with a node
 * that the ring has seen since it was started.
 */
function addedAnew(plan: Plan): string {
  const [, other] = plan.datacenters;
  const node = other && cassandraOf(other).nodes[0];
  if (!other || !node) return 'This topology has no other datacenter.';
  const runbook = topogenCommand(plan, 'runbook', `--lost datacenter:${other.name}`);
  return `A datacenter without snapshots is added anew. On each of its nodes, by its name, on ${node.name} of ${other.name}: \`${startEmpty(node.name)}\`, then \`sudo systemctl start cassandra\`; when its journal says "the data was set aside in ${FORMER}": \`sudo systemctl stop cassandra\`. The ring, which was stopped, can not replace these nodes; it forgets them: the first three steps of the part "${other.name} is given up" of \`${runbook}\`. Then start each: its journal says "joining without data". When \`nodetool status\` shows all of them as UN, on each, one after another: \`sudo topogen-ring-extend\`.`;
}

/** Renders commands for the first node of each cloud of the topology; those of other nodes differ in names and zone. */
function onEachCloud(
  standing: Standing,
  facts: CloudFactsTable,
  commands: (at: DataDiskAt, cloud: CloudFactsTable[keyof CloudFactsTable]) => string,
): string {
  return firstOfEachCloud(standing.plan)
    .map((datacenter) => {
      const { at, node } = diskOf(standing, datacenter);
      return `Of ${node} of ${datacenter.name}:\n\n\`\`\`sh\n${commands(at, facts[datacenter.cloud])}\n\`\`\`\n`;
    })
    .join('\n');
}
