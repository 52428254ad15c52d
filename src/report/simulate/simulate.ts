import type { Plan } from '../../plan/plan';
import { isWithin } from './load';
import { lossWord, type Loss } from './loss';
import { doubleLosses, singleLosses, type Lie, type Pair } from './losses';
import { modelOf, type Model } from './model';
import { outcomeOf, type Outcome } from './outcome';

/** Every single and every double loss of a topology. */
export interface Simulation {
  readonly model: Model;
  readonly singles: readonly Outcome[];
  readonly doubles: readonly PairGroup[];
  /** Number of pairs, with those that cannot do more harm together, which are in no group. */
  readonly pairs: number;
  /** True if pairs with a link were left out, since there are too many of them. */
  readonly withoutLinks: boolean;
}

/** Pairs of losses of the same kinds that may do more harm together, and leave as much. */
export interface PairGroup {
  readonly kinds: readonly Loss[];
  readonly lie: Lie;
  readonly pairs: number;
  /** True if both together leave less than each of them alone. */
  readonly adds: boolean;
  /** Outcome of the pair that leaves the busiest datacenter. */
  readonly worst: Outcome;
}

/** Pairs times datacenters up to which pairs with a link are worked out: one or two seconds' work. */
const MOST_WORK = 1_500_000;

export function simulate(plan: Plan): Simulation {
  const model = modelOf(plan);
  const singles = singleLosses(model).map((loss) => outcomeOf(model, [loss]));
  const withoutLinks = pairsWithLinks(model, singles.length) * model.datacenters.length > MOST_WORK;
  const pairs = doubleLosses(model, !withoutLinks);
  const doubles = groupsOf(
    model,
    pairs.filter((pair) => meets(model, pair)),
  );
  return { model, singles, doubles, pairs: pairs.length, withoutLinks };
}

/** Counts the pairs with a link that have to be worked out. */
function pairsWithLinks({ plan, linksAt, datastore, datacenters }: Model, singles: number): number {
  const withOthers = plan.links.length * (datastore.isLocal ? datacenters.length : singles - plan.links.length);
  return [...linksAt.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, withOthers);
}

/**
 * True if two losses can do more harm together than one of them: they are in one datacenter or have a link's end in
 * common, one sends its requests to where the other is, or the data is asked for across datacenters.
 */
function meets({ datastore }: Model, { losses, lie }: Pair): boolean {
  const isApart = lie === 'in two datacenters' || lie === 'elsewhere' || lie === 'at an end of it';
  return !isApart || !datastore.isLocal || losses.some(({ kind }) => kind === 'datacenter');
}

function groupsOf(model: Model, pairs: readonly Pair[]): readonly PairGroup[] {
  const harmOf = singleHarms(model);
  const groups = new Map<string, PairGroup>();
  for (const { losses, lie } of pairs) {
    const outcome = outcomeOf(model, losses);
    const adds = isWorse(harm(model, outcome), losses.map(harmOf));
    const kinds = [...losses].sort((a, b) => rankOf(a) - rankOf(b));
    const key = [...kinds.map(kindOf), lie, classOf(outcome), adds].join();
    const known = groups.get(key);
    groups.set(key, {
      kinds,
      lie,
      pairs: (known?.pairs ?? 0) + 1,
      adds,
      worst: known && busy(known.worst) >= busy(outcome) ? known.worst : outcome,
    });
  }
  return [...groups.values()].sort(byHarm);
}

/** The harm of an outcome in each respect, the greater the worse. */
type Harm = readonly number[];

function harm({ targetUtilization }: Model, { reads, writes, busiest, falls, pairsApart, cutOff }: Outcome): Harm {
  const load = !busiest || falls.length > 0 ? 2 : isWithin(targetUtilization, busiest) ? 0 : 1;
  const apart = cutOff.length > 0 ? 1 + cutOff.length : pairsApart > 0 ? 1 : 0;
  return [-ORDER[reads], -ORDER[writes], load, apart];
}

/** Returns a function that finds the harm of one loss alone, and remembers it. */
function singleHarms(model: Model): (loss: Loss) => Harm {
  const known = new Map<string, Harm>();
  return (loss) => {
    const word = lossWord(loss);
    const found = known.get(word) ?? harm(model, outcomeOf(model, [loss]));
    known.set(word, found);
    return found;
  };
}

function isWorse(both: Harm, alone: readonly Harm[]): boolean {
  return both.some((value, i) => alone.every((it) => value > (it[i] ?? 0)));
}

const KINDS = ['kong', 'control', 'datastore', 'redis', 'balancer', 'vpn', 'zone', 'datacenter', 'link'];

function rankOf(loss: Loss): number {
  return KINDS.indexOf(kindOf(loss));
}

/** Returns a word that is the same for losses of one kind. */
export function kindOf(loss: Loss): string {
  return loss.kind === 'node' ? loss.role : loss.kind;
}

/** Returns a text that is the same for outcomes that leave as much, the load within a class aside. */
export function classOf({
  reads,
  writes,
  busiest,
  falls,
  cutOff,
  offline,
  pairsApart,
  promised,
  holds,
}: Outcome): string {
  const load = !busiest ? 'none' : falls.length > 0 ? 'falls' : busiest.utilization > 1 ? 'over' : 'carried';
  return [reads, writes, load, cutOff.length > 0, offline.length > 0, pairsApart > 0, promised, holds].join();
}

function busy({ busiest }: Outcome): number {
  return busiest?.utilization ?? Infinity;
}

const ORDER = { none: 0, some: 1, all: 2 } as const;

/** Orders groups: first those that leave least. */
function byHarm({ worst: a }: PairGroup, { worst: b }: PairGroup): number {
  const [inA, inB] = [a, b].map(({ reads, writes }) => ORDER[reads] * 3 + ORDER[writes]);
  if (inA !== inB) return (inA ?? 0) - (inB ?? 0);
  if (a.falls.length !== b.falls.length) return b.falls.length - a.falls.length;
  return busy(a) === busy(b) ? 0 : busy(b) > busy(a) ? 1 : -1;
}
