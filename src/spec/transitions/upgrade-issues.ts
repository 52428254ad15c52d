import { issue, type Issue } from '../../kernel/issue';
import { show } from '../issues/show';

/** These functions make the issues about changes of an upgrade that is under way. */

const STAGE = ['kong', 'upgrade', 'stage'];

/** Issue of a stage that is not the next one. `due` is the stage to write now; undefined where an upgrade is not begun yet. */
export function kongUpgradeStageSkipped(strategy: string, was: string | undefined, is: string, due: string): Issue {
  const here = was === undefined ? 'no upgrade is under way' : `the upgrade is at stage ${was}`;
  return issue('kong-upgrade-stage-skipped', {
    path: STAGE,
    message: `${here}: ${is} comes after ${due}, and what ${due} makes ready would come in the same step that needs it`,
    remedy: `write "stage": ${show(due)}, apply, and see that it is done; with that written, topogen runbook has the steps of ${strategy}`,
  });
}

export function kongUpgradeStrategyChanged(was: string, is: string): Issue {
  return issue('kong-upgrade-strategy-changed', {
    path: ['kong', 'upgrade', 'strategy'],
    message: `the upgrade is under way by ${was}: ${is} takes other steps from the beginning`,
    remedy: `write "strategy": ${show(was)}; or first write "stage": "withdrawn", and apply`,
  });
}

export function kongServingPoolRemoved(release: string): Issue {
  return issue('kong-serving-pool-removed', {
    path: ['kong'],
    message: `clients are sent to the pool of Kong ${release}: without it in the same step as the balancer moves, they get errors until the other pool is found healthy`,
    remedy: `move the balancer first, by kong.upgrade.stage alone, and apply`,
  });
}

export function kongPoolReleaseChanged(colour: string, was: string, is: string): Issue {
  return issue('kong-pool-release-changed', {
    path: ['kong'],
    message: `the ${colour} pool runs Kong ${was}: with ${is} it would be replaced node by node in the midst of an upgrade, whose way back it is`,
    remedy: `leave the release as it is until the upgrade has ended; or first write "stage": "withdrawn", and begin anew with the other release`,
  });
}

export function kongOldReadsNewSchema(was: string, schema: string): Issue {
  return issue('kong-old-reads-new-schema', {
    path: STAGE,
    message: `Kong ${was} would read the tables that the migrations of ${schema} have changed: before 2.8.2 it answers 404 to regex routes then, or fails`,
    remedy: 'go on to "switched"; the way back is the datastore restored from before the migrations',
  });
}

export function kongFinishTooEarly(release: string, others: readonly string[]): Issue {
  return issue('kong-finish-too-early', {
    path: ['kong', 'finishMigrations'],
    message: `nodes of Kong ${others.join(', ')} stand: finishing the migrations of ${release} takes away what only they read`,
    remedy: `leave finishMigrations as it was, apply, see that no node of an earlier release is left, and finish in a step of its own`,
  });
}

export function kongUpgradeDropped(was: string, is: string): Issue {
  return issue('kong-upgrade-dropped', {
    path: ['kong', 'upgrade'],
    message: `the migrations of Kong ${was} have changed the tables already: as if they had not, a job of ${is} would wait beside them for ever`,
    remedy: `to go on with Kong ${is} alone, leave kong.upgrade as it is with "stage": "withdrawn"`,
  });
}
