import type { PoolColour, PoolKind, PoolRole } from './pools/pool';

/**
 * Every name that leaves topogen: a promise, since Terraform replaces most of what is renamed. Names carry the topology
 * and the datacenter and no hash; the spec limits both so that the longest, a Google service account of 30, still fits.
 */

/** `edge-us-east-kong`: a resource of one datacenter. */
export function resourceName(topology: string, datacenter: string, ...parts: readonly string[]): string {
  return [topology, datacenter, ...parts].join('-');
}

/** Kong's word: the role of its machines, the tier that they stand in, and how the names of its pools begin. */
export const KONG = 'kong';

/** The migrations job: its folder of node files and the last part of its machine's name. */
export const MIGRATIONS_JOB = `${KONG}-migrations`;

const ROLE_WORDS: Readonly<Record<PoolRole, readonly string[]>> = {
  traditional: [],
  'control-plane': ['control'],
  'data-plane': ['data'],
};

const COLOUR_WORDS: Readonly<Record<PoolColour, readonly string[]>> = { blue: [], green: ['green'] };

/**
 * The name of a pool: in names of its resources, as the `.tf` file that holds them, as its folder of node files, and in
 * its flows. It follows from role and colour alone, so that no pool is renamed when another one comes or goes: `kong` is
 * the blue traditional one, the only pool of most datacenters; `kong-control-green` is the longest.
 */
export function poolName({ role, colour }: PoolKind): string {
  return [KONG, ...ROLE_WORDS[role], ...COLOUR_WORDS[colour]].join('-');
}

/** `edge-us-east-kong`: the scaling group of a pool, which rights and nodes name too. */
export function poolGroupName(topology: string, datacenter: string, pool: { readonly name: string }): string {
  return resourceName(topology, datacenter, pool.name);
}

/** `kong_pool`: the output that names the scaling group of a pool. */
export function poolOutput(pool: { readonly name: string }): string {
  return terraformName(pool.name, 'pool');
}

const SHORT_NAMES: Readonly<Record<PoolRole, Readonly<Record<PoolColour, string>>>> = {
  traditional: { blue: KONG, green: 'kogr' },
  'control-plane': { blue: 'kocp', green: 'kcpg' },
  'data-plane': { blue: 'kodp', green: 'kdpg' },
};

/** Four characters for a pool, where a name has room for no more: a Google service account. */
export function shortPoolName({ role, colour }: PoolKind): string {
  return SHORT_NAMES[role][colour];
}

/** The name of a secret in its datacenter's secret manager, which nodes ask for: `edge-us-east-cassandra-kong-password`. */
export function secretName(topology: string, datacenter: string, key: string): string {
  return resourceName(topology, datacenter, key);
}

/**
 * `edge.topogen.internal`: the private DNS zone of every datacenter's own network. The label of our own keeps it apart from
 * the zones that the clouds answer under `.internal`: `google.internal` (metadata), `<project>.internal`, `ec2.internal`.
 */
export function privateZone(topology: string): string {
  return `${topology}.topogen.internal`;
}

/**
 * `redis.edge.topogen.internal`: in each datacenter the name of its own Redis. Kong asks the machine's resolver by itself and
 * follows CNAMEs: tried with the DNS clients of Kong 0.10, 0.13, 2.8 and 3.3 on systemd-resolved, against a chain of CNAMEs
 * as ElastiCache's names are and a plain A record.
 */
export function redisHost(topology: string): string {
  return `redis.${privateZone(topology)}`;
}

/** `network-us-east` */
export function networkStack(datacenter: string): string {
  return `network-${datacenter}`;
}

/** `cluster-us-east` */
export function clusterStack(datacenter: string): string {
  return `cluster-${datacenter}`;
}

export const LINKS_STACK = 'links';
export const SHARED_STACK = 'shared';

/** `us-east--eu-west`, the datacenter with the lower index first. */
export function linkId(left: string, right: string): string {
  return `${left}--${right}`;
}

/** A Terraform name: hyphens become underscores; datacenter names cannot contain any, so no two can meet. */
export function terraformName(...parts: readonly string[]): string {
  return parts.join('_').replaceAll('-', '_');
}
