import type { StackPlan } from '../../plan/plan';
import { plannedLosses, type PlanJson, type PlannedLoss } from './planned-losses';
import type { Protection } from './protections';

/** The work on each stack. `plan` shows what `apply` would do. */
export type Deed = 'apply' | 'plan' | 'destroy' | 'plan-destroy';

/** A stack in its place of the order. */
export interface StackAtHand {
  readonly plan: StackPlan;
  /** Protections that are taken away before the stack is destroyed; none of another deed. */
  readonly protections: readonly Protection[];
}

/** The operator runs the commands of Terraform and speaks with the user. */
export interface Operator {
  /** Says which stack comes, e.g. the second of eight. */
  begins(stack: string, number: number, of: number): void;
  /** Runs Terraform in the folder of a stack and returns its exit code. Its output is the user's. */
  run(stack: string, args: readonly string[]): Promise<number>;
  /** Runs Terraform in the folder of a stack and returns its output; undefined if it failed. */
  read(stack: string, args: readonly string[]): Promise<string | undefined>;
  /** Returns the file in which the plan of a stack is kept. */
  planFile(stack: string): string;
  /** Asks whether the plan that was shown shall be applied. */
  consents(stack: string, losses: readonly PlannedLoss[]): Promise<boolean>;
  /** True as soon as somebody wants the run to end. */
  isInterrupted(): boolean;
}

/** The end of a stack's run. Whatever is not `done` or `same` ends the whole run. */
export type StackEnd = 'same' | 'planned' | 'done' | 'failed' | 'declined';

/** The stacks that the run came to, in order. */
export type Course = readonly { readonly stack: string; readonly end: StackEnd }[];

/** Exit codes of `terraform plan -detailed-exitcode`. */
const SAME = 0;
const DIFFERENT = 2;

/** Carries out a deed, stack by stack, and ends at the first that fails or that the user declines. */
export async function carryOut(deed: Deed, stacks: readonly StackAtHand[], operator: Operator): Promise<Course> {
  const course: { stack: string; end: StackEnd }[] = [];
  for (const [i, stack] of stacks.entries()) {
    if (operator.isInterrupted()) break;
    operator.begins(stack.plan.name, i + 1, stacks.length);
    const end = await carryOutStack(deed, stack, operator);
    course.push({ stack: stack.plan.name, end });
    if (end === 'failed' || end === 'declined') break;
  }
  return course;
}

async function carryOutStack(deed: Deed, stack: StackAtHand, operator: Operator): Promise<StackEnd> {
  const { name } = stack.plan;
  if ((await operator.run(name, ['init', NO_INPUT])) !== 0) return 'failed';
  if (isDestruction(deed)) {
    const state = await readJson<StateJson>(operator, name, ['show', '-json']);
    if (!state) return 'failed';
    // A stack that was never applied cannot be planned: what it reads of others may not be there either.
    if (isEmpty(state)) return 'same';
  }
  const code = await operator.run(name, planArguments(deed, stack, operator));
  if (code === SAME) return 'same';
  if (code !== DIFFERENT) return 'failed';
  if (deed === 'plan' || deed === 'plan-destroy') return 'planned';
  const shown = await readJson<PlanJson>(operator, name, ['show', '-json', operator.planFile(name)]);
  if (!shown) return 'failed';
  const losses = plannedLosses(stack.plan, shown);
  if (operator.isInterrupted() || !(await operator.consents(name, losses))) return 'declined';
  return (await applyPlan(deed, stack, operator)) ? 'done' : 'failed';
}

/** The state of a stack, as `terraform show -json` prints it; without values if there is none. */
interface StateJson {
  readonly values?: { readonly root_module?: { readonly resources?: readonly { readonly mode: string }[] } };
}

/** Returns what a command prints as JSON; undefined if it failed, or printed something else. */
async function readJson<T extends object>(
  operator: Operator,
  stack: string,
  args: readonly string[],
): Promise<T | undefined> {
  const text = await operator.read(stack, args);
  try {
    return JSON.parse(text ?? '') as T;
  } catch {
    return undefined;
  }
}

function isEmpty({ values }: StateJson): boolean {
  return !(values?.root_module?.resources ?? []).some(({ mode }) => mode === 'managed');
}

const NO_INPUT = '-input=false';

function isDestruction(deed: Deed): boolean {
  return deed === 'destroy' || deed === 'plan-destroy';
}

function planArguments(deed: Deed, { plan, protections }: StackAtHand, operator: Operator): string[] {
  const destroys = isDestruction(deed) ? ['-destroy', ...protections.map(withoutProtection)] : [];
  return ['plan', ...destroys, NO_INPUT, '-detailed-exitcode', `-out=${operator.planFile(plan.name)}`];
}

function withoutProtection({ variable }: Protection): string {
  return `-var=${variable}=false`;
}

async function applyPlan(deed: Deed, stack: StackAtHand, operator: Operator): Promise<boolean> {
  const { name } = stack.plan;
  const run = async (args: readonly string[]): Promise<number> =>
    operator.isInterrupted() ? 1 : operator.run(name, args);
  const guarded = deed === 'destroy' ? stack.protections.filter(({ resources }) => resources.length > 0) : [];
  if (guarded.length > 0) {
    const targets = guarded.flatMap(({ resources }) => resources.map((it) => `-target=${it}`));
    if ((await run(['apply', NO_INPUT, '-auto-approve', ...guarded.map(withoutProtection), ...targets])) !== 0)
      return false;
    // What was planned before is no longer what would be done.
    if ((await run(planArguments(deed, stack, operator))) !== DIFFERENT) return false;
  }
  return (await run(['apply', NO_INPUT, operator.planFile(name)])) === 0;
}
