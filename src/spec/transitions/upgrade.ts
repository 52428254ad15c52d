import { READS_NEWER_SCHEMA } from '../../kernel/kong-steps';
import { POOL_COLOURS, stageOf, stagesOf } from '../../kernel/kong-upgrade';
import { compareVersions } from '../../kernel/version';
import type { Standing, StandingPools } from '../standing';
import type { Change } from './change';
import { transition, type Transition } from './transition';
import * as issues from './upgrade-issues';

/** Judges the steps of an upgrade: each stage makes ready what the next one needs, and clients always have a pool. */
export function judgeUpgrade({ before, after }: Pick<Change, 'before' | 'after'>): Transition[] {
  return [
    ...judgeStage(before, after),
    ...judgeReleases(before, after),
    ...judgeServing(before, after),
    ...judgeFinish(before, after),
  ];
}

/** Returns the pools that stand, those of a topology that has seen no upgrade included. */
export function poolsThatStand({ kong, pools }: Pick<Standing, 'kong' | 'pools'>): StandingPools {
  return pools ?? { blue: kong, serves: 'blue' };
}

function judgeStage(before: Standing, after: Standing): Transition[] {
  const [was, is] = [underWay(before), poolsThatStand(after)];
  const { strategy, stage } = is;
  if (strategy === undefined || stage === undefined) return [];
  if (stage === 'withdrawn') return judgeReturn(before, after);
  if (was && was.strategy !== strategy)
    return [transition(issues.kongUpgradeStrategyChanged(was.strategy, strategy), {})];
  const stages = stagesOf(strategy);
  const [here, there] = [was ? stages.indexOf(was.stage) : -1, stages.indexOf(stage)];
  const due = stages[here + 1];
  if (there <= here + 1 || due === undefined) return [];
  return [transition(issues.kongUpgradeStageSkipped(strategy, was?.stage, stage, due), {})];
}

/** Returns strategy and stage of an upgrade that has begun; one that was withdrawn begins anew. */
function underWay(standing: Standing): { readonly strategy: string; readonly stage: string } | undefined {
  const { strategy, stage } = poolsThatStand(standing);
  return strategy === undefined || stage === undefined || stage === 'withdrawn' ? undefined : { strategy, stage };
}

/** Judges nodes of the leaving release that come back to tables which were migrated while they were cut off. */
function judgeReturn(before: Standing, after: Standing): Transition[] {
  const was = underWay(before);
  const pools = poolsThatStand(after);
  const release = pools[pools.serves];
  if (!was || release === undefined || stageOf(was).leaving !== 'cut') return [];
  if (compareVersions(release, READS_NEWER_SCHEMA) >= 0) return [];
  return [transition(issues.kongOldReadsNewSchema(release, after.kong), {})];
}

/** Judges pools that would take another release while an upgrade goes on: they would be replaced node by node under it. */
function judgeReleases(before: Standing, after: Standing): Transition[] {
  const [was, is] = [poolsThatStand(before), poolsThatStand(after)];
  if (was.strategy === undefined && is.strategy === undefined) return [];
  return POOL_COLOURS.flatMap((colour) => {
    const [old, fresh] = [was[colour], is[colour]];
    if (old === undefined || fresh === undefined || old === fresh) return [];
    return [transition(issues.kongPoolReleaseChanged(colour, old, fresh), {})];
  });
}

function judgeServing(before: Standing, after: Standing): Transition[] {
  const [was, is] = [poolsThatStand(before), poolsThatStand(after)];
  const release = was[was.serves];
  if (is[was.serves] !== undefined || release === undefined) return [];
  return [transition(issues.kongServingPoolRemoved(release), {})];
}

function judgeFinish(before: Standing, after: Standing): Transition[] {
  if (after.finished !== after.kong || before.finished === after.finished) return [];
  const stand = [poolsThatStand(before), poolsThatStand(after)].flatMap(releasesOf);
  const others = [...new Set(stand)].filter((release) => release !== after.kong);
  return others.length === 0 ? [] : [transition(issues.kongFinishTooEarly(after.kong, others), {})];
}

function releasesOf(pools: StandingPools): string[] {
  return POOL_COLOURS.flatMap((colour) => pools[colour] ?? []);
}
