import { printable } from '../../kernel/printable';
import { shellWord } from '../../kernel/text/shell';
import type { Plan } from '../../plan/plan';

/** The ordered steps of one change of a topology, or after a loss. */
export interface Runbook {
  readonly topology: string;
  /** Purpose of the steps, without a full stop, e.g. `Steps from one spec of edge to the other`. */
  readonly purpose: string;
  /** Parts in order; of a change each is a spec of its own that is generated and applied before the next begins. */
  readonly parts: readonly RunbookPart[];
}

/** A change that is made by itself, or one case of what happened. */
export interface RunbookPart {
  readonly title: string;
  /** Reason for making it apart from the others, shown where there are others. @default it needs none */
  readonly why?: string;
  /** Condition under which its steps are gone at all, as a clause. @default they always are */
  readonly only?: string;
  /** Content of the spec for this part, beside what the parts before it changed. */
  readonly spec: string;
  readonly steps: readonly RunbookStep[];
}

export interface RunbookStep {
  readonly title: string;
  /** Place where the commands run, e.g. `cassandra-4 of us-east (10.64.64.11)`. */
  readonly where: string;
  /** Commands in order; empty for work that has none. */
  readonly commands: readonly string[];
  /** Observation that has to be made before the next step. */
  readonly see: string;
  /** Way back from here. */
  readonly back: string;
  /** Danger while the step lasts. */
  readonly risk: string;
  /** Duration in words. */
  readonly lasts: string;
}

/** The folder of the tree, in which Terraform is called. */
export function inTree(topology: string): string {
  return `terraform/${topology}`;
}

/** Returns the commands that apply stacks, one after another. */
export function applied(...stacks: readonly string[]): string[] {
  return stacks.map((stack) => replaced(stack));
}

/** Returns where clients are sent to other datacenters: in the stack of the names, or where the user's own names are kept. */
export function byNames({ topology, stacks }: Plan): Pick<RunbookStep, 'where' | 'commands'> {
  const names = stacks.flatMap(({ layer, name }) => (layer === 'dns' ? [name] : []));
  return names.length > 0
    ? { where: inTree(topology), commands: applied(...names) }
    : { where: 'where your names point to balancers', commands: [] };
}

/** Returns where clients are kept from a datacenter, or let back to it: by its word in the spec, or in the user's own names. */
export function byDraining(plan: Plan, datacenter: string, isOut: boolean): Pick<RunbookStep, 'where' | 'commands'> {
  const { where, commands } = byNames(plan);
  if (commands.length === 0) return { where, commands };
  return {
    where: `beside the spec, ${isOut ? 'with' : 'without'} "gateway": { "drained": true } in ${datacenter}; then ${where}`,
    commands: [synthCommand(plan), ...commands],
  };
}

/** Returns the command that applies a stack and makes some of its resources anew, by their addresses. */
export function replaced(stack: string, ...addresses: readonly string[]): string {
  return ready(stack, ['apply', ...addresses.map((address) => `-replace=${address}`)].join(' '));
}

/** Returns a command of Terraform on a stack that may not have been used from this folder yet. */
export function ready(stack: string, command: string): string {
  return `terraform -chdir=${stack} init && terraform -chdir=${stack} ${command}`;
}

/** Returns the words by which clouds let go of what they protect. Each kind of resource has a variable of its own. */
export function unprotected(stack: string): string {
  return [
    `where ${stack} has a variable deletion_protection, apply it with -var=deletion_protection=false first`,
    'and so with each other in its variables.tf whose name ends likewise, such as exports_deletion_protection: a bucket then goes with what is in it, so copy before what you must keep',
  ].join(', ');
}

export const NO_WAY_BACK_NEEDED = 'none is needed: nothing that serves was changed';

/** Content of the spec in a part that changes nothing of it. */
export const SPEC_STAYS = 'stays as it is';

/** Returns a command of topogen on the spec of a plan. */
export function topogenCommand({ specFile }: Plan, command: string, ...options: readonly string[]): string {
  return ['topogen', command, printable(shellWord(specFile)), ...options].join(' ');
}

/** Returns the command that writes the tree of a spec. */
export function synthCommand(plan: Plan): string {
  return topogenCommand(plan, 'synth');
}

/**
 * Makes the step that writes the tree of a part.
 *
 * @param allow word of the loss that the part leads around, if it does
 */
export function generated(plan: Plan, only: string, allow?: string): RunbookStep {
  return {
    title: 'Generate',
    where: 'beside the spec, on a branch',
    commands: [allow === undefined ? synthCommand(plan) : `${synthCommand(plan)} --allow ${allow}`],
    see: `git diff of the tree names ${only}, and nothing else`,
    back: 'bring spec, lock file and tree back from version control',
    risk: 'none: nothing is applied',
    lasts: 'a moment',
  };
}

/** Makes the step that lets nobody configure Kong while it is upgraded. */
export function nobodyConfigures(see: string): RunbookStep {
  return {
    title: 'Let nobody configure Kong until the end',
    where: 'with all who use the Admin API, and in their pipelines',
    commands: [],
    see,
    back: 'tell them',
    risk: 'what is written meanwhile may be missing or misread on one of the two releases',
    lasts: 'until the last step',
  };
}

/**
 * Makes the step that finishes the migrations, after which there is no way back.
 *
 * @param before what must have been seen, as a clause
 * @param old release whose way back it takes
 */
export function finished({
  node,
  before,
  old,
}: {
  readonly node: string;
  readonly before: string;
  readonly old: string;
}): RunbookStep {
  return {
    title: 'Finish the migrations',
    where: node,
    commands: ['sudo kong migrations list', 'sudo kong migrations finish'],
    see: `before it: ${before}; after it, list says that the database is up to date`,
    back: `none: from here on Kong ${old} cannot be gone back to but by the snapshots`,
    risk: `it removes what only ${old} reads`,
    lasts: 'a minute',
  };
}

/** Makes the step that lets people configure Kong after a change during which nobody may. */
export function configurationOpened(): RunbookStep {
  return {
    title: 'Open the configuration again',
    where: 'with all who use the Admin API',
    commands: [],
    see: 'a route that is made in one datacenter is served in each',
    back: 'not needed',
    risk: 'none',
    lasts: 'a moment',
  };
}

/** Renders hours for people. */
export function hoursText(hours: number | undefined): string {
  if (hours === undefined) return 'as long as the data takes';
  if (hours < 1 / 60) return 'about a minute';
  if (hours < 2) return `about ${Math.ceil(hours * 60)} minutes`;
  return `about ${Math.ceil(hours)} hours`;
}
