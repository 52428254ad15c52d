import { loadTopology, type Topology } from '../../../src/actions/load-topology';
import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import type { Plan } from '../../../src/plan/plan';
import { planRunbook } from '../../../src/report/runbook/plan-runbook';
import type { RunbookStep } from '../../../src/report/runbook/runbook';
import { kongAt, NEW_KONG, OLD_KONG, UPGRADED } from '../../support/upgrade-spec';
import { CutWorld, type Response } from './cut-world';

/*
 * The cut of Kong's implementation checklist, step by step by the commands of the generated runbooks, against stand-ins that
 * act as Kong's own code did without its datastore. After each step workers die and groups replace nodes where they may, and
 * clients ask.
 */

const [OLD, NEW] = [OLD_KONG.version, NEW_KONG.version];
const STAGES = ['held', 'cut', 'migrated', 'filled', 'switched'] as const;
type Stage = (typeof STAGES)[number] | 'ended';

let plans: readonly Plan[];
let steps: ReadonlyMap<Stage, readonly RunbookStep[]>;
let followed: readonly Seen[];

beforeAll(async () => {
  const topologies: Topology[] = [];
  for (const kong of [OLD_KONG, ...STAGES.map((stage) => kongAt('cut', stage)), NEW_KONG]) {
    const last = topologies.at(-1)?.lock.text;
    const loaded = loadTopology({
      specText: JSON.stringify({ ...UPGRADED, requestsPerSecond: 400, kong }),
      specFile: 'edge.json',
      lockFile: 'lock',
      ...(last === undefined ? {} : { lockText: last }),
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    topologies.push(loaded.value);
  }
  plans = topologies.map(({ plan }) => plan);
  const made = [...STAGES, 'ended' as const].map(async (stage, i) => {
    const [before, after] = [plans[i]!, plans[i + 1]!];
    const change = { before, after, addresses: terraformAddresses(before, after) };
    const runbook = await planRunbook(change, () => Promise.resolve([]));
    if (!runbook.ok) throw new Error(JSON.stringify(runbook.issues));
    return [stage, runbook.value.parts.flatMap((part) => part.steps)] as const;
  });
  steps = new Map(await Promise.all(made));
  followed = walk();
});

/** What clients got after a step. */
interface Seen {
  readonly stage: Stage;
  readonly title: string;
  readonly said: string;
  /** Of consumers that every node has served before, on every route. */
  readonly known: readonly Response[];
  /** Of a consumer that no node has seen. */
  readonly unknown: readonly Response[];
  readonly admin: readonly number[];
  readonly connections: number;
}

interface Walk {
  /** False for clouds that hold no pool. @default true */
  readonly holds?: boolean;
  /** Steps that the operator leaves out, by their titles. @default none */
  readonly without?: RegExp;
  /** Last stage. @default the end */
  readonly until?: Stage;
  /** What happens after each step beside a look at what clients get. @default workers die, and groups replace nodes */
  readonly weather?: (world: CutWorld, stage: Stage) => void;
}

/** Follows the runbooks of all stages, one after another. */
function walk(options: Walk = {}): Seen[] {
  const world = new CutWorld(options.holds);
  const seen: Seen[] = [];
  try {
    world.build(plans[0]!);
    const stages = [...STAGES, 'ended' as const];
    stages.slice(0, stages.indexOf(options.until ?? 'ended') + 1).forEach((stage, i) => {
      world.edit(plans[i + 1]!);
      for (const step of steps.get(stage)!) {
        if (options.without?.test(step.title)) continue;
        const said = world.run(step);
        (options.weather ?? badWeather)(world, stage);
        seen.push({
          stage,
          title: step.title,
          said,
          known: ['/old', '/new'].flatMap((route) => world.ask(route, 'known')),
          unknown: world.ask('/old', `new at step ${seen.length}`),
          admin: world.admin(OLD),
          connections: world.connections(OLD),
        });
      }
    });
  } finally {
    world.remove();
  }
  return seen;
}

function badWeather(world: CutWorld, stage: Stage): void {
  // Before the hold is applied and the nodes are reloaded a replaced node is a good one, and has the new routes.
  if (stage !== 'held') world.killWorkers();
  world.replaceNodes();
}

const statuses = (responses: readonly Response[]): number[] => [...new Set(responses.map(({ status }) => status))];
const isFrom = (title: RegExp, seen: readonly Seen[]): Seen[] =>
  seen.slice(seen.findIndex((it) => title.test(it.title)));

test('who follows the runbook serves known consumers on every route from the first step to the last', () => {
  const seen = followed;
  expect(seen.filter(({ known }) => statuses(known).join() !== '200')).toEqual([]);
  expect(seen.every(({ known }) => known.length >= 8)).toBe(true);
  expect(seen.filter(({ title }) => title.startsWith('Reload every node')).map(({ said }) => said)).toEqual([
    'Kong reloaded\n'.repeat(plans[0]!.datacenters.reduce((sum, { pools }) => sum + pools[0]!.nodes, 0)),
  ]);
});

test('consumers that no node has served get 500 after 5 to 10 seconds, from the cut until clients are sent elsewhere', () => {
  const closed = isFrom(/^Close the connections that stand/, followed);
  const before = followed.filter(({ stage }) => stage === 'held');
  expect(before.flatMap(({ unknown }) => statuses(unknown)).every((status) => status === 200)).toBe(true);
  const away = closed.slice(
    0,
    closed.findIndex(({ stage, title }) => stage === 'switched' && /^Apply/.test(title)),
  );
  expect(away.length).toBeGreaterThan(5);
  for (const { unknown, admin, connections } of away) {
    expect([statuses(unknown), [...new Set(admin)], connections]).toEqual([[500], [500], 0]);
    expect(unknown.every(({ seconds }) => seconds >= 5 && seconds <= 10)).toBe(true);
  }
  const after = closed.slice(away.length);
  expect(after.flatMap(({ unknown }) => statuses(unknown)).every((status) => status === 200)).toBe(true);
});

test('without the reload a worker that dies in the cut is followed by one without the newer routes', () => {
  const seen = walk({
    until: 'cut',
    without: /^Reload every node/,
    weather: (world, stage) => stage !== 'held' && world.killWorkers(),
  });
  expect(
    isFrom(/^Apply every cluster: the old pool has no way/, seen).some(({ known }) => statuses(known).includes(404)),
  ).toBe(true);
});

test('without the hold a group replaces an old node by one that cannot start', () => {
  const seen = walk({ holds: false, until: 'cut' });
  expect(isFrom(/^Close the connections/, seen).some(({ known }) => statuses(known).includes(503))).toBe(true);
});

test('the old pool reaches the datastore again in no stage after the cut, so that two releases never share its tables', () => {
  for (const plan of plans.slice(2, 6))
    expect(plan.datacenters.map(({ pools }) => [pools[0]!.reachesDatastore, pools[0]!.held])).toEqual([
      [false, true],
      [false, true],
    ]);
});

test('in the cut a reload is refused and does no harm, and a restart stops the node for good, as the runbook says', () => {
  const world = new CutWorld();
  try {
    world.build(plans[0]!);
    for (const [i, stage] of (['held', 'cut'] as const).entries()) {
      world.edit(plans[i + 1]!);
      for (const step of steps.get(stage)!) world.run(step);
    }
    const nodes = world.runningNodes(OLD);
    expect(new Set(world.tryOnNodes(OLD, 'sudo kong reload'))).toEqual(new Set([1]));
    expect([world.runningNodes(OLD), statuses(world.ask('/new', 'known'))]).toEqual([nodes, [200]]);
    expect(new Set(world.tryOnNodes(OLD, 'sudo kong restart'))).toEqual(new Set([1]));
    expect([world.runningNodes(OLD), statuses(world.ask('/new', 'known'))]).toEqual([0, [503]]);
    expect(steps.get('cut')!.at(-1)!.see).toContain('run no kong restart: the node would stop and not come up');
  } finally {
    world.remove();
  }
});

test('the trial of a new node is of its Admin API and its proxy, and the new pool has every node before clients come', () => {
  const trial = steps.get('migrated')!.at(-1)!;
  expect([trial.where, trial.commands.length]).toEqual([
    `one node of Kong ${NEW} in ${plans[0]!.kong.migrations.datacenter}`,
    3,
  ]);
  const [old, fresh] = plans[4]!.datacenters.map(({ pools }) => pools.map(({ nodes }) => nodes))[0]!;
  expect(fresh).toBe(old);
});
