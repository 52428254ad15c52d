import { folded, foldedTable } from '../folded';
import { grouped } from '../table';
import { adviceOn, hintText } from './advice';
import type { Loss } from './loss';
import type { Lie } from './losses';
import type { Model } from './model';
import type { Outcome } from './outcome';
import { promiseText } from './promise';
import { classOf, kindOf, type PairGroup, type Simulation } from './simulate';
import { isBroken } from './simulation-json';
import { heading, kindTitle, loadText, lossTitle, percent, promiseCell } from './words';

/** Renders every single and double loss for people: tables of groups that leave as much, and what to do. */
export function renderSimulation(simulation: Simulation): string {
  const { model, singles } = simulation;
  const groups = groupsOf(model, singles);
  return [
    introduction(model),
    `${heading('One loss')}${foldedTable(
      ['Lost', 'Reads', 'Writes', 'Kong', 'Promise'],
      groups.map((group) => row(model, singles, group)),
    )}`,
    `${heading('What to do')}${groups.map((group) => advice(model, singles, group)).join('')}${folded(hintText(model))}`,
    doubleSection(simulation),
    verdict(model, singles),
  ].join('\n');
}

/** Renders the consistency and the promise that a simulation starts from. */
export function introduction({ plan, datastore, survives, targetUtilization }: Model): string {
  return [
    `Topology ${plan.topology}: Kong reads at ${datastore.reads} and writes at ${datastore.writes}.`,
    `kong.survives is ${survives}: ${promiseText(survives)}, and Kong's vCPUs are busy to ${percent(targetUtilization)} at most.`,
    'Reads and Writes are the rows that the datacenter worst off still reads and writes, of those that are left. Kong is the busy part of its vCPUs where it is busiest, before automatic scaling; a datacenter above 100 % falls, and its load goes to the next.',
  ]
    .map((line) => folded(line))
    .join('');
}

/** Groups single losses of one kind that leave as much and ask for the same work. */
function groupsOf(model: Model, singles: readonly Outcome[]): readonly (readonly Outcome[])[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of singles) {
    const key = [...outcome.losses.map(kindOf), classOf(outcome), adviceOn(model, outcome)].join();
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()];
}

/** At most this many names are listed of a group. */
const MOST_NAMES = 4;

function groupTitle(model: Model, singles: readonly Outcome[], group: readonly Outcome[]): string {
  const [first] = group.flatMap(({ losses }) => losses);
  if (!first) return '';
  const alike = singles.filter(({ losses }) => losses.every((it) => kindOf(it) === kindOf(first)));
  if (alike.length === group.length && group.length > 1) return `any one ${kindTitle(model, first)}`;
  const names = group.map(({ losses: [loss] }) => (loss ? lossTitle(model, loss) : ''));
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join('; ')}${more > 0 ? `; ${more} more` : ''}`;
}

function row(model: Model, singles: readonly Outcome[], group: readonly Outcome[]): string[] {
  const worst = group.reduce((a, b) => ((b.busiest?.utilization ?? 0) > (a.busiest?.utilization ?? 0) ? b : a));
  return [
    groupTitle(model, singles, group),
    worst.reads,
    worst.writes,
    loadText(worst.busiest, worst.falls),
    promiseCell(worst),
  ];
}

function advice(model: Model, singles: readonly Outcome[], group: readonly Outcome[]): string {
  const [first] = group;
  if (!first) return '';
  return folded(`${groupTitle(model, singles, group)}: ${adviceOn(model, first)}`, '  ');
}

function doubleSection({ model, doubles, pairs, withoutLinks }: Simulation): string {
  const worse = doubles.filter(({ adds }) => adds);
  const others = pairs - worse.reduce((sum, group) => sum + group.pairs, 0);
  return [
    heading('Two losses at once'),
    foldedTable(
      ['Lost', 'Pairs', 'Reads', 'Writes', 'Kong'],
      worse.map((group) => pairRow(model, group)),
    ),
    folded(`The other ${grouped(others)} pairs do no more harm than one of the two alone.`),
    ...(withoutLinks ? [folded('Pairs with a link are left out, since there are too many; ask by --lose.')] : []),
  ].join('');
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

function verdict(model: Model, singles: readonly Outcome[]): string {
  const broken = singles.filter(isBroken);
  if (broken.length === 0) return 'Every single loss that kong.survives covers is survived.\n';
  const names = broken.flatMap(({ losses }) => losses.map((loss) => lossTitle(model, loss)));
  const more = names.length - MOST_NAMES;
  return folded(
    `NOT survived, though kong.survives covers it: ${names.slice(0, MOST_NAMES).join('; ')}${more > 0 ? `; ${more} more` : ''}.`,
  );
}
