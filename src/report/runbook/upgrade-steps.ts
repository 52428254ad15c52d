import { EXPORTS_CONFIGURATION } from '../../kernel/kong-steps';
import type { UpgradeState } from '../../kernel/kong-upgrade';
import { compareVersions } from '../../kernel/version';
import type { Plan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import { applied, configurationOpened, generated, inTree, type RunbookStep } from './runbook';

/** The inputs of the steps of an upgrade by a second pool. */
export interface StageWords {
  readonly before: Plan;
  readonly after: Plan;
  /** Release that leaves. */
  readonly leaving: string;
  readonly coming: string;
  readonly saving: { readonly before: readonly RunbookStep[]; readonly after: readonly RunbookStep[] };
}

type Steps = (words: StageWords) => readonly RunbookStep[];

const STEPS: Readonly<Record<UpgradeState['strategy'], Readonly<Record<string, Steps>>>> = {
  'blue-green': {
    beside: (words) => [
      configurationClosed(),
      ...words.saving.before,
      generated(words.after, `a pool of Kong ${words.coming}, the migrations job, and no rule for the Admin API`),
      ...poolsMade(words, 'write "stage": "withdrawn" and apply: no client has seen the new pool'),
      ...tried(words),
    ],
    switched: (words) => [generated(words.after, 'where balancers send clients'), ...switched(words, 'beside')],
    withdrawn: (words) => withdrawn(words),
  },
  cut: {
    held: (words) => [
      announced(words),
      configurationClosed(),
      ...words.saving.before,
      generated(words.after, 'automatic scaling of the pool that leaves, and no rule for the Admin API'),
      clustersApplied(words, {
        title: 'Apply every cluster: no old node is started, replaced or taken away from here on',
        see: 'the plan changes the groups in place and removes rules for the Admin API',
        back: 'remove "kong.upgrade" and apply',
        risk: 'a node that fails is not replaced, and more load finds no more nodes',
      }),
      reloaded(words),
    ],
    cut: (words) => [
      generated(words.after, 'rules between the old pool and the datastore'),
      clustersApplied(words, {
        title: 'Apply every cluster: the old pool has no way to the datastore any more',
        see: 'the plan destroys rules of the old pool alone',
        back: 'write "stage": "held" and apply: the first miss is answered at once again',
        risk: `${DOWNTIME} begins with the next step`,
      }),
      connectionsClosed(words),
    ],
    migrated: (words) => [
      generated(words.after, `one node of Kong ${words.coming} in each datacenter, and the migrations job`),
      ...poolsMade(words, 'until now: "stage": "cut"; from the migrations on, the snapshots alone'),
      configurable(words),
    ],
    filled: (words) => [
      generated(words.after, `as many nodes of Kong ${words.coming} as the old pool has`),
      clustersApplied(words, {
        title: 'Apply every cluster: the new pool gets all of its nodes',
        see: 'each new group has as many healthy nodes as the spec sizes',
        back: 'write "stage": "migrated" and apply',
        risk: DOWNTIME,
      }),
      ...tried(words),
    ],
    switched: (words) => [generated(words.after, 'where balancers send clients'), ...switched(words, 'filled')],
    withdrawn: (words) => withdrawn(words),
  },
};

const DOWNTIME =
  'consumers that a node has not served before get 500 from it, and the Admin API is away, until clients are sent to the new pool';

/** Returns the steps of a stage. Back to an earlier one they are few: what it needs stands. */
export function stageSteps(words: StageWords, state: UpgradeState, goesBack: boolean): readonly RunbookStep[] {
  const steps = STEPS[state.strategy][state.stage];
  if (!steps) throw new Error(`stage ${state.stage} of ${state.strategy} has no steps`);
  if (!goesBack || state.stage === 'withdrawn') return steps(words);
  return [
    generated(words.after, `what tells the stage ${state.stage} from the one before`),
    clustersApplied(words, {
      title: 'Apply every cluster',
      see: 'the plan destroys no pool that clients are sent to, and replaces none',
      back: 'the stage that was, applied again',
      risk: 'none for clients beside what they had before',
    }),
  ];
}

/** Returns the steps after the old pools are gone. */
export function lastSteps({ coming }: StageWords): readonly RunbookStep[] {
  return [
    configurationOpened(),
    {
      title: 'When nobody wants the way back any more, finish the migrations in a step of its own',
      where: 'in the spec',
      commands: [],
      see: `"kong.finishMigrations": "${coming}"; until then the next upgrade cannot begin`,
      back: 'not needed',
      risk: 'none as long as it waits',
      lasts: 'as long as you like',
    },
  ];
}

export function allClusters({ datacenters }: Plan): string[] {
  return datacenters.map(({ name }) => `cluster-${name}`);
}

function configurationClosed(): RunbookStep {
  return {
    title: 'Let nobody configure Kong until the end',
    where: 'with all who use the Admin API, and in their pipelines',
    commands: [],
    see: 'no pipeline writes; the stage also closes the Admin API to all but the nodes themselves',
    back: 'tell them',
    risk: 'what is written meanwhile may be missing on one of the two releases; a plugin that the old one lacks freezes its plugins, and new routes are served without theirs, key-auth too',
    lasts: 'until the old pool is gone',
  };
}

function announced({ leaving, coming }: StageWords): RunbookStep {
  return {
    title: 'Announce the downtime',
    where: 'with all whose clients use the gateway',
    commands: [],
    see: `they know: from the stage cut to the stage switched, ${DOWNTIME}. Routes and consumers that a node has served go on`,
    back: `not needed; from Kong 2.8.2 on the strategy blue-green has no such downtime${compareVersions(leaving, EXPORTS_CONFIGURATION) < 0 ? '' : `, and a copy of the datastore for Kong ${coming}, which is made by hand, has none either`}`,
    risk: 'none yet',
    lasts: 'as long as they need',
  };
}

function reloaded({ after, leaving }: StageWords): RunbookStep {
  return {
    title: 'Reload every node of the old pool, one after another',
    where: `every node of Kong ${leaving} in ${after.datacenters.map(({ name }) => name).join(', ')}`,
    commands: ['sudo kong reload'],
    see: 'it says "Kong reloaded", and the node serves; a worker that dies after the cut comes back with the routes of this moment',
    back: 'not needed',
    risk: 'none: nginx starts new workers before it ends the old ones',
    lasts: 'seconds a node',
  };
}

function connectionsClosed({ before, leaving }: StageWords): RunbookStep {
  const ports = datastorePorts(before);
  return {
    title: 'Close the connections that stand: rules of both clouds let them live on',
    where: `every node of Kong ${leaving}`,
    commands: ports.map((port) => `sudo ss --kill state established dport = :${port}`),
    see: `ss shows no connection to port ${ports.join(', ')}, GET /routes of the Admin API on the node answers 500, and routes are served. From here on run no kong restart: the node would stop and not come up`,
    back: 'write "stage": "held" and apply',
    risk: DOWNTIME,
    lasts: 'until the stage switched is applied',
  };
}

/** Returns the ports on which the datastore's machines are reached by Kong. */
function datastorePorts({ flows, datacenters, datastore }: Plan): number[] {
  const pools = new Set(datacenters.flatMap((it) => it.pools.map(({ name }) => name)));
  const ports = flows.flatMap(({ from, to, ports: used }) => {
    const isKongs = from.kind === 'role' && to.kind === 'role' && pools.has(from.name);
    return isKongs && to.role === datastore.engine && used ? [used.from] : [];
  });
  return [...new Set(ports)];
}

function poolsMade({ after, coming }: StageWords, back: string): RunbookStep[] {
  const { datacenter } = after.kong.migrations;
  const others = allClusters(after).filter((it) => it !== `cluster-${datacenter}`);
  const made = `new nodes wait for the migrations, then run ${coming} and are healthy`;
  const step = (stacks: readonly string[], title: string, see: string): RunbookStep => ({
    title,
    where: inTree(after.topology),
    commands: applied(...stacks),
    see: `${see}; the plan destroys and replaces nothing of the pool that serves`,
    back,
    risk: 'none for clients: none is sent to the new nodes',
    lasts: 'some minutes a node',
  });
  return [
    step(
      [`cluster-${datacenter}`],
      `Apply ${datacenter}, where the migrations run`,
      `the journal of ${after.topology}-${datacenter}-kong-migrations says "the schema is that of Kong ${coming}; turning this machine off"; ${made}`,
    ),
    ...(others.length === 0 ? [] : [step(others, 'Apply the other clusters', made)]),
  ];
}

/** Makes the steps that try the new pool before any client gets it, one for datacenters whose nodes listen on the same ports. */
function tried({ after, coming }: StageWords): RunbookStep[] {
  const byPorts = new Map<string, { readonly pool: PoolPlan; readonly names: string[] }>();
  for (const { name } of after.datacenters) {
    const pool = newPool(after, name);
    const key = `${pool.ports.proxy} ${pool.ports.proxyTls}`;
    const same = byPorts.get(key) ?? { pool, names: [] };
    same.names.push(name);
    byPorts.set(key, same);
  }
  return [...byPorts.values()].map(({ pool, names }) => ({
    title: byPorts.size === 1 ? 'Try the new pool' : `Try the new pool of ${names.join(', ')}`,
    where: `a node of the ${pool.colour} pool in each of: ${names.join(', ')}, by topogen connect`,
    commands: requests(after, pool),
    see: `Kong ${coming} answers routes by prefix and by regular expression, with and without a key, as the old pool does`,
    back: 'the stage before',
    risk: 'none',
    lasts: 'as long as your tests',
  }));
}

/** Returns the commands that ask a node for a route: over each way that clients take. */
function requests({ kong }: Plan, { ports }: PoolPlan): string[] {
  return [
    ...(kong.plainHttp === 'serve'
      ? [`curl --include --header 'Host: <a route of yours>' http://127.0.0.1:${ports.proxy}/`]
      : []),
    `curl --include --insecure --header 'Host: <a route of yours>' https://127.0.0.1:${ports.proxyTls}/`,
  ];
}

function newPool({ datacenters }: Plan, datacenter: string): PoolPlan {
  const pool = datacenters.find(({ name }) => name === datacenter)?.pools.find(({ takesClients }) => !takesClients);
  if (!pool) throw new Error('there is no second pool');
  return pool;
}

function configurable({ after, coming }: StageWords): RunbookStep {
  const pool = newPool(after, after.kong.migrations.datacenter);
  const admin = `http://127.0.0.1:${pool.ports.admin}`;
  return {
    title: 'Test one new node: requests, and a change of the configuration',
    where: `one node of Kong ${coming} in ${after.kong.migrations.datacenter}`,
    commands: [
      `curl --fail --data name=topogen-trial --data url=http://127.0.0.1 ${admin}/services`,
      `curl --fail --request DELETE ${admin}/services/topogen-trial`,
      ...requests(after, pool),
    ],
    see: 'the service is made and deleted, and a route answers, also for a consumer that has not been seen before',
    back: 'the snapshots: the tables are migrated',
    risk: DOWNTIME,
    lasts: 'a minute',
  };
}

function switched(words: StageWords, back: string): RunbookStep[] {
  return [
    clustersApplied(words, {
      title: 'Apply the clusters, one after another: new connections go to the new pool',
      see: 'the plan changes listeners or the backend service in place and nothing else; then requests and errors of each datacenter, before the next one',
      back: `write "stage": "${back}" and apply: both pools stand`,
      risk: 'requests that the new release answers otherwise; connections to the old pool go on for up to two minutes',
    }),
  ];
}

function withdrawn(words: StageWords): readonly RunbookStep[] {
  return [
    generated(words.after, 'the new pool gone, and the old one as it was before the upgrade'),
    clustersApplied(words, {
      title: 'Apply every cluster: the new pool is taken away',
      see: `clients are served by Kong ${words.leaving}; the tables stay migrated, and kong.upgrade stays in the spec, so that nothing takes them for those of ${words.leaving}`,
      back: 'the first stage that has both pools, or finish the upgrade another day',
      risk: 'none for clients: none was sent there',
    }),
  ];
}

function clustersApplied(
  { after }: StageWords,
  words: Pick<RunbookStep, 'title' | 'see' | 'back' | 'risk'>,
): RunbookStep {
  return { ...words, where: inTree(after.topology), commands: applied(...allClusters(after)), lasts: 'minutes' };
}
