import { grouped } from '../table';
import { adviceOn } from './advice';
import type { Loss } from './loss';
import type { Lie } from './losses';
import type { Model } from './model';
import type { Outcome } from './outcome';
import { classOf, kindOf, type PairGroup, type Simulation } from './simulate';
import { isBroken } from './simulation-json';
import { kindTitle, loadText, lossTitle, promiseCell } from './words';

/* These rows show a simulation, in the tables of a terminal and of a page alike. */

/** Single losses of one kind that leave as much and ask for the same work. */
export interface SingleGroup {
  readonly title: string;
  /** Cells under `SINGLE_HEAD`, of the loss that leaves the busiest datacenter. */
  readonly cells: readonly string[];
  readonly isBroken: boolean;
  readonly todo: string;
}

export const SINGLE_HEAD = ['Lost', 'Reads', 'Writes', 'Kong', 'Promise'] as const;

export function singleGroups({ model, singles }: Simulation): readonly SingleGroup[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of singles) {
    const key = [...outcome.losses.map(kindOf), classOf(outcome), adviceOn(model, outcome)].join();
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()].map((group) => singleGroup(model, singles, group));
}

function singleGroup(model: Model, singles: readonly Outcome[], group: readonly Outcome[]): SingleGroup {
  const worst = group.reduce((a, b) => ((b.busiest?.utilization ?? 0) > (a.busiest?.utilization ?? 0) ? b : a));
  const title = groupTitle(model, singles, group);
  return {
    title,
    cells: [title, worst.reads, worst.writes, loadText(worst.busiest, worst.falls), promiseCell(worst)],
    isBroken: group.some(isBroken),
    todo: adviceOn(model, worst),
  };
}

/** At most this many names are listed of a group. */
const MOST_NAMES = 4;

function groupTitle(model: Model, singles: readonly Outcome[], group: readonly Outcome[]): string {
  const [first] = group.flatMap(({ losses }) => losses);
  if (!first) return '';
  const alike = singles.filter(({ losses }) => losses.every((it) => kindOf(it) === kindOf(first)));
  if (alike.length === group.length && group.length > 1) return `any one ${kindTitle(model, first)}`;
  const names = group.map(({ losses: [loss] }) => (loss ? lossTitle(model, loss) : ''));
  return someOf(names);
}

function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join('; ')}${more > 0 ? `; ${more} more` : ''}`;
}

export const DOUBLE_HEAD = ['Lost', 'Pairs', 'Reads', 'Writes', 'Kong'] as const;

/** Returns a row for each group of pairs that do more harm together than one of the two alone. */
export function doubleRows({ model, doubles }: Simulation): readonly (readonly string[])[] {
  return doubles.filter(({ adds }) => adds).map((group) => pairRow(model, group));
}

/** Returns the sentences on the pairs that have no row. */
export function doubleNotes({ doubles, pairs, withoutLinks }: Simulation): readonly string[] {
  const others = pairs - doubles.filter(({ adds }) => adds).reduce((sum, group) => sum + group.pairs, 0);
  return [
    `The other ${grouped(others)} pairs do no more harm than one of the two alone.`,
    ...(withoutLinks ? ['Pairs with a link are left out, since there are too many; ask by --lose.'] : []),
  ];
}

function pairRow(model: Model, { kinds, lie, pairs, worst }: PairGroup): string[] {
  const { reads, writes, busiest, falls, cutOff, pairsApart } = worst;
  const apart = cutOff.length > 0 ? '; some are cut off' : pairsApart > 0 ? '; some do not reach each other' : '';
  return [`${pairTitle(model, kinds, lie)}${apart}`, grouped(pairs), reads, writes, loadText(busiest, falls)];
}

function pairTitle(model: Model, kinds: readonly Loss[], lie: Lie): string {
  const [one, other] = kinds.map((loss) => kindTitle(model, loss));
  const whole = kinds.some(({ kind }) => kind === 'datacenter');
  if (whole && lie === 'in two datacenters') return one === other ? `two ${one}s` : `a ${one} and another ${other}`;
  return `${one === other ? `two ${one}s` : `a ${one} and a ${other}`} ${lie}`;
}

/** Returns the sentence on whether the promise is kept. */
export function verdictText({ model, singles }: Simulation): string {
  const broken = singles.filter(isBroken);
  if (broken.length === 0) return 'Every single loss that kong.survives covers is survived.';
  const names = broken.flatMap(({ losses }) => losses.map((loss) => lossTitle(model, loss)));
  return `NOT survived, though kong.survives covers it: ${someOf(names)}.`;
}
