import { movesRedisFields } from '../../kernel/kong-steps';
import { stagesOf } from '../../kernel/kong-upgrade';
import type { Plan } from '../../plan/plan';
import type { Change, DatastoreTransitions } from '../datastores/transitions';
import { allClusters, lastSteps, stageSteps, type StageWords } from './upgrade-steps';
import { applied, generated, inTree, type RunbookPart } from './runbook';

/** True if a change is made by a second pool, so that the part of a release in place has nothing to say. */
export function isByPools({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return before.kong.upgrade !== undefined || after.kong.upgrade !== undefined;
}

/** True if an upgrade by a second pool begins, goes to another stage or ends, which gives pools their nodes. */
export function changesStage({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  const [was, is] = [before.kong.upgrade, after.kong.upgrade];
  return was?.strategy !== is?.strategy || was?.stage !== is?.stage;
}

/** Returns the part of a stage of an upgrade by a second pool, or of its end. */
export function upgradeParts(change: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  const { before, after } = change;
  const [was, is] = [before.kong.upgrade, after.kong.upgrade];
  if (!changesStage(change)) return [];
  const words = wordsOf(change, datastore);
  if (!is) return [lastPart(change, words)];
  const goesBack = was !== undefined && isEarlier(is, was);
  return [
    {
      title: `Upgrade of Kong ${words.leaving} to ${words.coming}, ${is.strategy}: ${goesBack ? 'back to ' : ''}${is.stage}`,
      why: datastore.whyAlone.upgrade,
      spec: `"kong.upgrade" with the strategy ${is.strategy}, "to" ${words.coming} and "stage": "${is.stage}"`,
      steps: stageSteps(words, is, goesBack),
    },
  ];
}

/** Returns the part in which the migrations of a release are finished; none if the specs do not say so. */
export function finishParts({ before, after }: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  const { finished, migrations } = after.kong;
  if (finished !== migrations.release || before.kong.finished === finished) return [];
  return [
    {
      title: `The migrations of Kong ${finished} are finished`,
      why: 'there is no way back from it, so every node of the release before must be gone and forgotten first',
      spec: `"kong.finishMigrations": "${finished}"`,
      steps: [
        generated(after, 'the migrations job'),
        {
          title: `Apply ${migrations.datacenter}: the job is made anew, finishes, and turns itself off`,
          where: inTree(after.topology),
          commands: applied(`cluster-${migrations.datacenter}`),
          see: `before it: kong version says ${finished} on every node of every datacenter${redisClause(before, finished)}; after it: the journal of ${after.topology}-${migrations.datacenter}-kong-migrations says "the schema is that of Kong ${finished}; turning this machine off"`,
          back: 'none: from here on an earlier release cannot be gone back to but by the snapshots',
          risk: 'it removes what only an earlier release reads',
          lasts: 'some minutes, until the machine has installed Kong',
        },
        ...datastore.saving(after, `before-kong-${finished}`).after,
      ],
    },
  ];
}

/** Returns what holds before migrations that take the former fields of Redis away; empty where they do not. */
function redisClause({ redis, kong }: Plan, finished: string): string {
  // Where nobody said what was finished before, the release before may be any.
  if (!redis || !movesRedisFields(kong.finished ?? '0.10', finished)) return '';
  return ', since from then on one of before 3.6 answers 500 on routes whose limits are counted in Redis; and GET /plugins has config.redis.host in each plugin that counts there, since one that was made on such a node meanwhile loses its host for good';
}

function isEarlier(is: NonNullable<Plan['kong']['upgrade']>, was: NonNullable<Plan['kong']['upgrade']>): boolean {
  const stages = stagesOf(is.strategy);
  return (
    is.stage === 'withdrawn' || (was.stage !== 'withdrawn' && stages.indexOf(is.stage) < stages.indexOf(was.stage))
  );
}

function wordsOf({ before, after }: Change, datastore: DatastoreTransitions): StageWords {
  const upgrade = after.kong.upgrade ?? before.kong.upgrade;
  if (!upgrade) throw new Error('no upgrade is under way');
  const { from: leaving, to: coming } = upgrade;
  return { before, after, leaving, coming, saving: datastore.saving(before, `before-kong-${coming}`) };
}

function lastPart({ before, after }: Change, words: StageWords): RunbookPart {
  const isOver = after.kong.migrations.release !== words.leaving;
  return {
    title: isOver
      ? `The pools of Kong ${words.leaving} are taken away`
      : `The upgrade to Kong ${words.coming} is called off`,
    why: 'clients must have been seen to be served by the other pool',
    spec: isOver ? `"kong.version": "${words.coming}" and no "kong.upgrade"` : 'no "kong.upgrade"',
    steps: [
      generated(after, `the pool that goes, its parts of the balancer, and rules for it`),
      {
        title: 'Apply every cluster',
        where: inTree(after.topology),
        commands: applied(...allClusters(after)),
        see: isOver
          ? `the plan destroys what belongs to the ${goneColour(before, after)} pool, opens the Admin API to the ranges of the spec, and changes nothing of the pool that serves`
          : 'the plan lets the pool go on, and opens the Admin API to the ranges of the spec',
        back: isOver
          ? `begin again with a pool of Kong ${words.leaving}, which reads the tables until they are finished`
          : 'the spec before',
        risk: 'none for clients: none is sent there',
        lasts: 'minutes',
      },
      ...(isOver ? lastSteps(words) : []),
    ],
  };
}

function goneColour(before: Plan, after: Plan): string {
  const stays = new Set(after.datacenters.flatMap(({ pools }) => pools.map(({ colour }) => colour)));
  const gone = before.datacenters[0]?.pools.find(({ colour }) => !stays.has(colour));
  return gone?.colour ?? 'other';
}
