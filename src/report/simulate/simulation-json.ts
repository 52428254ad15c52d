import type { DatastoreLosses } from '../datastores/losses';
import type { Outcome } from './outcome';
import { adviceOn, canMigrate, missesWrites } from './advice';
import type { DatacenterLoad } from './load';
import { lossWord, type Loss } from './loss';
import type { Model } from './model';
import { promiseText } from './promise';
import type { PairGroup, Simulation } from './simulate';
import { linksAfter, type LinkAfter } from './traffic';

/** The beginning of every answer of `simulate`; docs/simulate.md describes the fields. */
interface Header {
  readonly format: 1;
  readonly topology: string;
  readonly reads: DatastoreLosses['reads'];
  readonly writes: DatastoreLosses['writes'];
  readonly promise: {
    readonly survives: Model['survives'];
    readonly means: string;
    readonly targetUtilization: number;
  };
  readonly hintHours: DatastoreLosses['hintHours'];
  readonly migrations: string;
  /** Words of the losses that break the promise. */
  readonly broken: readonly (readonly string[])[];
}

/** The answer of `simulate` for programs. */
export interface SimulationJson extends Header {
  readonly singles: readonly OutcomeJson[];
  readonly doubles: {
    readonly pairs: number;
    readonly withoutLinks: boolean;
    readonly groups: readonly (Pick<PairGroup, 'lie' | 'pairs' | 'adds'> & { readonly worst: OutcomeSummary })[];
  };
}

/** The answer of `simulate --lose` for programs. */
export interface CasesJson extends Header {
  readonly cases: readonly (OutcomeJson & { readonly links: readonly LinkAfter[] })[];
}

interface OutcomeSummary extends Pick<
  Outcome,
  'promised' | 'holds' | 'reads' | 'writes' | 'falls' | 'cutOff' | 'offline' | 'pairsApart'
> {
  readonly losses: readonly ({ readonly word: string } & Loss)[];
  readonly busiest?: DatacenterLoad;
  readonly redisLostIn: readonly string[];
  readonly migrationsCanRun: boolean;
  /** Absent if nothing misses writes. */
  readonly hintsEndAfterHours?: DatastoreLosses['hintHours'];
  readonly todo: string;
}

interface OutcomeJson extends OutcomeSummary {
  readonly datacenters: readonly DatacenterJson[];
  readonly linksDown: readonly string[];
  readonly linksHalved: readonly string[];
}

type There = Outcome['datacenters'][number];

interface DatacenterJson extends Pick<There, 'reads' | 'writes' | 'copies' | 'unreached' | 'redis'> {
  readonly name: string;
  /** Absent if no Kong is left. */
  readonly load?: Omit<DatacenterLoad, 'datacenter'>;
}

/** Returns every single and double loss for programs. */
export function simulationJson({ model, singles, doubles, pairs, withoutLinks }: Simulation): SimulationJson {
  return {
    ...header(model, singles),
    singles: singles.map((it) => outcomeJson(model, it)),
    doubles: {
      pairs,
      withoutLinks,
      groups: doubles.map((group) => ({
        lie: group.lie,
        pairs: group.pairs,
        adds: group.adds,
        worst: summary(model, group.worst),
      })),
    },
  };
}

/** Returns single cases for programs, each with all of its datacenters and links. */
export function casesJson(model: Model, cases: readonly Outcome[]): CasesJson {
  return {
    ...header(model, cases),
    cases: cases.map((it) => ({
      ...outcomeJson(model, it),
      datacenters: it.datacenters.map(datacenterJson),
      links: linksAfter(model, it.left),
    })),
  };
}

/** True if the spec promises that a loss is survived, and it is not. */
export function isBroken({ promised, holds }: Outcome): boolean {
  return promised && !holds;
}

function header({ plan, datastore, survives, targetUtilization }: Model, outcomes: readonly Outcome[]): Header {
  return {
    format: 1,
    topology: plan.topology,
    reads: datastore.reads,
    writes: datastore.writes,
    promise: { survives, means: promiseText(survives), targetUtilization },
    hintHours: datastore.hintHours,
    migrations: plan.kong.migrations.datacenter,
    broken: outcomes.filter(isBroken).map(({ losses }) => losses.map(lossWord)),
  };
}

function outcomeJson(model: Model, outcome: Outcome): OutcomeJson {
  const { down, halved } = outcome.left;
  return {
    ...summary(model, outcome),
    datacenters: outcome.datacenters.filter((it) => isAffected(model, it)).map(datacenterJson),
    linksDown: [...down].sort(),
    linksHalved: [...halved].sort(),
  };
}

function summary(model: Model, outcome: Outcome): OutcomeSummary {
  const { losses, reads, writes, busiest, falls, cutOff, offline, pairsApart, promised, holds, left } = outcome;
  return {
    losses: losses.map((loss) => ({ word: lossWord(loss), ...loss })),
    promised,
    holds,
    reads,
    writes,
    ...(busiest ? { busiest } : {}),
    falls,
    cutOff,
    offline,
    pairsApart,
    redisLostIn: [...left.touched].flatMap(([name, { redis }]) => (redis === 'lost' ? [name] : [])).sort(),
    migrationsCanRun: canMigrate(model, outcome),
    ...(missesWrites(outcome) ? { hintsEndAfterHours: model.datastore.hintHours } : {}),
    todo: adviceOn(model, outcome),
  };
}

/** True if a datacenter is not as it was with everything well. */
function isAffected({ byName }: Model, { datacenter, reads, writes, load, unreached, redis }: There): boolean {
  const well = byName.get(datacenter);
  if (!well || !load) return true;
  const busier = load.nodes < well.pool.nodes || load.requestsPerSecond > well.peakRate * (1 + 1e-9);
  return busier || reads !== 'all' || writes !== 'all' || unreached.length > 0 || /lost|taken/.test(redis);
}

function datacenterJson({ datacenter, reads, writes, copies, load, unreached, redis }: There): DatacenterJson {
  if (!load) return { name: datacenter, reads, writes, copies, unreached, redis };
  const { datacenter: _, ...carried } = load;
  return { name: datacenter, reads, writes, copies, load: carried, unreached, redis };
}
