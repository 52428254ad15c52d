import { DataResource } from 'cdktf';
import { hclText } from '../kernel/text/hcl';
import { KONG, MIGRATIONS_JOB, terraformName } from '../plan/naming';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { DatacenterPlan } from '../plan/plan';
import type { PoolPlan } from '../plan/pools/pool';
import type { ClusterInputs, StackScope } from './contract';

/* These functions build the parts of Kong that are the same on every cloud. */

/** The ports and path that all pools behind one balancer have in common. */
export interface BalancedPorts {
  readonly proxy: number;
  readonly proxyTls: number;
  readonly status: number;
}

/**
 * Returns the ports and path of a datacenter's pools that take clients.
 *
 * @throws Error if they differ, or if no pool takes clients
 */
export function balancedPorts(datacenter: DatacenterPlan): BalancedPorts {
  const asked = datacenter.pools
    .filter(({ takesClients }) => takesClients)
    .map(({ ports: { proxy, proxyTls, status } }) => ({ proxy, proxyTls, status }));
  const [first] = asked;
  if (!first) throw new Error(`no pool of ${datacenter.name} takes clients`);
  if (asked.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    throw new Error(`the pools of ${datacenter.name} that take clients listen on different ports`);
  }
  return first;
}

/**
 * Returns the node files of a pool.
 *
 * @throws Error if it has none
 */
export function poolFiles(inputs: ClusterInputs, pool: PoolPlan): NodeFiles {
  const files = inputs.files.pools[pool.name];
  if (!files) throw new Error(`pool ${pool.name} has no node files`);
  return files;
}

/**
 * Returns the pool whose firewall group and permissions the migrations job has: one that reaches the datastore.
 *
 * @throws Error if the datacenter has none
 */
export function poolOfMigrations({ name, pools }: DatacenterPlan): PoolPlan {
  const pool = pools.find(({ role }) => role !== 'data-plane');
  if (!pool) throw new Error(`no pool of ${name} reaches the datastore`);
  return pool;
}

/** The migrations job is in the `.tf` file of the blue traditional pool. */
export const MIGRATIONS_PART = KONG;

/**
 * Builds the resource whose change replaces the migrations job: it runs again when something changes that the schema
 * depends on.
 */
export function addMigrationsCause(scope: StackScope): DataResource {
  const { plugins, migrations } = scope.plan.kong;
  const { release, packageUrl, packageSha256, image } = migrations;
  return new DataResource(scope.part(MIGRATIONS_PART), terraformName(MIGRATIONS_JOB), {
    input: {
      kong_version: release,
      package_url: packageUrl === undefined ? '' : hclText(packageUrl),
      package_sha256: packageSha256 ?? '',
      image: image ?? '',
      plugins: plugins.map((plugin) => plugin.name).join(','),
    },
  });
}
