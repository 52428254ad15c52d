import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { tmpdir } from 'node:os';
import type { Plan } from '../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import type { PlanResult } from '../../support/terraform/plan-result';
import { describeLong } from '../../support/long';
import { type World } from '../../support/terraform/terraform';
import { applyTopology } from '../../support/terraform/topology';
import { clusterOf, linksOf, networkOf, type Synthesised } from './aws-stacks';

const THREE = [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }] as const;

/** The stacks of AWS, by folder, as deep as they lie in the real tree. */
function stacksOf(plan: Plan): Record<string, Synthesised> {
  const own = plan.datacenters.filter(({ cloud }) => cloud === 'aws').map(({ name }) => name);
  const folder = (stack: string): string => `terraform/${plan.topology}/${stack}`;
  return Object.fromEntries([
    ...own.map((name) => [folder(`network-${name}`), networkOf(plan, name)] as const),
    [folder('links'), linksOf(plan)] as const,
    ...own.map((name) => [folder(`cluster-${name}`), clusterOf(plan, name)] as const),
  ]);
}

/** Writes the stacks with node files of no content, and hands over the folder. */
async function withTree<T>(stacks: Record<string, Synthesised>, use: (root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(path.join(tmpdir(), 'topogen-aws-'));
  const machines = ['kong', 'kong-migrations', 'cassandra-1', 'cassandra-2', 'cassandra-3'];
  try {
    for (const [folder, { json, files: own }] of Object.entries(stacks)) {
      for (const machine of machines) {
        const files = path.join(root, folder, 'files', machine);
        await mkdir(files, { recursive: true });
        await writeFile(path.join(files, 'user-data.yaml'), '#cloud-config\n# ${files}\n');
      }
      for (const file of own) await writeFile(path.join(root, folder, file.path), file.text);
      await writeFile(path.join(root, folder, 'cdk.tf.json'), JSON.stringify(json));
    }
    return await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const NETWORK = 'terraform/edge/network-us-east';
const LINKS = 'terraform/edge/links';
const CLUSTER = 'terraform/edge/cluster-us-east';
/** The stacks of these datacenters make no passwords of their own, as those of whole topologies do. */
const FIELDS = { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] }, redis: { password: 'none' } };

/** What a plan does, each action once. */
const actionsOf = (plan: PlanResult): string[] => [...new Set(Object.values(plan.actions()))].sort();

/** While a topology is up: brings in the tree of a larger one and says what that does to stacks that were there. */
async function grow(tf: World, newer: string): Promise<Record<string, string[]>> {
  await tf.copyFrom(newer);
  const newcomer = tf.at('terraform/edge/network-us-west');
  await newcomer.init();
  await newcomer.apply();
  const [network, links] = [await tf.at(NETWORK).plan(), await tf.at(LINKS).plan()];
  await tf.at(LINKS).apply(links);
  expect(await tf.at(LINKS).hasChanges()).toBe(false);
  const cluster = await tf.at(CLUSTER).plan();
  // The pool alone: its share of the requests has become smaller.
  expect(cluster.addresses('update')).toEqual(['aws_autoscaling_group.kong']);
  return { [NETWORK]: actionsOf(network), [LINKS]: actionsOf(links), [CLUSTER]: actionsOf(cluster) };
}

describeLong('AWS stacks in real Terraform', () => {
  test('validate without a warning, apply, settle, grow by a datacenter without losing anything, and destroy', async () => {
    let growth: Record<string, string[]> = {};
    const runs = await withTree(stacksOf(aPlan(TWO_CLOUDS, FIELDS)), (older) =>
      withTree(stacksOf(aPlan(THREE, FIELDS)), (newer) =>
        applyTopology(older, [NETWORK, LINKS, CLUSTER], {
          whileUp: async (tf) => {
            growth = await grow(tf, newer);
          },
        }),
      ),
    );
    expect(Object.values(runs).flatMap(({ plan }) => plan.warnings)).toEqual([]);
    expect(growth).toEqual({ [NETWORK]: [], [LINKS]: ['create'], [CLUSTER]: ['create', 'update'] });
  });

  test('PostgreSQL settles and goes again; another release changes it in place, its parameters before', async () => {
    const on = (version: string): Record<string, Synthesised> => {
      const plan = aPlan([{ name: 'us-east', cloud: 'aws' }], { datastore: { engine: 'postgresql', version } });
      return { [NETWORK]: networkOf(plan, 'us-east'), [CLUSTER]: clusterOf(plan, 'us-east') };
    };
    let upgrade: Record<string, string> = {};
    const runs = await withTree(on('15'), (older) =>
      withTree(on('16'), (newer) =>
        applyTopology(older, [NETWORK, CLUSTER], {
          whileUp: async (tf) => {
            expect(JSON.stringify(await tf.at(CLUSTER).state())).not.toContain('"password_wo":"value');
            await tf.copyFrom(newer);
            const cluster = await tf.at(CLUSTER).plan();
            upgrade = cluster.actions();
            await tf.at(CLUSTER).apply(cluster);
            expect(await tf.at(CLUSTER).hasChanges()).toBe(false);
          },
        }),
      ),
    );
    expect(Object.values(runs).flatMap(({ plan }) => plan.warnings)).toEqual([]);
    expect(upgrade).toEqual({
      'aws_db_instance.postgresql': 'update',
      'aws_db_parameter_group.postgresql': 'replace',
    });
  });
});
