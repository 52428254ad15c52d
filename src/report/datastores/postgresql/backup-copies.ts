import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import { datacenterOf } from '../../../kernel/datacenter-of';
import type { Plan } from '../../../plan/plan';
import { bucketsLeft, lostForgotten, movedInSpec, type Along, type Copied } from '../lost-region';
import { block, nameCommand, primaryCommands, REPLICA_HEADING, signedInAsKong } from './commands';
import { postgresqlOf } from './of-plan';

/** Heading of the part of OPERATIONS.md on the copies of backups, which runbooks name. */
export const COPIES_HEADING = 'Its region is lost, and no replica has the data';

/**
 * Renders where backups in a second region are, and the way back from them when the region of the primary is lost; empty if there are
 * none. The datacenter is built in that region with name and index as they were.
 */
export function renderBackupCopies(plan: Plan, facts: CloudFactsTable): string {
  const primary = datacenterOf(plan, postgresqlOf(plan).primaryDatacenter);
  const { name, region, backupCopies } = primary;
  if (!backupCopies) return '';
  const lost = { ...primary, backupCopies };
  return `## ${COPIES_HEADING}

${backupCopies.ownKey ? copied(plan, facts, backupCopies.region) : stored(region, backupCopies.region)} A replica has what was written since: promote it where there is one.

Otherwise ${name} is built anew in ${backupCopies.region}, and the backup is brought into it. Terraform's states are needed: keep them in another region. Kong serves meanwhile what it has cached${plan.kong.hybrid ? ', and data planes all that they have' : ''}; let nobody configure it.

${backupCopies.ownKey ? byRegion(plan, facts, lost) : byProject(plan, facts, lost)}`;
}

function copied(plan: Plan, facts: CloudFactsTable, there: string): string {
  const { commands, at, stack } = primaryCommands(plan, facts);
  return `Backups, and the log between two, are copied to ${there} with a key of their own there, and kept as long as the first ones. See now and then that they come:

${block(nameCommand(stack), commands.listBackupCopies(at, there))}
`;
}

function stored(region: string, there: string): string {
  return `Backups are stored in ${there} and nowhere else; the log between two, by which any moment can be gone back to, is in ${region}. What was written since the last backup is lost with ${region}.`;
}

/** Renders the steps where copies have a key of their own: the copy has that key, so that its rows go to an instance with its own. */
function byRegion(plan: Plan, facts: CloudFactsTable, lost: Copied): string {
  const { host, user, database } = postgresqlOf(plan);
  const { commands, at, stack } = primaryCommands(plan, facts);
  const { name, cloud, region, backupCopies } = lost;
  const there = backupCopies.region;
  const moved = { ...at, region: there };
  return `1. Note the address of the copies, the first column of the list above; the instance is called as \`terraform -chdir=${stack} output -raw postgresql_instance\` says.
2. ${movedInSpec(plan, facts, lost, withoutReplicas(plan))}
3. Let Terraform forget what was in the lost region, which no apply can reach, and the key of the copies, which the apply would end:

\`\`\`sh
${lostForgotten(plan, lost)}
\`\`\`

4. Apply as at the first start. Kong begins without entities.${bucketsLeft(plan, lost)}
5. Make an instance of the copies beside the new one, and note the address that the last of these prints:

${block(nameCommand(stack), commands.nameCopy(moved), commands.restoreBackupCopy(moved, there), commands.findCopy(moved))}
6. On a machine of Kong's beside the primary, which needs the package postgresql-client, bring what it has into the new one. It takes all or nothing:

${block(`sudo bash -c 'export ${signedInAsKong()} && set -o pipefail && \\
  pg_dump --host <the address> --username ${user} --format custom ${database} | \\
  pg_restore --host ${host} --username ${user} --dbname ${database} \\
    --clean --if-exists --no-owner --single-transaction'`)}
7. Restart Kong's nodes that reach PostgreSQL, one after another: \`sudo systemctl restart kong\`. Look whether a route is answered as it should be.
8. Delete the instance "$COPY" when you are sure, and end the key of the copies when you need them no more:

${block(facts[cloud].snapshots.endKey(there, `${plan.topology}-${name}-backups`))}
9. Delete what ${region} still has when it answers again: nothing leads to it any more.
`;
}

/** Renders the steps where backups are in the second region alone, of a project in which much is in no region. */
function byProject(plan: Plan, facts: CloudFactsTable, lost: Copied): string {
  const { commands, at, stack } = primaryCommands(plan, facts);
  return `1. Note the name of the instance, \`terraform -chdir=${stack} output -raw postgresql_instance\`, and of its newest backup by the list of "A backup by hand".
2. ${movedInSpec(plan, facts, lost, withoutReplicas(plan))}
3. Let Terraform forget what was in the former project, which no apply can reach:

\`\`\`sh
${lostForgotten(plan, lost)}
\`\`\`

4. Apply as at the first start. Kong begins without entities.
5. Bring the backup into the new instance, whose data it takes the place of; Terraform changes nothing:

${block(nameCommand(stack), commands.restoreBackupCopy(at, lost.backupCopies.region))}
6. Restart Kong's nodes that reach PostgreSQL, one after another: \`sudo systemctl restart kong\`. Look whether a route is answered as it should be.
7. Delete what the former project still has when its region is back, and you need its backups no more.
`;
}

/** Returns the change of replicas, which follow the lost instance and can follow no other. */
function withoutReplicas(plan: Plan): Along[] {
  const { replicaDatacenters } = postgresqlOf(plan);
  if (replicaDatacenters.length === 0) return [];
  return [
    {
      key: 'datastore.replicas',
      text: `none: those of ${replicaDatacenters.join(' and ')} follow the lost instance, and no other; before it take the protection of each away, as under "${REPLICA_HEADING}", and name them again at the end`,
      allow: replicaDatacenters.map((name) => `replica-removed:${name}`),
    },
  ];
}
