import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import { datacenterOf } from '../../../kernel/datacenter-of';
import type { Plan } from '../../../plan/plan';
import { renderSteps } from '../../operations/steps';
import type { Addresses } from '../transitions';
import { machineLost } from './lost';
import { rotationSteps } from './passwords';
import {
  block,
  instanceCommands,
  nameCommand,
  primaryCommands,
  REPLICA_HEADING,
  RESTORE_HEADING,
  SETTINGS_HEADING,
  type InstanceCommands,
} from './commands';
import { renderBackupCopies } from './backup-copies';
import { postgresqlOf } from './of-plan';
import { WAITING_REPLICAS } from './hybrid-replicas';
import { READ_REPLICAS } from './promotion';
import { renderReplicas } from './replica-pages';

/** Renders the part of the page on operations about PostgreSQL, in Markdown, with the commands of its cloud. */
export function renderPostgresqlOperations(plan: Plan, facts: CloudFactsTable, addresses: Addresses): string {
  return [
    intro(plan, facts),
    failover(plan, facts),
    backups(plan, facts),
    restore(plan, facts),
    ...copies(plan, facts),
    ...renderReplicas(plan, facts, plan.kong.hybrid ? WAITING_REPLICAS : READ_REPLICAS),
    settings(plan, facts),
    changes(plan, facts, addresses),
  ].join('\n');
}

function copies(plan: Plan, facts: CloudFactsTable): string[] {
  const text = renderBackupCopies(plan, facts);
  return text === '' ? [] : [text];
}

function intro(plan: Plan, facts: CloudFactsTable): string {
  const { host, primaryDatacenter, database, user, adminUser } = postgresqlOf(plan);
  const { commands, at, service, stack } = primaryCommands(plan, facts);
  return `# PostgreSQL in operation

${service} runs it in ${primaryDatacenter}: a primary, and a standby in another zone that has every write before it is confirmed. ${plan.kong.hybrid ? 'Control planes' : 'Kong nodes'} know it by the private name \`${host}\`. Commands are for the folder of this page, in a shell with bash that knows the instance:

${block(nameCommand(stack), commands.show(at))}
## First start

Terraform makes the instance and its administrator \`${adminUser}\`. The migrations job waits until the name resolves and the port is open, then makes the role \`${user}\` and the database \`${database}\` that it owns, migrates Kong's schema and turns its machine off. ${plan.kong.hybrid ? 'Control planes' : 'Kong nodes'} wait for name, port and schema, in this order; each says in its journal what it waits for: \`journalctl --unit kong\`, and \`journalctl --unit kong-migrations\` on the job's machine. ${plan.kong.hybrid ? 'Data planes need none of this.' : 'A node that has started once needs PostgreSQL for what it has not cached, and at every start.'}

The server refuses connections without TLS. Kong trusts certificates of the cloud's own authorities alone: nodes fetch them at boot from the secret manager, under \`postgresql-ca\`.
`;
}

/** Sentences on Kong while the primary is away, by its mode. */
const WITHOUT_IT = {
  traditional:
    'Meanwhile Kong serves what it has cached. What it has not, such as a consumer that was not seen before, is answered with 500: at once where the server refuses, after five seconds where it hangs. The Admin API answers 500 too.',
  hybrid: 'Data planes notice nothing. The Admin API of the control planes answers 500 meanwhile.',
} as const;

function failover(plan: Plan, facts: CloudFactsTable): string {
  const { commands, at } = primaryCommands(plan, facts);
  return `## The primary fails

The standby takes over by itself, under the same name; nothing is lost.

${renderSteps(machineLost(plan).steps)}
${plan.kong.hybrid ? WITHOUT_IT.hybrid : WITHOUT_IT.traditional} Nothing has to be restarted afterwards.

Try it once before you need it:

${block(commands.failOver(at))}`;
}

function backups(plan: Plan, facts: CloudFactsTable): string {
  const { backupRetentionDays, backupHour } = postgresqlOf(plan);
  const { commands, at } = primaryCommands(plan, facts);
  return `## A backup by hand

Backups are made daily from ${backupHour}:00 UTC and kept for ${backupRetentionDays} days, with all that is needed to go back to any moment of them. Make another before every change without a way back, such as migrations of Kong:

${block(commands.backUp(at, 'before-the-change'), commands.listBackups(at))}
Beside it export the configuration on a Kong node, in a form that every release reads: \`sudo kong config db_export kong.yml\`. The file holds credentials.
`;
}

function restore(plan: Plan, facts: CloudFactsTable): string {
  const { host } = postgresqlOf(plan);
  const { commands, at, stack } = primaryCommands(plan, facts);
  const leave = commands.leaveCopy(at);
  const follows = copiesFollow(plan, facts);
  const after = [
    ...(leave === '' ? [] : [`Take the copy's second address away:\n\n${block(leave)}`]),
    ...follows,
    'Keep the old instance until you are sure: Terraform knows it no more, and its deletion protection has to be taken away by hand.',
  ];
  const alone =
    postgresqlOf(plan).replicaDatacenters.length === 0
      ? ''
      : ` Replicas would go on with the old instance and its data: remove them before, as "${REPLICA_HEADING}" says, and make them anew afterwards.`;
  return `## ${RESTORE_HEADING}

A restore makes another instance beside the one that stands; nothing is overwritten. Choose a moment in UTC:

${block(commands.nameCopy(at), commands.restore(at, '2026-01-31T12:00:00Z'))}
1. Let nobody configure Kong from now on.
2. Look at the copy before anything depends on it: as \`${postgresqlOf(plan).adminUser}\`, with psql from a machine of Kong's, where the package postgresql-client has to be installed first, by the address that the last of these prints:

${block(commands.findCopy(at))}
3. To take single entities back, export them from a Kong that uses the copy, with \`kong config db_export\` or decK, and bring them into the one that stands. This is the usual way, and stops nothing.
4. To put the copy in the place of the instance instead, lead the name \`${host}\` to it, and let Terraform take it for its own. Configuration that was written after the moment is then gone from Kong, which serves what it has cached meanwhile.${alone} Answer the last command with yes only if its plan replaces and destroys nothing of PostgreSQL${follows.length === 0 ? '' : ' but copies of its backups'}:

${block(commands.takePlace(at, stack))}
${after.map((step, i) => `${i + 5}. ${step}`).join('\n')}
`;
}

/** Returns the step by which copies in a second region follow the instance that took the place; none where they do by themselves. */
function copiesFollow(plan: Plan, facts: CloudFactsTable): string[] {
  const { name, backupCopies } = datacenterOf(plan, postgresqlOf(plan).primaryDatacenter);
  if (!backupCopies) return [];
  const { commands, at, stack } = primaryCommands(plan, facts);
  const follow = commands.followPlace(stack, backupCopies.region);
  if (follow === '') return [];
  const list = commands.listBackupCopies(at, backupCopies.region);
  return [
    `The copies of backups in ${backupCopies.region} are of the old instance. Make them anew, of the one that took its place; the plan must replace them alone. Until the list has an active one with a moment after that, ${name} has no backup elsewhere. What the service does with the former copies was not tried: make a backup by hand before, if you need what they have.\n\n${block(follow, list)}`,
  ];
}

function dayName(day: string): string {
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
}

/** Tells when a change of machine, disk or release is made, which is not always when it is applied. */
function settings(plan: Plan, facts: CloudFactsTable): string {
  const { maintenance } = postgresqlOf(plan);
  const { commands, at, service } = primaryCommands(plan, facts);
  const hasten = commands.hasten(at);
  const when =
    hasten === ''
      ? `${service} makes such changes as they are applied.`
      : `${service} makes such changes in the maintenance window, on ${dayName(maintenance.day)} from ${maintenance.hour}:00 UTC; until then every plan shows them again. To have them in an hour of your own, after the apply, with everything else that waits:\n\n${block(hasten)}`;
  return `## ${SETTINGS_HEADING}

The instance is away for a minute or two when its machine changes, and not at all when its disk grows; for a later release see below. ${when.trimEnd()}
`;
}

/** Options of decK for the tunnel of `topogen connect`; Kong's own certificate is one that it makes for itself. */
const TUNNEL = '--kong-addr https://127.0.0.1:8444 --tls-skip-verify';

/** Tells how nodes come to trust another authority before a server uses it. */
function authorities(plan: Plan, facts: CloudFactsTable): string {
  const { primaryDatacenter, replicaDatacenters } = postgresqlOf(plan);
  const instances = [primaryDatacenter, ...replicaDatacenters].map((name) => instanceCommands(plan, name, facts));
  const each = (of: (it: InstanceCommands) => string): string =>
    block(...instances.flatMap((it) => [nameCommand(it.stack), of(it)]));
  const clusters = plan.datacenters.map(({ name }) => `terraform -chdir=cluster-${name} apply`);
  const nodes = plan.kong.hybrid ? 'every control plane' : 'every Kong node';
  const restart = `on ${nodes}, one after another: \`sudo rm /run/topogen/authorities && sudo systemctl restart kong\`.`;
  const heading = '## The authorities of the server are renewed\n\n';
  if (instances.every(({ commands, at }) => commands.makeAuthority(at) === ''))
    return `${heading}The service renews the server's certificate by itself, under the same authority. Should it name another one, a later topogen has it: apply ${plan.datacenters.length === 1 ? 'the cluster' : 'every cluster'}, so that the secret manager has its certificate before the server uses it. Then ${restart}\n`;
  return `${heading}Each instance has an authority of its own, of whose end the service tells in time. Make the next one first, which the server does not use yet:

${each(({ commands, at }) => commands.makeAuthority(at))}
Bring both into the secret managers, so that nodes trust the one and the other:

${block(...clusters)}
Then ${restart} When the last one has it, and not before, let the servers use it, and apply the clusters once more when you are sure:

${each(({ commands, at }) => commands.useAuthority(at))}`;
}

const REPLICAS_FIRST = `Replicas in other regions do not come along: remove them before, as "${REPLICA_HEADING}" says, and make them anew afterwards.\n\n`;

function changes(plan: Plan, facts: CloudFactsTable, addresses: Addresses): string {
  const { version, primaryDatacenter, replicaDatacenters } = postgresqlOf(plan);
  const alone = replicaDatacenters.length === 0 ? '' : REPLICAS_FIRST;
  return `## A password is changed

Terraform makes the passwords in the stack \`shared\`, and the clusters' secret managers have copies. \`topogen runbook <spec> --rotate <password>\` has these steps by themselves.

### Of Kong's role

${renderSteps(rotationSteps({ plan, addresses }, 'postgresql-kong-password'))}
### Of the administrator

${renderSteps(rotationSteps({ plan, addresses }, 'postgresql-admin-password'))}
${authorities(plan, facts)}
## PostgreSQL becomes a later major release

The cloud keeps the minor release of PostgreSQL ${version} current, on the day and in the hour of the spec; that stops the instance for some seconds. A major release is yours to choose, and there is no way back from it but a backup.

${alone}1. Rehearse it: restore a copy as above, upgrade that in the cloud's console, and see how long it takes.
2. Make a backup, and export the configuration.
3. Name the release in \`datastore.version\`, generate with \`--allow postgresql-major-upgrade\`, and apply in an hour in which nobody configures Kong; "${SETTINGS_HEADING}" above says when it is made. Kong serves what it has cached meanwhile.

## From Cassandra to PostgreSQL

Kong 3.4 and later have no Cassandra. A topology cannot change its datastore: build one of another name on PostgreSQL with the same release of Kong as the old one, 2.8 to 3.3, and bring the configuration over with decK: the first of these with the tunnel that \`topogen connect <spec> <datacenter> admin\` makes to the old one, the second, when that is ended, with one to the new.

${block(`deck gateway dump ${TUNNEL} --output-file kong.yaml`, `deck gateway sync ${TUNNEL} kong.yaml`)}
Passwords of basic-auth, counters and tokens of OAuth2 do not come with it. Send it clients step by step, wait a day, take the old one down, and then upgrade Kong.

## It is taken down

The cloud refuses to delete the instance. ${replicaDatacenters.length === 0 ? 'Apply' : `Replicas go first, as "${REPLICA_HEADING}" says. Apply`} \`terraform -chdir=cluster-${primaryDatacenter} apply -var=postgresql_deletion_protection=false\` first, then destroy the stack. A last backup is made where the cloud offers one.
`;
}
