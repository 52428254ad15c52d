import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Plan } from '../../../src/plan/plan';
import { describeLong } from '../../support/long';
import { applyTopology } from '../../support/terraform/topology';
import { ALL_DATACENTERS, clusterOf, linksOf, networkOf, planOf, type Synthesised } from './google-stacks';

const GOOGLE = ALL_DATACENTERS.filter(({ cloud }) => cloud === 'google').map(({ name }) => name);
const redis = { plugins: [{ name: 'rate-limiting', policy: 'redis' }] };
const stackOf = (name: string): string => `cdktf.out/stacks/${name}`;

/** Writes stacks as the assembly lays them out, each machine with user data of one line. */
async function writeStacks(root: string, stacks: Readonly<Record<string, Synthesised>>): Promise<void> {
  for (const [name, { json, files: own }] of Object.entries(stacks)) {
    const folder = path.join(root, stackOf(name));
    await mkdir(path.join(folder, 'files'), { recursive: true });
    for (const file of own) await writeFile(path.join(folder, file.path), file.text);
    await writeFile(path.join(folder, 'cdk.tf.json'), JSON.stringify(json));
    if (!name.startsWith('cluster')) continue;
    for (const machine of ['cassandra-1', 'cassandra-2', 'cassandra-3', 'kong', 'kong-migrations']) {
      const files = path.join(folder, 'files', machine);
      await mkdir(files, { recursive: true });
      await writeFile(path.join(files, 'cloud-init.yaml.tftpl'), `#cloud-config\n# ${machine} \${files}\n`);
    }
  }
}

function stacksOf(plan: Plan, names: readonly string[] = GOOGLE): Record<string, Synthesised> {
  return {
    ...Object.fromEntries(names.map((name) => [`network-${name}`, networkOf(plan, name)])),
    links: linksOf(plan),
    ...Object.fromEntries(names.map((name) => [`cluster-${name}`, clusterOf(plan, name)])),
  };
}

async function inFolder<T>(use: (root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(path.join(tmpdir(), 'topogen-google-'));
  try {
    return await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The links stack with another key at one end of one tunnel. */
function withAnotherKey(text: string): string {
  const json = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
  const tunnel = json.resource['google_compute_vpn_tunnel']?.['belgium__iowa__iowa_1'];
  if (!tunnel) throw new Error('there is no such tunnel');
  tunnel['shared_secret'] = 'another';
  return JSON.stringify(json);
}

const layers = [
  GOOGLE.map((name) => stackOf(`network-${name}`)),
  stackOf('links'),
  GOOGLE.map((name) => stackOf(`cluster-${name}`)),
];

describeLong('the stacks of Google datacenters', () => {
  test('validate, apply, settle and go again', () =>
    inFolder(async (root) => {
      await writeStacks(root, stacksOf(planOf({ kong: redis })));
      const runs = await applyTopology(root, layers);
      expect(Object.values(runs).flatMap((run) => run.plan.warnings)).toEqual([]);
      expect(runs[stackOf('cluster-belgium')]?.state.values?.outputs?.['balancer_address']?.value).toMatch(/^\d+\./);
    }));

  test('change nothing of a network, and replace and remove nothing anywhere, when a datacenter comes; a new key makes one tunnel anew', () =>
    inFolder(async (root) => {
      const fixed = ALL_DATACENTERS.map((it) =>
        it.cloud === 'google' ? { ...it, kong: { machineType: 'n2-standard-8' } } : it,
      );
      await writeStacks(root, stacksOf(planOf({ datacenters: fixed.filter(({ cloud }) => cloud === 'google') })));
      const grown = stacksOf(planOf({ datacenters: fixed }));
      await applyTopology(root, layers, {
        whileUp: async (tf) => {
          await inFolder(async (next) => {
            await writeStacks(next, grown);
            await tf.copyFrom(next);
          });
          const actions = async (stack: string) => (await tf.at(stackOf(stack)).plan()).actions();
          for (const name of GOOGLE) expect(await actions(`network-${name}`)).toEqual({});
          for (const stack of ['links', 'cluster-belgium', 'cluster-iowa']) {
            const found = Object.entries(await actions(stack));
            const created = found.filter(([, action]) => action === 'create').map(([address]) => address);
            expect(created.length).toBeGreaterThan(0);
            // Pools shrink, since the new datacenter takes load off them; nothing else is touched.
            const others = found.filter(([address]) => !created.includes(address));
            expect(others.filter(([address]) => address !== 'google_compute_region_autoscaler.kong')).toEqual([]);
            for (const [, action] of others) expect(action).toBe('update');
          }
          await tf.write(
            `${stackOf('links')}/cdk.tf.json`,
            withAnotherKey(await tf.read(`${stackOf('links')}/cdk.tf.json`)),
          );
          const replaced = (await tf.at(stackOf('links')).plan()).addresses('replace');
          expect(replaced.sort()).toEqual([
            'google_compute_router_interface.belgium__iowa__iowa_1',
            'google_compute_router_peer.belgium__iowa__iowa_1',
            'google_compute_vpn_tunnel.belgium__iowa__iowa_1',
          ]);
        },
      });
    }));

  test('replace the migrations job for another Kong, and no Cassandra node for other files', () =>
    inFolder(async (root) => {
      const lone = (wish: object) => planOf({ datacenters: ALL_DATACENTERS.slice(0, 1), ...wish });
      const name = 'cluster-belgium';
      const both = (wish: object) => ({
        'network-belgium': networkOf(lone(wish)),
        [name]: clusterOf(lone(wish)),
      });
      await writeStacks(root, both({}));
      await applyTopology(root, [stackOf('network-belgium'), stackOf(name)], {
        whileUp: async (tf) => {
          const machine = `${stackOf(name)}/files/cassandra-1/cloud-init.yaml.tftpl`;
          await tf.write(machine, '#cloud-config\n# other files\n');
          expect(await tf.at(stackOf(name)).hasChanges()).toBe(false);
          await inFolder(async (next) => {
            await writeStacks(next, both({ kong: { version: '2.8.5' } }));
            await tf.copyFrom(next);
          });
          const actions = (await tf.at(stackOf(name)).plan()).actions();
          expect(actions).toEqual({
            'google_compute_instance.kong_migrations': 'replace',
            'terraform_data.kong_migrations': 'update',
          });
        },
      });
    }));

  test('let PostgreSQL settle and go again; a smaller disk, which its service has grown, replaces nothing', () =>
    inFolder(async (root) => {
      const on = (datastore: object): Record<string, Synthesised> => {
        const plan = planOf({
          datacenters: ALL_DATACENTERS.slice(0, 1),
          datastore: { engine: 'postgresql', diskGib: 100, ...datastore },
        });
        return { 'network-belgium': networkOf(plan), 'cluster-belgium': clusterOf(plan) };
      };
      await writeStacks(root, on({}));
      const runs = await applyTopology(root, [stackOf('network-belgium'), stackOf('cluster-belgium')], {
        whileUp: async (tf) => {
          const after = async (datastore: object): Promise<Record<string, string>> => {
            await inFolder(async (next) => {
              await writeStacks(next, on(datastore));
              await tf.copyFrom(next);
            });
            return (await tf.at(stackOf('cluster-belgium')).plan()).actions();
          };
          const database = 'google_sql_database_instance.postgresql';
          expect(await after({ diskGib: 90 })).toEqual({ [database]: 'update' });
          expect(await after({ machineType: 'db-custom-8-53248' })).toMatchObject({ [database]: 'update' });
        },
      });
      expect(Object.values(runs).flatMap((run) => run.plan.warnings)).toEqual([]);
      const outputs = runs[stackOf('cluster-belgium')]?.state.values?.outputs;
      expect(outputs?.['postgresql_instance']?.value).toMatch(/^edge-belgium-postgresql-[0-9a-f]{6}$/);
      expect(outputs?.['postgresql_address']?.value).toMatch(/^10\./);
    }));
});
