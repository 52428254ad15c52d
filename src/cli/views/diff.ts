import type { TopologyDiff } from '../../actions/diff/diff-topologies';
import { harms, isSame } from '../../actions/diff/diff-topologies';
import type { ResourceAction, ResourceChange } from '../../actions/diff/resource-changes';
import { costComparison, type CostComparison } from '../../actions/show-cost';
import { canonicalJson } from '../../kernel/json';
import type { Topology } from '../../actions/load-topology';
import type { Issue } from '../../kernel/issue';
import { issuesJson, type IssueJson } from './issues';
import { LOSS_WORDS } from './loss-words';
import { lossJson, type LossJson } from './tree-changes';

type Plan = Topology['plan'];

export const MARKS: Readonly<Record<ResourceAction, string>> = { add: '+', change: '~', replace: '-/+', remove: '-' };

/** Renders the difference for people: topology, stacks, cost, then warnings of losses. */
export function diffText(difference: TopologyDiff, before: Plan, after: Plan): string {
  if (isSame(difference)) return 'No difference.\n';
  const topology = difference.topology.map(
    (it) => `  ${MARKS[it.action].padEnd(3)} ${it.what} ${it.name}${it.detail === '' ? '' : `: ${it.detail}`}`,
  );
  const stacks = difference.stacks.flatMap(({ stack, action, resources }) => [
    `  ${MARKS[action].padEnd(3)} ${stack}${action === 'change' ? '' : `: all of its ${resources.length} resources`}`,
    ...resources.map((it) => `        ${MARKS[it.action].padEnd(3)} ${it.address}${reason(it)}`),
  ]);
  const warnings = harms(difference).map(
    ({ stack, change }) =>
      `  ${stack}: ${change.address} is ${change.action}d: ${change.loses ? LOSS_WORDS[change.loses] : ''}`,
  );
  return [
    ...section('Topology', topology),
    ...section('Stacks', stacks),
    ...section('Cost', [`  ${costLine(before, after)}`]),
    ...section('Warning', warnings),
    `${counts(difference)}\n`,
  ].join('\n');
}

/** Renders the reason of a change: its arguments, and the other resources that they follow from. */
export function reason({ changed, replacedFor, because = [] }: ResourceChange): string {
  const names = replacedFor.length > 0 ? replacedFor : changed;
  if (names.length === 0) return '';
  return `  (${names.join(', ')}${because.length === 0 ? '' : `; because of ${because.join(', ')}`})`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines, ''];
}

/** Renders the costs of both in a line. */
export function costLine(before: Plan, after: Plan): string {
  const cost = costComparison(before, after);
  const bound = cost.before.isLowerBound || cost.after.isLowerBound ? ', of the prices that are known' : '';
  return `about USD ${cost.before.monthlyUsd.toFixed(0)} to ${cost.after.monthlyUsd.toFixed(0)} a month${bound}`;
}

/** Renders how many resources there are of each action. */
export function counts(difference: TopologyDiff): string {
  const all = difference.stacks.flatMap((stack) => stack.resources);
  const of = (action: ResourceAction): number => all.filter((it) => it.action === action).length;
  return `${of('add')} to add, ${of('change')} to change, ${of('replace')} to replace, ${of('remove')} to remove.`;
}

/** The answer of `diff` for programs. */
export interface DiffJson extends TopologyDiff {
  readonly format: 1;
  /** True if both specs give the same. */
  readonly same: boolean;
  /** Losses for which `synth` would refuse the new spec. */
  readonly refused: readonly IssueJson[];
  /** USD a month. */
  readonly cost: Omit<CostComparison, 'lines'>;
  readonly warnings: readonly LossJson[];
}

/**
 * Renders the difference for programs.
 *
 * @param refused losses for which `synth` would refuse the new spec
 */
export function diffJson(difference: TopologyDiff, before: Plan, after: Plan, refused: readonly Issue[]): string {
  const { lines: _lines, ...cost } = costComparison(before, after);
  return canonicalJson({
    format: 1,
    same: isSame(difference),
    ...difference,
    refused: issuesJson(refused),
    cost,
    warnings: harms(difference).map(lossJson),
  } satisfies DiffJson);
}
