import type { Outcome } from './outcome';
import { adviceOn, canMigrate, missesWrites } from './advice';
import { lossWord } from './loss';
import type { Model } from './model';
import { promiseText } from './promise';
import type { Simulation } from './simulate';
import { linksAfter } from './traffic';

/** Returns every single and double loss for programs; docs/simulate.md describes the fields. */
export function simulationJson({ model, singles, doubles, pairs, withoutLinks }: Simulation): object {
  return {
    ...header(model),
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
    broken: singles.filter(isBroken).map(({ losses }) => losses.map(lossWord)),
  };
}

/** Returns single cases for programs, each with all of its datacenters and links. */
export function casesJson(model: Model, cases: readonly Outcome[]): object {
  return {
    ...header(model),
    cases: cases.map((it) => ({
      ...outcomeJson(model, it),
      datacenters: it.datacenters.map(datacenterJson),
      links: linksAfter(model, it.left),
    })),
    broken: cases.filter(isBroken).map(({ losses }) => losses.map(lossWord)),
  };
}

/** True if the spec promises that a loss is survived, and it is not. */
export function isBroken({ promised, holds }: Outcome): boolean {
  return promised && !holds;
}

function header({ plan, datastore, survives, targetUtilization }: Model): object {
  return {
    format: 1,
    topology: plan.topology,
    reads: datastore.reads,
    writes: datastore.writes,
    promise: { survives, means: promiseText(survives), targetUtilization },
    hintHours: datastore.hintHours,
    migrations: plan.kong.migrations.datacenter,
  };
}

function outcomeJson(model: Model, outcome: Outcome): object {
  const { down, halved } = outcome.left;
  return {
    ...summary(model, outcome),
    datacenters: outcome.datacenters.filter((it) => isAffected(model, it)).map(datacenterJson),
    linksDown: [...down].sort(),
    linksHalved: [...halved].sort(),
  };
}

function summary(model: Model, outcome: Outcome): object {
  const { losses, reads, writes, busiest, falls, cutOff, pairsApart, promised, holds, left } = outcome;
  return {
    losses: losses.map((loss) => ({ word: lossWord(loss), ...loss })),
    promised,
    holds,
    reads,
    writes,
    ...(busiest ? { busiest } : {}),
    falls,
    cutOff,
    pairsApart,
    redisLostIn: [...left.touched].flatMap(([name, { redis }]) => (redis === 'lost' ? [name] : [])).sort(),
    migrationsCanRun: canMigrate(model, outcome),
    ...(missesWrites(outcome) ? { hintsEndAfterHours: model.datastore.hintHours } : {}),
    todo: adviceOn(model, outcome),
  };
}

type There = Outcome['datacenters'][number];

/** True if a datacenter is not as it was with everything well. */
function isAffected({ byName }: Model, { datacenter, reads, writes, load, unreached, redis }: There): boolean {
  const well = byName.get(datacenter);
  if (!well || !load) return true;
  const busier = load.nodes < well.pool.nodes || load.requestsPerSecond > well.peakRate * (1 + 1e-9);
  return busier || reads !== 'all' || writes !== 'all' || unreached.length > 0 || /lost|taken/.test(redis);
}

function datacenterJson({ datacenter, reads, writes, copies, load, unreached, redis }: There): object {
  const { datacenter: _, ...carried } = load ?? { datacenter: '' };
  return { name: datacenter, reads, writes, copies, ...(load ? { load: carried } : {}), unreached, redis };
}
