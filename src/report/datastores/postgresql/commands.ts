import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import type { DatabaseAt, DatabaseCommands } from '../../../kernel/cloud/databases';
import { datacenterOf } from '../../../kernel/datacenter-of';
import type { Plan } from '../../../plan/plan';
import { postgresqlOf } from './of-plan';

/** The commands of an instance's cloud, and the instance as they name it. */
export interface InstanceCommands {
  readonly commands: DatabaseCommands;
  readonly at: DatabaseAt;
  readonly service: string;
  /** Name of the stack that it is in. */
  readonly stack: string;
}

/** A shell that has been told the name of the instance has it in this variable. */
const INSTANCE = '"$INSTANCE"';

/** Returns the commands about the primary of a plan. */
export function primaryCommands(plan: Plan, facts: CloudFactsTable): InstanceCommands {
  return instanceCommands(plan, postgresqlOf(plan).primaryDatacenter, facts);
}

/** Returns the commands about the instance of a datacenter. */
export function instanceCommands(plan: Plan, datacenter: string, facts: CloudFactsTable): InstanceCommands {
  const { cloud, region, project, name, existing } = datacenterOf(plan, datacenter);
  const subnet = existing?.tiers[postgresqlOf(plan).engine]?.id;
  const { commands, service } = facts[cloud].database;
  return {
    commands,
    service,
    at: {
      instance: INSTANCE,
      resource: postgresqlOf(plan).engine,
      adminUser: postgresqlOf(plan).adminUser,
      region,
      ...(project === undefined ? {} : { project }),
      ...(existing && subnet !== undefined
        ? { existing: { network: lastOf(existing.id), subnet: lastOf(subnet) } }
        : {}),
    },
    stack: `cluster-${name}`,
  };
}

/** Returns the name at the end of a path. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Returns a block of commands in Markdown. */
export function block(...commands: readonly string[]): string {
  return `\`\`\`sh\n${commands.join('\n')}\n\`\`\`\n`;
}

/** Returns the command that tells a shell the name of the instance, from the folder of the tree. */
export function nameCommand(stack: string): string {
  return `INSTANCE="$(terraform -chdir=${stack} output -raw postgresql_instance)"`;
}

/** Heading of the part of OPERATIONS.md that says when a change of the instance is made. */
export const SETTINGS_HEADING = 'Machine, disk or release changes';

/** Heading of the part of OPERATIONS.md that restores a backup. */
export const RESTORE_HEADING = 'The data is taken back to a moment';

/** Headings of the parts of OPERATIONS.md about replicas, which runbooks name. */
export const PROMOTION_HEADING = 'A replica takes over for good';
export const LAG_HEADING = 'How late a replica is';
export const REPLICA_HEADING = 'A replica comes or goes';

/** Returns a statement for a machine of Kong's, as Kong's role, which prints what it finds. */
export function asked(plan: Plan, host: string, statement: string): string {
  const { user, database } = postgresqlOf(plan);
  return called(signedInAsKong(), { host, user, database }, statement);
}

/**
 * Returns a statement for a machine of Kong's beside the primary, as the administrator, whose password such machines may fetch:
 * what the server says of its replicas it says to nobody else.
 */
export function askedAsAdministrator(plan: Plan, statement: string): string {
  const { host, adminUser: user, adminSecret, adminDatabase: database } = postgresqlOf(plan);
  const library = '/usr/local/lib/topogen';
  return called(
    `. ${library}/common.sh && . ${library}/platform.sh && PGPASSWORD="$(platform_secret ${adminSecret})" ${TRUST}`,
    { host, user, database },
    statement,
  );
}

/** Returns the variables by which a machine of Kong's signs in as Kong's role. */
export function signedInAsKong(): string {
  return `PGPASSWORD="$(</run/topogen/kong-password)" ${TRUST}`;
}

/** The place in the primary's log that an operator has noted, for whom 0/0 stands, in dollar quotes that the shell leaves alone. */
export const NOTED_PLACE = '\\$\\$0/0\\$\\$::pg_lsn';

const TRUST = 'PGSSLMODE=verify-ca PGSSLROOTCERT=/etc/kong/postgresql-ca.pem';

function called(
  signedIn: string,
  { host, user, database }: { readonly host: string; readonly user: string; readonly database: string },
  statement: string,
): string {
  return [
    `sudo bash -c '${signedIn} \\`,
    `  psql --host ${host} --username ${user} --dbname ${database} -Atc "${statement}"'`,
  ].join('\n');
}
