import { DataResource } from 'cdktf';
import { hclText } from '../kernel/text/hcl';
import { KONG, MIGRATIONS_JOB, terraformName } from '../plan/naming';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { DatacenterPlan } from '../plan/plan';
import type { PoolPlan } from '../plan/pools/pool';
import { kongHealthPath } from '../plan/pools/ports';
import type { ClusterInputs, StackScope } from './contract';

/*
 * What every cloud builds of Kong in the same way.
 */

/** What a balancer asks of the pools behind it: they share it, so they listen and answer alike. */
export interface BalancedPorts {
  readonly proxy: number;
  readonly proxyTls: number;
  readonly status: number;
  readonly healthPath: string;
}

/** Throws when the pools that take clients of a datacenter differ in what one balancer can ask of them, or when none does. */
export function balancedPorts(datacenter: DatacenterPlan): BalancedPorts {
  const asked = datacenter.pools
    .filter(({ takesClients }) => takesClients)
    .map(({ release, ports: { proxy, proxyTls, status } }) => {
      return { proxy, proxyTls, status, healthPath: kongHealthPath(release) };
    });
  const [first] = asked;
  if (!first) throw new Error(`no pool of ${datacenter.name} takes clients`);
  if (asked.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    throw new Error(`the pools of ${datacenter.name} that take clients listen on different ports`);
  }
  return first;
}

/** The node files of a pool. Throws when it was given none. */
export function poolFiles(inputs: ClusterInputs, pool: PoolPlan): NodeFiles {
  const files = inputs.files.pools[pool.name];
  if (!files) throw new Error(`pool ${pool.name} has no node files`);
  return files;
}

/**
 * The pool that the migrations job is one of for firewalls and rights: one that reaches the datastore. Throws when the
 * datacenter has none.
 */
export function poolOfMigrations({ name, pools }: DatacenterPlan): PoolPlan {
  const pool = pools.find(({ role }) => role !== 'data-plane');
  if (!pool) throw new Error(`no pool of ${name} reaches the datastore`);
  return pool;
}

/** The `.tf` file of the migrations job: that of the blue traditional pool. */
export const MIGRATIONS_PART = KONG;

/** What the migrations job is replaced with: it runs again when something changes that the schema depends on. */
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
