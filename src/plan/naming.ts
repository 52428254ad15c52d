import type { PoolColour } from '../kernel/kong-upgrade';
import type { PoolKind, PoolRole } from './pools/pool';

/*
 * These functions make every name that leaves topogen. A name must never change, since Terraform replaces most renamed
 * resources. Names have the topology and the datacenter in them and no hash; the spec limits both so that the longest,
 * a Google service account of 30, still fits.
 */

/** Returns the name of a resource of one datacenter: `edge-us-east-kong`. */
export function resourceName(topology: string, datacenter: string, ...parts: readonly string[]): string {
  return [topology, datacenter, ...parts].join('-');
}

/** Returns the name of the workspace of HCP Terraform that has the state of a stack. */
export function workspaceName(topology: string, stack: string): string {
  return `${topology}-${stack}`;
}

/** The role of Kong's machines, the tier that they are in, and the beginning of the names of its pools. */
export const KONG = 'kong';

/** The migrations job has this folder of node files, and this last part of its machine's name. */
export const MIGRATIONS_JOB = `${KONG}-migrations`;

const ROLE_WORDS: Readonly<Record<PoolRole, readonly string[]>> = {
  traditional: [],
  'control-plane': ['control'],
  'data-plane': ['data'],
};

const COLOUR_WORDS: Readonly<Record<PoolColour, readonly string[]>> = { blue: [], green: ['green'] };

/**
 * Returns the name of a pool, which is in the names of its resources and of its `.tf` file, is its folder of node
 * files, and is in its flows. It follows from role and colour alone, so that no pool is renamed when another one is
 * added or removed: `kong` is the blue traditional one, the only pool of most datacenters; `kong-control-green` is the
 * longest.
 */
export function poolName({ role, colour }: PoolKind): string {
  return [KONG, ...ROLE_WORDS[role], ...COLOUR_WORDS[colour]].join('-');
}

/** Returns the name of a pool's scaling group, which permissions and nodes refer to: `edge-us-east-kong`. */
export function poolGroupName(topology: string, datacenter: string, pool: { readonly name: string }): string {
  return resourceName(topology, datacenter, pool.name);
}

/** Returns the name of the output with the name of a pool's scaling group: `kong_pool`. */
export function poolOutput(pool: { readonly name: string }): string {
  return terraformName(pool.name, 'pool');
}

const SHORT_NAMES: Readonly<Record<PoolRole, Readonly<Record<PoolColour, string>>>> = {
  traditional: { blue: KONG, green: 'kogr' },
  'control-plane': { blue: 'kocp', green: 'kcpg' },
  'data-plane': { blue: 'kodp', green: 'kdpg' },
};

/** Returns four characters for a pool, for a name that has room for no more: a Google service account. */
export function shortPoolName({ role, colour }: PoolKind): string {
  return SHORT_NAMES[role][colour];
}

/**
 * Returns the name of a secret in its datacenter's secret manager, by which nodes fetch it:
 * `edge-us-east-cassandra-kong-password`.
 */
export function secretName(topology: string, datacenter: string, key: string): string {
  return resourceName(topology, datacenter, key);
}

/**
 * Returns the private DNS zone of every datacenter's own network: `edge.topogen.internal`. topogen's label keeps it
 * apart from the zones that the clouds serve under `.internal`: `google.internal` (metadata), `<project>.internal`,
 * `ec2.internal`.
 */
export function privateZone(topology: string): string {
  return `${topology}.topogen.internal`;
}

/**
 * Returns the name of the Redis in each datacenter: `redis.edge.topogen.internal`. Kong queries the machine's resolver
 * itself and follows CNAMEs: tried with the DNS clients of Kong 0.10, 0.13, 2.8 and 3.3 on systemd-resolved, with a
 * chain of CNAMEs like ElastiCache's names and with a plain A record.
 */
export function redisHost(topology: string): string {
  return `redis.${privateZone(topology)}`;
}

/** Returns the name of a managed datastore in each datacenter, by its engine: `postgresql.edge.topogen.internal`. */
export function datastoreHost(topology: string, engine: string): string {
  return `${engine}.${privateZone(topology)}`;
}

/** Returns the name of Kong's control planes in each datacenter: `control.edge.topogen.internal`. */
export function controlHost(topology: string): string {
  return `control.${privateZone(topology)}`;
}

/** The seed's bucket, the role that other clouds' machines read it by, and the audience of their tokens have this last part. */
export const SEED = 'seed';

/** Resources of the exports of Kong's configuration are called this, and the file that they are in. */
export const EXPORTS = 'exports';

/** Returns the name of the bucket of exports, without what makes it unique: `edge-us-east-export`. */
export function exportBucket(topology: string, datacenter: string): string {
  return resourceName(topology, datacenter, 'export');
}

/** Resources of the logs of units are called this, and the file that they are in. */
export const JOURNALS = 'journals';

/** Returns the name of what keeps the logs of a datacenter's units: `edge-us-east-journals`. */
export function journalsName(topology: string, datacenter: string): string {
  return resourceName(topology, datacenter, JOURNALS);
}

/** Returns the name of the replica of a managed datastore in each datacenter. */
export function replicaHost(topology: string, engine: string): string {
  return `${engine}-replica.${privateZone(topology)}`;
}

/** Returns the name of a datacenter's network stack: `network-us-east`. */
export function networkStack(datacenter: string): string {
  return `network-${datacenter}`;
}

/** Returns the name of a datacenter's cluster stack: `cluster-us-east`. */
export function clusterStack(datacenter: string): string {
  return `cluster-${datacenter}`;
}

export const LINKS_STACK = 'links';
export const SHARED_STACK = 'shared';
export const DNS_STACK = 'dns';

/** Returns the id of a link: `us-east--eu-west`, the datacenter with the lower index first. */
export function linkId(left: string, right: string): string {
  return `${left}--${right}`;
}

/**
 * Returns a Terraform name: hyphens become underscores. Names of datacenters have no underscores, so no two become the
 * same.
 */
export function terraformName(...parts: readonly string[]): string {
  return parts.join('_').replaceAll('-', '_');
}

/** Returns the namespace of what machines of a topology tell of memory and disks, where a cloud has namespaces. */
export function hostsNamespace(topology: string): string {
  return `${daysNamespace(topology)}/machines`;
}

/** Returns the namespace of the metrics that the nodes of a topology tell, where a cloud has namespaces. */
export function daysNamespace(topology: string): string {
  return `topogen/${topology}`;
}
