import { topologyChanges } from '../../src/actions/diff/topology-changes';
import { synthesize, type Synthesis } from '../../src/actions/synthesize';
import { PRICE_LISTS } from '../../src/clouds/facts';
import { POOL_COLOURS } from '../../src/kernel/kong-upgrade';
import { poolName, shortPoolName } from '../../src/plan/naming';
import type { Plan } from '../../src/plan/plan';
import type { PoolKind, PoolRole } from '../../src/plan/pools/pool';
import { planCost } from '../../src/report/cost/plan-cost';
import { renderDiagram } from '../../src/report/diagram';
import { renderSummary } from '../../src/report/summary';
import { aPlan, aStatedSpec, TWO_CLOUDS, type ADatacenter } from '../support/a-spec';
import { proveTopology } from '../support/prove-topology';
import { writeTrees, type Synthesized } from '../support/synthesized';
import { readTemplates } from '../support/templates';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';
import { withPools, type APool } from '../support/with-pools';

/*
 * Several pools in a datacenter, by hand, since no spec asks for them: two colours of one role, and the two roles of hybrid
 * mode. What is built of a pool is built of each, and no name of one is a name of another.
 */

const FIELDS = {
  kong: { adminCidrs: ['10.120.0.0/16'], plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
};
const BLUE_AND_GREEN: readonly APool[] = [
  { role: 'traditional', colour: 'blue', takesClients: true },
  { role: 'traditional', colour: 'green', takesClients: false, release: '2.8.5' },
];
const HYBRID: readonly APool[] = [
  { role: 'control-plane', colour: 'blue', takesClients: false, balanced: false, nodes: 2, maximumNodes: 4 },
  { role: 'data-plane', colour: 'blue', takesClients: true },
];
const ROLES: readonly PoolRole[] = ['traditional', 'control-plane', 'data-plane'];
const ALL_KINDS: readonly PoolKind[] = ROLES.flatMap((role) => POOL_COLOURS.map((colour) => ({ role, colour })));

const ONE_POOL = aPlan(TWO_CLOUDS, FIELDS);

type Body = Readonly<Record<string, unknown>>;

/** The resources of a stack, by type, then by name. */
function resourcesOf({ assembly }: Synthesis, stack: string): Readonly<Record<string, Readonly<Record<string, Body>>>> {
  const text = assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`)?.text ?? '{}';
  return (JSON.parse(text) as { resource: Record<string, Record<string, Body>> }).resource;
}

function built(plan: Plan): Promise<Synthesis> {
  return synthesize(plan, readTemplates());
}

test('a pool is named by role and colour alone, the only one of today as ever', () => {
  expect(ALL_KINDS.map(poolName)).toEqual([
    'kong',
    'kong-green',
    'kong-control',
    'kong-control-green',
    'kong-data',
    'kong-data-green',
  ]);
  const short = ALL_KINDS.map(shortPoolName);
  expect(new Set(short).size).toBe(ALL_KINDS.length);
  for (const name of short) expect(name).toMatch(/^[a-z]{4}$/);
});

describe.each([
  ['blue and green', BLUE_AND_GREEN],
  ['hybrid mode', HYBRID],
])('%s', (_, pools) => {
  const plan = withPools(ONE_POOL, pools);
  const names = pools.map(poolName);
  let synthesis: Synthesis;
  beforeAll(async () => void (synthesis = await built(plan)));

  test('every pool has flows of its own, and no two flows share an id', () => {
    expect(new Set(plan.flows.map(({ id }) => id)).size).toBe(plan.flows.length);
    for (const { name } of plan.datacenters) {
      for (const pool of pools) {
        const ends = plan.flows.flatMap(({ from, to, purpose }) => {
          return [from, to].some((end) => end.kind === 'role' && end.datacenter === name && end.name === poolName(pool))
            ? [purpose]
            : [];
        });
        expect(ends).toContain('Kong reads and writes its configuration');
        const ofRequests = ['Rate limiting counters in Redis', 'Kong to the services behind it'];
        expect([poolName(pool), ofRequests.filter((it) => ends.includes(it))]).toEqual([
          poolName(pool),
          pool.role === 'control-plane' ? [] : ofRequests,
        ]);
        const isAdministered = ends.includes('Admin API over TLS for administrators');
        expect([poolName(pool), isAdministered]).toEqual([poolName(pool), pool.role !== 'data-plane']);
        const fromClients = ends.filter((purpose) => /proxy over HTTPS$/.test(purpose));
        expect([poolName(pool), fromClients.length]).toEqual([poolName(pool), pool.balanced === false ? 0 : 1]);
      }
    }
  });

  test('every pool has node files in a folder of its own, with its own release and group', () => {
    for (const { name: datacenter } of plan.datacenters) {
      for (const pool of pools) {
        const folder = `cluster-${datacenter}/files/${poolName(pool)}`;
        const text = (file: string): string =>
          synthesis.terraform.find(({ path }) => path === `${folder}/${file}`)?.text ?? `no ${folder}/${file}`;
        expect(text('kong.conf')).toContain(`# Kong ${pool.release ?? '3.3.1'} in datacenter ${datacenter}`);
        expect(text('kong.sh')).toContain(pool.release ?? '3.3.1');
        expect(text('topogen-kong-ready')).toContain(`'edge-${datacenter}-${poolName(pool)}'`);
        expect(text('cloud-init.yaml.tftpl')).toContain(`/${poolName(pool)}/kong.conf`);
      }
    }
  });

  test('on AWS every pool has a group that may end its own launches, and clients come to those that take them', () => {
    const resources = resourcesOf(synthesis, 'cluster-us-east');
    const groups = resources['aws_autoscaling_group'] ?? {};
    expect(Object.values(groups).map(({ name }) => name)).toEqual(names.map((name) => `edge-us-east-${name}`));
    const targets = ['${aws_lb_target_group.https.arn}'];
    expect(Object.values(groups).map((group) => group['target_group_arns'] ?? [])).toEqual(
      pools.map(({ role, colour, balanced }) => {
        if (role === 'control-plane') return [`\${aws_lb_target_group.control_${colour}.arn}`];
        if (balanced === false) return [];
        return colour === 'blue' ? targets : targets.map((target) => target.replace('.arn', '_green.arn'));
      }),
    );
    expect(Object.keys(resources['aws_launch_template'] ?? {})).toEqual(Object.keys(groups));
    const data = synthesis.assembly.find(({ path }) => path === 'stacks/cluster-us-east/cdk.tf.json')?.text ?? '';
    for (const name of names) expect(data).toContain(`autoScalingGroupName/edge-us-east-${name}"`);
  });

  test('on Google Cloud every pool has a group and an account, and the balancer those that take clients', () => {
    const resources = resourcesOf(synthesis, 'cluster-eu-west');
    const groups = Object.entries(resources['google_compute_region_instance_group_manager'] ?? {});
    expect(groups.map(([, { name }]) => name)).toEqual(names.map((name) => `edge-eu-west-${name}`));
    // Accounts that read the seed of another cloud are made by the network's stack.
    const made = ['network-eu-west', 'cluster-eu-west'].map((stack) => resourcesOf(synthesis, stack));
    const accounts = made
      .flatMap((it) => Object.values(it['google_service_account'] ?? {}))
      .map((it) => it['account_id']);
    expect([...new Set([...accounts, 'edge-eu-west-ring'])]).toEqual([
      ...pools.map((pool) => `edge-eu-west-${shortPoolName(pool)}`),
      'edge-eu-west-ring',
    ]);
    const backend = resources['google_compute_region_backend_service']?.['balancer']?.['backend'];
    const balanced = pools.filter((pool) => pool.balanced !== false);
    expect(backend).toEqual(
      balanced.map((pool) => ({
        balancing_mode: 'CONNECTION',
        group: `\${google_compute_region_instance_group_manager.${poolName(pool).replaceAll('-', '_')}.instance_group}`,
        ...(balanced.length > 1 ? { failover: !pool.takesClients } : {}),
      })),
    );
  });

  test('reports name every pool but the one whose name goes without saying', () => {
    const [summary, diagram] = [renderSummary(plan), renderDiagram(plan)];
    const costs = planCost(plan, PRICE_LISTS);
    expect(new Set(costs.lines.map(({ id }) => id)).size).toBe(costs.lines.length);
    for (const name of names.filter((it) => it !== 'kong')) {
      expect(summary).toMatch(new RegExp(`${name} \\d+ to \\d+ x `));
      expect(diagram).toContain(`dc_us_east_${name.replaceAll('-', '_')}["Kong `);
      expect(costs.lines).toContainEqual(expect.objectContaining({ resource: `${name} nodes`, place: 'us-east' }));
    }
    const added = topologyChanges(ONE_POOL, plan).filter(({ what, action }) => what === 'kong' && action === 'add');
    expect(added.map(({ name }) => name)).toEqual(
      ['us-east', 'eu-west'].flatMap((at) => names.filter((it) => it !== 'kong').map((name) => `${at} ${name}`)),
    );
  });
});

test('names of all kinds of pools at once stay apart and within what clouds take, where topology and datacenter are long', async () => {
  const topology = 'edge-of-all';
  const datacenters: readonly ADatacenter[] = [
    { name: 'us-east-longe', cloud: 'aws' },
    { name: 'eu-west-longe', cloud: 'google' },
  ];
  const pools = ALL_KINDS.map((kind) => ({
    ...kind,
    takesClients: kind.role !== 'control-plane',
    balanced: kind.role === 'data-plane',
  }));
  const synthesis = await built(withPools(aPlan(datacenters, { ...FIELDS, name: topology }), pools));
  const google = resourcesOf(synthesis, 'cluster-eu-west-longe');
  for (const [type, limit] of [
    ['google_service_account', 30],
    ['google_compute_firewall', 63],
    ['google_compute_region_instance_group_manager', 63],
  ] as const) {
    const made = [google, resourcesOf(synthesis, 'network-eu-west-longe')].flatMap((it) =>
      Object.values(it[type] ?? {}),
    );
    const names = made.map((it) => String(it['account_id'] ?? it['name']));
    expect(names.length).toBeGreaterThanOrEqual(ALL_KINDS.length);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.length > limit)).toEqual([]);
  }
  const aws = resourcesOf(synthesis, 'cluster-us-east-longe');
  for (const type of ['aws_autoscaling_group', 'aws_launch_template', 'aws_security_group', 'aws_iam_role']) {
    const names = Object.values(aws[type] ?? {}).map(({ name }) => String(name));
    expect(names.length).toBeGreaterThanOrEqual(ALL_KINDS.length);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.length > 64)).toEqual([]);
  }
});

test('pools that take clients of one balancer must listen alike', async () => {
  const apart = BLUE_AND_GREEN.map((pool, i) => ({
    ...pool,
    takesClients: true,
    ports: { proxy: 8000 + i, proxyTls: 8443, admin: 8001, adminTls: 8444, status: 8007 },
  }));
  await expect(built(withPools(ONE_POOL, apart))).rejects.toThrow(
    'the pools of us-east that take clients listen on different ports',
  );
});

// Hybrid mode goes through Terraform as a ready-made topology, with control planes in one datacenter.
describe.each([['of two colours', BLUE_AND_GREEN]])('pools %s', (title, pools) => {
  const synthesized = async (): Promise<Synthesized> => {
    const plan = withPools(ONE_POOL, pools);
    const written = { lock: { text: '', changed: false }, standing: {}, passed: { idle: [], dataOf: [] } };
    const topology = { ...aStatedSpec(TWO_CLOUDS, FIELDS), plan, inProduction: () => undefined, ...written };
    return { topology, synthesis: await built(plan) };
  };

  describeLong('in real Terraform', () => {
    test('are valid, and keep the promises of the topology', () =>
      withTerraform(async (tf) => {
        await writeTrees(tf, await synthesized());
        for (const stack of ['cluster-us-east', 'cluster-eu-west']) {
          const folder = tf.at(`terraform/edge/${stack}`);
          await folder.init();
          expect([stack, await folder.validate()]).toEqual([stack, { valid: true, errors: [], warnings: [] }]);
          expect((await folder.test()).stdout).toMatch(/Success! [1-9]\d* passed, 0 failed/);
        }
      }));
  });

  proveTopology(`with pools ${title}`, { long: true, synthesize: synthesized });
});
