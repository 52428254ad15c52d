import { passed, type Checked } from '../kernel/checked';
import { canonicalJson } from '../kernel/json';
import type { Templates } from '../kernel/template';
import type { Plan } from '../plan/plan';
import { firstRunbook, planRunbook } from '../report/runbook/plan-runbook';
import { renderRunbook, renderRunbookMarkdown } from '../report/runbook/render-runbook';
import type { Runbook } from '../report/runbook/runbook';
import type { StackChange } from '../report/runbook/rest';
import type { DatastoreOfSpec } from '../spec/datastores/contract';
import { DATASTORES } from '../spec/datastores/registry';
import { kongWay } from '../spec/transitions/kong-way';
import { LED_AROUND } from '../spec/transitions/transition';
import { terraformAddresses } from './terraform-addresses';

/** Code of the loss that links between datacenters are cut. */
export const CUT = 'links-changed';

/** The answer of `runbook` for programs. */
export interface RunbookJson extends Runbook {
  readonly format: 1;
}

export type RunbookForm = 'text' | 'markdown' | 'json';

/** Two plans of a topology, and what the judgement of lock files says of their change. */
export interface RunbookChange {
  /** Undefined if there was none. */
  readonly before: Plan | undefined;
  readonly after: Plan;
  /** True if it cuts links between datacenters that stay, so that it has to be allowed by name. */
  readonly isCut: boolean;
}

/**
 * Shows the steps from one plan to another, or to the first one if there was none before, or returns an issue for each change that no steps
 * lead through.
 */
export async function showRunbook(
  { before, after, isCut }: RunbookChange,
  form: RunbookForm,
  templates: () => Templates,
): Promise<Checked<string>> {
  const runbook = before ? await runbookOf({ before, after, isCut }, templates) : passed(firstRunbook(after));
  return runbook.ok ? passed(runbookText(runbook.value, form)) : runbook;
}

/** Renders a runbook in one of its forms. */
export function runbookText(runbook: Runbook, form: RunbookForm): string {
  if (form === 'json') return canonicalJson({ format: 1, ...runbook } satisfies RunbookJson);
  return form === 'markdown' ? renderRunbookMarkdown(runbook) : renderRunbook(runbook);
}

function runbookOf(
  { before, after, isCut }: RunbookChange & { readonly before: Plan },
  templates: () => Templates,
): Promise<Checked<Runbook>> {
  return planRunbook(
    {
      before,
      after,
      isCut,
      kongWay: kongStops(before, after),
      datastoreWay: datastoreStops(before, after),
      addresses: terraformAddresses(before, after),
    },
    () => (isSame(before, after) ? Promise.resolve([]) : stackChanges(before, after, templates())),
  );
}

/**
 * Returns the releases of Kong that the way from one plan to another passes through; none if one step leads there, if none
 * does, or while an upgrade by a second pool is under way, whose stages are steps of their own.
 */
function kongStops(before: Plan | undefined, after: Plan): readonly string[] {
  if (before === undefined || before.kong.upgrade || after.kong.upgrade) return [];
  return kongWay(before.kong.migrations.release, after.kong.migrations.release) ?? [];
}

/** Returns the releases of the datastore that the way from one plan to another passes through; none if one step leads there. */
function datastoreStops(before: Plan, after: Plan): readonly string[] {
  const { steps } = datastoreOf(after);
  return before.datastore.engine === after.datastore.engine && steps
    ? steps.between(before.datastore.version, after.datastore.version)
    : [];
}

function datastoreOf({ datastore }: Plan): DatastoreOfSpec {
  return DATASTORES[datastore.engine];
}

/** Returns the codes of the losses that the runbook from one plan to another leads around. */
export function ledAround(before: Plan | undefined, after: Plan): readonly string[] {
  if (before === undefined) return LED_AROUND;
  const skipped = datastoreOf(after).steps?.skipped;
  return [
    ...LED_AROUND,
    ...(kongStops(before, after).length > 0 ? ['kong-release-skipped'] : []),
    ...(skipped !== undefined && datastoreStops(before, after).length > 0 ? [skipped] : []),
  ];
}

/** True if both plans are one, so that their trees need not be made: a tree is a function of its plan. */
function isSame(before: Plan, after: Plan): boolean {
  return before === after || canonicalJson({ ...before, specFile: '' }) === canonicalJson({ ...after, specFile: '' });
}

async function stackChanges(before: Plan, after: Plan, templates: Templates): Promise<readonly StackChange[]> {
  const [{ diffTopologies }, { synthesize }] = await Promise.all([
    import('./diff/diff-topologies'),
    import('./synthesize'),
  ]);
  const versionOf = async (plan: Plan) => ({ plan, synthesis: await synthesize(plan, templates) });
  const { stacks } = diffTopologies(await versionOf(before), await versionOf(after));
  return stacks.map(({ stack, resources }) => ({
    stack,
    counts: ['add', 'change', 'replace', 'remove']
      .map((action) => [action, resources.filter((it) => it.action === action).length] as const)
      .flatMap(([action, count]) => (count > 0 ? [`${count} to ${action}`] : []))
      .join(', '),
    losses: resources.flatMap(({ address, action, loses }) =>
      loses === undefined ? [] : [`${address} is ${action}d, and with it goes: ${loses}`],
    ),
  }));
}
