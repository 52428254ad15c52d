import { diffTopologies } from '../../src/actions/diff/diff-topologies';
import { terraformAddresses } from '../../src/actions/terraform-addresses';
import { planRunbook } from '../../src/report/runbook/plan-runbook';
import { synthesizeText, type Synthesized } from '../support/synthesized';
import { resourcesOf } from '../support/emitted';
import { kongAt, NEW_KONG, OLD_KONG, UPGRADED } from '../support/upgrade-spec';

/*
 * An upgrade by a second pool, stage by stage, each spec with the lock file that the one before it wrote: what each stage
 * changes in the trees, that its part of the runbook applies just that, and that no name ever comes to mean another pool.
 */

const blueGreen = (stage: string): object => kongAt('blue-green', stage);
const cut = (stage: string): object => kongAt('cut', stage);

/** Takes specs one after another, each with the lock file of the one before. */
async function walk(...kongs: readonly object[]): Promise<Synthesized[]> {
  const made: Synthesized[] = [];
  for (const kong of kongs) {
    const lock = made.at(-1)?.topology.lock.text;
    made.push(await synthesizeText(JSON.stringify({ ...UPGRADED, kong }), 'edge.json', lock));
  }
  return made;
}

function changesOf(before: Synthesized, after: Synthesized): string[] {
  const [one, other] = [before, after].map(({ topology, synthesis }) => ({ plan: topology.plan, synthesis }));
  const { stacks } = diffTopologies(one!, other!);
  return stacks.flatMap(({ stack, resources }) =>
    resources.map(
      (it) => `${stack} ${it.action} ${it.address}${it.action === 'change' ? `: ${it.changed.join()}` : ''}`,
    ),
  );
}

/** Changes that are no rule of a firewall. */
function withoutRules(changes: readonly string[]): string[] {
  return changes.filter((it) => !/aws_vpc_security_group_\w+_rule|google_compute_firewall/.test(it)).sort();
}

async function appliedBy(before: Synthesized, after: Synthesized): Promise<string[]> {
  const [one, other] = [before.topology.plan, after.topology.plan];
  const made = await planRunbook({ before: one, after: other, addresses: terraformAddresses(one, other) }, () =>
    Promise.resolve([]),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  expect(made.value.parts).toHaveLength(1);
  const commands = made.value.parts.flatMap(({ steps }) => steps.flatMap((step) => step.commands));
  return [...new Set(commands.flatMap((it) => /-chdir=(\S+) apply/.exec(it)?.[1] ?? []))].sort();
}

const BOTH = ['cluster-eu-west', 'cluster-us-east'];

describe('blue and green', () => {
  let stages: Synthesized[];
  beforeAll(async () => {
    stages = await walk(OLD_KONG, blueGreen('beside'), blueGreen('switched'), NEW_KONG, {
      ...NEW_KONG,
      finishMigrations: '3.3.1',
    });
  });
  const step = (i: number): [Synthesized, Synthesized] => [stages[i]!, stages[i + 1]!];

  test('beside makes a second pool of the same size, replaces the job, and closes the Admin API', () => {
    const changes = changesOf(...step(0));
    const lost = changes.filter((it) => / (replace|remove) /.test(it));
    expect(lost.filter((it) => !/kong_migrations|admin/.test(it))).toEqual([]);
    expect(lost.filter((it) => /admin/.test(it)).length).toBeGreaterThan(0);
    const { pools } = stages[1]!.topology.plan.datacenters[0]!;
    expect(pools.map(({ name, release, takesClients }) => [name, release, takesClients])).toEqual([
      ['kong', '2.8.5', true],
      ['kong-green', '3.3.1', false],
    ]);
    const [blue, green] = pools;
    expect([green!.nodes, green!.maximumNodes, green!.machineType]).toEqual([
      blue!.nodes,
      blue!.maximumNodes,
      blue!.machineType,
    ]);
  });

  test('switched changes where listeners and the backend service lead, in place, and nothing else', () => {
    expect(changesOf(...step(1)).sort()).toEqual([
      'cluster-eu-west change google_compute_region_backend_service.balancer: backend',
      'cluster-us-east change aws_lb_listener.https: default_action',
    ]);
    // And back by the same two.
    expect(changesOf(stages[2]!, stages[1]!)).toHaveLength(2);
  });

  test('the end takes the blue pool away and opens the Admin API; of the green one it changes nothing', () => {
    const changes = withoutRules(changesOf(...step(2)));
    expect(changes.filter((it) => / (change|replace|add) /.test(it))).toEqual([
      'cluster-eu-west change google_compute_region_backend_service.balancer: backend',
    ]);
    expect(changes.filter((it) => / remove /.test(it) && /green/.test(it) && !/checked_green/.test(it))).toEqual([]);
    expect(changes).toContain('cluster-us-east remove aws_autoscaling_group.kong');
    expect(stages[3]!.topology.lock.text).toContain('"serves": "green"');
  });

  test('finishing makes the job anew, with the word that it finishes, and touches nothing else', () => {
    const changes = changesOf(...step(3));
    expect(changes.every((it) => it.includes('kong_migrations'))).toBe(true);
    expect(changes.length).toBeGreaterThan(0);
  });

  test('each part of the runbook applies the stacks whose trees differ, and no other', async () => {
    for (const i of [0, 1, 2]) expect(await appliedBy(...step(i))).toEqual(BOTH);
    expect(await appliedBy(...step(3))).toEqual(['cluster-eu-west']);
    expect(await appliedBy(stages[2]!, stages[1]!)).toEqual(BOTH);
  });

  test('the next upgrade brings blue again, whose names are free; the green pool that stands keeps its own', async () => {
    const lock = stages[3]!.topology.lock.text;
    const kong = { ...NEW_KONG, version: '3.3.0', packageSha256: '0'.repeat(64) };
    const refused = await synthesizeText(JSON.stringify({ ...UPGRADED, kong }), 'edge.json', lock).catch(
      (it: Error) => it,
    );
    expect(String(refused)).toContain('kong-step-back');
    const names = ({ synthesis }: Synthesized): string[] =>
      Object.keys(resourcesOf(synthesis, 'cluster-us-east')['aws_autoscaling_group'] ?? {});
    expect(stages.map(names)).toEqual([
      ['kong'],
      ['kong', 'kong_green'],
      ['kong', 'kong_green'],
      ['kong_green'],
      ['kong_green'],
    ]);
  });

  test('withdrawn leaves the tables migrated and the old pool as it was', async () => {
    const [first, , withdrawn, again] = await walk(
      OLD_KONG,
      blueGreen('beside'),
      blueGreen('withdrawn'),
      blueGreen('beside'),
    );
    expect(withoutRules(changesOf(first!, withdrawn!)).filter((it) => !it.includes('kong_migrations'))).toEqual([]);
    expect(withdrawn!.topology.plan.kong.migrations.release).toBe('3.3.1');
    expect(changesOf(withdrawn!, again!).filter((it) => /replace|remove/.test(it))).toEqual([]);
  });
});

describe('the cut of the checklist', () => {
  let stages: Synthesized[];
  beforeAll(async () => {
    stages = await walk(OLD_KONG, ...['held', 'cut', 'migrated', 'filled', 'switched'].map(cut), NEW_KONG);
  });
  const step = (i: number): string[] => changesOf(stages[i]!, stages[i + 1]!);

  test('held keeps every old node as it is, in place', () => {
    expect(withoutRules(step(0))).toEqual([
      'cluster-eu-west change google_compute_region_autoscaler.kong: autoscaling_policy',
      'cluster-eu-west change google_compute_region_instance_group_manager.kong: instance_lifecycle_policy,update_policy',
      'cluster-us-east change aws_autoscaling_group.kong: suspended_processes',
    ]);
  });

  test('cut takes exactly the flows from the old pool to the datastore away', () => {
    const changes = step(1);
    expect(changes.filter((it) => !/ remove .*kong_to_.*cassandra/.test(it))).toEqual([]);
    const flows = (it: Synthesized): string[] => it.topology.plan.flows.map(({ id }) => id);
    const left = new Set(flows(stages[2]!));
    expect(flows(stages[1]!).filter((id) => !left.has(id))).toEqual([
      'eu-west-kong-to-eu-west-cassandra-cql',
      'us-east-kong-to-us-east-cassandra-cql',
    ]);
  });

  test('migrated makes one node in each datacenter and runs the job; the old pool stays as it is', () => {
    expect(step(2).filter((it) => / (change|replace|remove) /.test(it) && !it.includes('kong_migrations'))).toEqual([]);
    const pools = stages[3]!.topology.plan.datacenters.map((it) => it.pools.map(({ nodes }) => nodes));
    expect(pools.map(([, trial]) => trial)).toEqual([1, 1]);
  });

  test('filled gives the new pool its size and its place behind the balancer', () => {
    const lost = step(3).filter((it) => / (replace|remove) /.test(it));
    expect(lost).toEqual([]);
    const { pools } = stages[4]!.topology.plan.datacenters[0]!;
    expect(pools[1]!.nodes).toBe(pools[0]!.nodes);
  });

  test('switched moves the balancer alone, and the end takes the old pool away', () => {
    expect(step(4)).toHaveLength(2);
    expect(withoutRules(step(5)).filter((it) => / (replace|add) /.test(it))).toEqual([]);
  });

  test('each part of the runbook applies both clusters; the old nodes are reloaded before they are cut off', async () => {
    for (const i of [0, 1, 2, 3, 4, 5]) expect(await appliedBy(stages[i]!, stages[i + 1]!)).toEqual(BOTH);
    const [one, other] = [stages[0]!.topology.plan, stages[1]!.topology.plan];
    const made = await planRunbook({ before: one, after: other, addresses: terraformAddresses(one, other) }, () =>
      Promise.resolve([]),
    );
    const steps = made.ok ? made.value.parts[0]!.steps : [];
    expect(steps[0]!.see).toContain('consumers that a node has not served before get 500');
    expect(steps.at(-1)!.commands).toEqual(['sudo kong reload']);
  });
});
