import { DataResource } from 'cdktf';
import { hclText } from '../kernel/text/hcl';
import { KONG, MIGRATIONS_JOB, terraformName } from '../plan/naming';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { DatacenterPlan, Plan } from '../plan/plan';
import { makesMetricsPlugin } from '../plan/pools/nodes/metrics-plugin';
import type { PoolPlan } from '../plan/pools/pool';
import { balancedHealthPath } from '../plan/pools/ports';
import type { ClusterInputs, StackScope } from './contract';

/* These functions build the parts of Kong that are the same on every cloud. */

/** The ports and path that all pools behind one balancer have in common. */
export interface BalancedPorts {
  readonly proxy: number;
  readonly proxyTls: number;
  readonly status: number;
  /** Path of health checks on the status port. */
  readonly healthPath: string;
}

/**
 * Returns the pools of a datacenter that its balancer knows, the one that takes clients among them.
 *
 * @throws Error if none of them takes clients
 */
export function balancedPools({ name, pools }: DatacenterPlan): {
  readonly all: readonly PoolPlan[];
  readonly serving: PoolPlan;
} {
  const all = pools.filter(({ balanced }) => balanced);
  const serving = all.find(({ takesClients }) => takesClients);
  if (!serving) throw new Error(`no pool of ${name} takes clients`);
  return { all, serving };
}

/**
 * Returns the ports that a datacenter's balanced pools have in common.
 *
 * @throws Error if they differ, or if no pool takes clients
 */
export function balancedPorts(datacenter: DatacenterPlan): BalancedPorts {
  const { all, serving } = balancedPools(datacenter);
  const portsOf = ({ role, ports: { proxy, proxyTls, status } }: PoolPlan): BalancedPorts => {
    return { proxy, proxyTls, status, healthPath: balancedHealthPath({ role }) };
  };
  const asked = all.map(portsOf);
  const first = portsOf(serving);
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
 * Returns the pool whose firewall group and permissions the migrations job has: one that reaches the datastore, of the job's
 * own release if there is one, so that the job stays as it is when the other pool goes.
 *
 * @throws Error if the datacenter has none
 */
export function poolOfMigrations({ name, pools }: DatacenterPlan, { kong }: Plan): PoolPlan {
  const reaching = pools.filter(({ role }) => role !== 'data-plane');
  const pool = reaching.find(({ release }) => release === kong.migrations.release) ?? reaching[0];
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
  const { release, packageUrl, packageSha256, image, finishes } = migrations;
  return new DataResource(scope.part(MIGRATIONS_PART), terraformName(MIGRATIONS_JOB), {
    input: {
      kong_version: release,
      package_url: packageUrl === undefined ? '' : hclText(packageUrl),
      package_sha256: packageSha256 ?? '',
      image: image ?? '',
      plugins: plugins.map((plugin) => plugin.name).join(','),
      ...(finishes ? { finishes: true } : {}),
      ...(makesMetricsPlugin(scope.plan) ? { metrics: true } : {}),
    },
  });
}
