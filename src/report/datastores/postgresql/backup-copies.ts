import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import { datacenterOf } from '../../../kernel/datacenter-of';
import type { Plan } from '../../../plan/plan';
import { topogenCommand } from '../../runbook/runbook';
import { forgotten, inRegions } from '../forgotten';
import { block, nameCommand, primaryCommands, signedInAsKong } from './commands';
import { postgresqlOf } from './of-plan';

/** Heading of the part of OPERATIONS.md on the copies of backups, which runbooks name. */
export const COPIES_HEADING = 'Its region is lost, and no replica has the data';

/**
 * Renders where backups in a second region are, and the way back from them when the region of the primary is lost; empty if there are
 * none. The datacenter is built in that region with name and index as they were.
 */
export function renderBackupCopies(plan: Plan, facts: CloudFactsTable): string {
  const { name, region, backupCopies } = datacenterOf(plan, postgresqlOf(plan).primaryDatacenter);
  if (!backupCopies) return '';
  return `## ${COPIES_HEADING}

${backupCopies.ownKey ? copied(plan, facts, backupCopies.region) : stored(region, backupCopies.region)} A replica has what was written since: promote it where there is one.

Otherwise ${name} is built anew in ${backupCopies.region}, and the backup is brought into it. Terraform's states are needed: keep them in another region. Kong serves meanwhile what it has cached${plan.kong.hybrid ? ', and data planes all that they have' : ''}; let nobody configure it.

${backupCopies.ownKey ? byRegion(plan, facts, backupCopies.region) : byProject(plan, facts, backupCopies.region)}`;
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
function byRegion(plan: Plan, facts: CloudFactsTable, there: string): string {
  const { primaryDatacenter: name, host, user, database } = postgresqlOf(plan);
  const { commands, at, stack } = primaryCommands(plan, facts);
  const { cloud, region } = datacenterOf(plan, name);
  const moved = { ...at, region: there };
  const allowed = `--allow region-changed:${name},backup-copies-left:${name}`;
  return `1. Note the address of the copies, the first column of the list above; the instance is called as \`terraform -chdir=${stack} output -raw postgresql_instance\` says.
2. In the spec write \`"region": "${there}"\` for ${name}, three zones of it where zones are named, and in \`copyTo\` another place or none. Then \`${topogenCommand(plan, 'synth', allowed)}\`.
3. Let Terraform forget what was in the lost region, which no apply can reach, and the key of the copies, which the apply would end:

\`\`\`sh
${forgotten(name, inRegions(region, there))}
\`\`\`

4. Apply as at the first start. Kong begins without entities.
5. Make an instance of the copies beside the new one, and note the address that the last of these prints:

${block(nameCommand(stack), commands.nameCopy(moved), commands.restoreBackupCopy(moved, there), commands.findCopy(moved))}
6. On a machine of Kong's beside the primary, which needs the package postgresql-client, bring what it has into the new one. It takes all or nothing:

${block(`sudo bash -c 'export ${signedInAsKong()} && set -o pipefail && \\
  pg_dump --host <the address> --username ${user} --format custom ${database} | \\
  pg_restore --host ${host} --username ${user} --dbname ${database} \\
    --clean --if-exists --no-owner --single-transaction'`)}
7. Restart Kong's nodes that reach PostgreSQL, one after another: \`sudo systemctl restart kong\`. Look whether a route is answered as it should be.
8. Delete the instance "$COPY" when you are sure, and end the key of the copies when you need them no more:

${block(facts[cloud].snapshots.endKey(there, `${plan.topology}-${name}-backups`))}`;
}

/** Renders the steps where backups are in the second region alone, of a project in which much is in no region. */
function byProject(plan: Plan, facts: CloudFactsTable, there: string): string {
  const { primaryDatacenter: name } = postgresqlOf(plan);
  const { commands, at, stack } = primaryCommands(plan, facts);
  const { project = '' } = datacenterOf(plan, name);
  const allowed = `--allow region-changed:${name},project-changed:${name}`;
  return `1. Note the name of the instance, \`terraform -chdir=${stack} output -raw postgresql_instance\`, and of its newest backup by the list of "A backup by hand".
2. In the spec write \`"region": "${there}"\` for ${name}, a \`"project"\` other than ${project}, since names and ranges of what was lost are still taken in that one, three zones where zones are named, and in \`copyTo\` another place or none. Then \`${topogenCommand(plan, 'synth', allowed)}\`.
3. Let Terraform forget what was in the former project, which no apply can reach:

\`\`\`sh
${forgotten(name, '')}
\`\`\`

4. Apply as at the first start. Kong begins without entities.
5. Bring the backup into the new instance, whose data it takes the place of; Terraform changes nothing:

${block(nameCommand(stack), commands.restoreBackupCopy(at, there))}
6. Restart Kong's nodes that reach PostgreSQL, one after another: \`sudo systemctl restart kong\`. Look whether a route is answered as it should be.
`;
}
