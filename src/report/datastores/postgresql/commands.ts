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
  const { cloud, region, project, name } = datacenterOf(plan, datacenter);
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
    },
    stack: `cluster-${name}`,
  };
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
