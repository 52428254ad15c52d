import { movesRedisFields, READS_NEWER_SCHEMA } from '../../kernel/kong-steps';
import { compareVersions, parseVersion } from '../../kernel/version';
import type { Plan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import { staying, type Change, type DatastoreTransitions } from '../datastores/transitions';
import { poolReleases, poolSize } from '../pools';
import { hybridReleaseParts } from './hybrid-release';
import {
  applied,
  configurationOpened,
  finished,
  generated,
  inTree,
  nobodyConfigures,
  type RunbookPart,
  type RunbookStep,
} from './runbook';
import { changesStage, isByPools } from './upgrade';

/** Returns the parts that upgrade Kong, one for each release on the way. */
export function releaseParts(change: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  if (isByPools(change)) return [];
  const stops = (change.kongWay ?? []).map((release) => withKong(change, release));
  const plans = [change.before, ...stops, change.after];
  return plans
    .slice(1)
    .flatMap((after, i) => stepParts({ ...change, before: plans[i] ?? change.before, after }, datastore));
}

/** Returns the plan as it was with a release of Kong that only passes through. */
function withKong({ before, after }: Change, release: string): Plan {
  return {
    ...before,
    specFile: after.specFile,
    kong: { ...before.kong, migrations: { ...before.kong.migrations, release } },
    datacenters: before.datacenters.map((it) => ({ ...it, pools: it.pools.map((pool) => ({ ...pool, release })) })),
  };
}

/** Returns the part that upgrades Kong in place: backup, migrations, rolling replacement, finish. */
function stepParts(change: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  const { before, after } = change;
  if (after.kong.hybrid) return hybridReleaseParts(change, datastore);
  const [old, fresh] = [poolReleases(before), poolReleases(after)];
  if (old === fresh) return [];
  const { release, datacenter } = after.kong.migrations;
  const isFinished = parseVersion(release).major >= 1;
  const saving = datastore.saving(before, `before-kong-${release}`);
  const keepsServing = compareVersions(before.kong.migrations.release, READS_NEWER_SCHEMA) >= 0;
  const steps = {
    back: keepsServing
      ? `before finish: apply the tree as it was, and Kong ${old} serves the migrated schema`
      : 'restore the snapshot, and apply the tree as it was',
    risk: keepsServing
      ? 'none for clients while the refresh goes on: a node goes only when a new one serves'
      : `Kong ${old} may not serve the migrated schema, with 404 for regex routes or errors: clients may see that from the migrations on until every node is replaced, so announce a window`,
  };
  const others = staying(change).filter(([, { name }]) => name !== datacenter);
  return [
    {
      title: `Kong ${old} becomes ${fresh}`,
      why: datastore.whyAlone.upgrade,
      spec: `"kong.version": "${release}", with the package or image of that release`,
      steps: [
        nobodyConfigures('the Admin API of every datacenter gets no more requests than GET'),
        ...saving.before,
        generated(after, "Kong's release"),
        rolled(
          after,
          datacenter,
          [
            `the journal of ${after.topology}-${datacenter}-kong-migrations says "the schema is that of Kong ${release}; turning this machine off"`,
            `new nodes wait for that; then every node of ${datacenter} runs ${release}`,
          ],
          steps,
        ),
        ...others.map(([, { name }]) => rolled(after, name, [`every node of ${name} runs ${release}`], steps)),
        ...(isFinished
          ? [finished({ node: `one Kong node of ${datacenter}`, before: beforeFinish(before, old, release), old })]
          : []),
        ...saving.after,
        configurationOpened(),
      ],
    },
  ];
}

/** Returns what must have been seen before the migrations are finished, as a clause. */
function beforeFinish(plan: Plan, old: string, fresh: string): string {
  const none = `no node of any datacenter runs ${old}`;
  if (!plan.redis || !movesRedisFields(plan.kong.migrations.release, fresh)) return none;
  return `${none}: one that is left answers 500 on routes whose limits are counted in Redis from then on. And GET /plugins of Kong ${fresh} has config.redis.host in each plugin that counts there: one made on ${old} since the migrations began loses its host for good, so write it anew first`;
}

function rolled(
  plan: Plan,
  datacenter: string,
  see: readonly string[],
  words: Pick<RunbookStep, 'back' | 'risk'>,
): RunbookStep {
  return {
    title: `Apply ${datacenter}: its pool is replaced node by node, new ones first`,
    where: inTree(plan.topology),
    commands: applied(`cluster-${datacenter}`),
    see: `${see.join('; ')}: kong version on them, and the group's refresh has ended`,
    ...words,
    lasts: 'some minutes a node',
  };
}

/** Returns the part that changes size or machines of pools, if they grow or if they shrink. */
export function poolParts(change: Change, which: 'growing' | 'shrinking'): readonly RunbookPart[] {
  if (changesStage(change)) return [];
  const { after } = change;
  const changed = staying(change).flatMap(([old, fresh]) => {
    const words = fresh.pools.flatMap((pool) =>
      poolWords(
        old.pools.find(({ name }) => name === pool.name),
        pool,
        which,
      ),
    );
    return words.length > 0 ? [{ name: fresh.name, words: `${fresh.name} ${words.join(', ')}` }] : [];
  });
  if (changed.length === 0) return [];
  const words = changed.map((it) => it.words).join('; ');
  return [
    {
      title: `Kong's pools change: ${words}`,
      why:
        which === 'growing'
          ? 'there must be room for the load before it comes'
          : 'nodes go only when what they carried is carried elsewhere',
      spec: `pools as the new spec sizes them (${words})`,
      steps: [
        generated(after, "sizes and machines of Kong's pools"),
        {
          title: 'Apply the clusters, one after another',
          where: inTree(after.topology),
          commands: applied(...changed.map(({ name }) => `cluster-${name}`)),
          see: 'the group has as many healthy nodes as the spec sizes, before the next cluster',
          back: 'the same with the tree as it was before',
          risk: 'none for clients: new nodes come first',
          lasts: 'some minutes a node',
        },
      ],
    },
  ];
}

function poolWords(old: PoolPlan | undefined, fresh: PoolPlan, which: 'growing' | 'shrinking'): string[] {
  if (!old) return [];
  const grows = fresh.nodes * fresh.vcpus >= old.nodes * old.vcpus;
  const differs =
    fresh.nodes !== old.nodes || fresh.machineType !== old.machineType || fresh.maximumNodes !== old.maximumNodes;
  if (!differs || grows !== (which === 'growing')) return [];
  const text = (pool: PoolPlan): string => poolSize(pool, pool.machineType);
  return [`${text(old)} becomes ${text(fresh)}`];
}
