import { compareVersions } from '../../../../kernel/version';
import type { DatacenterPlan, Plan } from '../../../plan';
import type { ConfEntry, ConfSection } from '../../../pools/nodes/conf-text';
import { kongDefault, kongKnowsKey } from '../../../pools/nodes/keys';
import { DATASTORE_ANSWER_SECONDS } from '../../../pools/nodes/time-limits';
import { postgresqlIn, postgresqlOf } from '../of-plan';
import { CONNECTIONS_PER_WORKER } from '../sizing/figures';

/** Machines keep the certificates of the server's authorities here. */
export const AUTHORITY_FILE = '/etc/kong/postgresql-ca.pem';

/** Ubuntu's own list of authorities, for releases of Kong that do not know it as `system`. */
const SYSTEM_AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** Leaf, the authority of a region, and its root. */
const VERIFY_DEPTH = 3;

/** Kong's DNS client may use an answer for so many seconds after its time; later releases would for an hour. */
const STALE_SECONDS = 10;

/** Requests of a worker that wait for a connection; further ones are refused at once. */
const BACKLOG = 100;

/** Makes Kong's settings to find PostgreSQL and to trust it: the same for the pool and for the migrations job. */
export function connectionSection(plan: Plan, version: string): ConfSection {
  const { host, port, user, database } = postgresqlOf(plan);
  const system = compareVersions(version, '3.0.0') >= 0 ? 'system' : SYSTEM_AUTHORITIES;
  return {
    why: [
      'A private name of this datacenter, which leads to the primary wherever it is after a failover. The server refuses whoever',
      'comes without TLS, since pg_ssl alone would go on in plain text with a server that has none. Its certificate must be of',
      "the cloud's own authorities; Kong compares no names. pg_password is put in when the node starts.",
    ],
    entries: [
      { key: 'database', value: 'postgres' },
      { key: 'pg_host', value: host },
      { key: 'pg_port', value: port },
      { key: 'pg_user', value: user },
      { key: 'pg_database', value: database },
      { key: 'pg_ssl', value: 'on' },
      { key: 'pg_ssl_verify', value: 'on' },
      { key: 'lua_ssl_trusted_certificate', value: `${system},${AUTHORITY_FILE}` },
      { key: 'lua_ssl_verify_depth', value: VERIFY_DEPTH },
    ],
  };
}

/**
 * Makes Kong's settings to read from the replica of its datacenter; none where there is none. TLS is said again, since Kong
 * takes it from no other key, and would start all the same against a server that refuses plain text.
 */
export function replicaSection(plan: Plan, datacenter: DatacenterPlan): ConfSection[] {
  if (!readsReplica(datacenter)) return [];
  return [
    {
      why: [
        "The replica of this datacenter answers what Kong's caches miss. Writes, the Admin API, migrations and the first look of",
        'a node that starts go to the primary. What is not stated for it is as for the primary, but for TLS, which would be off.',
      ],
      entries: [
        { key: 'pg_ro_host', value: postgresqlOf(plan).replicaHost },
        { key: 'pg_ro_ssl', value: 'on' },
        { key: 'pg_ro_ssl_verify', value: 'on' },
      ],
    },
  ];
}

/** True if Kong of the datacenter reads from a replica. */
export function readsReplica(datacenter: DatacenterPlan): boolean {
  return postgresqlIn(datacenter).part === 'replica';
}

/** Makes the limits of a pool's nodes: how many connections they open, and how long they wait for an answer. */
export function limitSection(version: string): ConfSection {
  const pools: ConfEntry[] = kongKnowsKey(version, 'pg_pool_size')
    ? [
        { key: 'pg_pool_size', value: CONNECTIONS_PER_WORKER.value },
        { key: 'pg_backlog', value: BACKLOG },
      ]
    : [];
  return {
    why: [
      `Each worker opens at most ${CONNECTIONS_PER_WORKER.value} connections, which max_connections of the server is reckoned for. A query waits five seconds for`,
      'one of them and five for its answer: without these limits misses would queue for a minute each while the server hangs.',
      'What is cached is served all the while.',
    ],
    entries: [
      { key: 'pg_timeout', value: DATASTORE_ANSWER_SECONDS * 1_000 },
      ...pools,
      { key: 'pg_max_concurrent_queries', value: CONNECTIONS_PER_WORKER.value },
      { key: 'pg_semaphore_timeout', value: DATASTORE_ANSWER_SECONDS * 1_000 },
    ],
  };
}

const CHANGES_OF_ONE_INSTANCE = [
  'Changes made on other nodes hold here after db_update_frequency seconds. Nothing has to travel before: one instance answers',
  'everybody. What is found stays cached until it changes, so that traffic outlives the datastore.',
];

const CHANGES_OF_A_REPLICA = [
  'Changes made on other nodes hold here after db_update_frequency seconds, and the time that they take to the replica. One',
  'that takes longer than db_update_propagation is never noticed: keep the lag of the replica below. What is found stays',
  'cached until it changes, so that traffic outlives the datastore.',
];

/** A replica may be late by so many seconds at least before changes are missed. */
const LEAST_PROPAGATION_SECONDS = 15;

/** Returns the seconds that a change may take to where Kong of the datacenter reads. */
export function propagationSeconds({ kong }: Pick<Plan, 'kong'>, datacenter: DatacenterPlan): number {
  return readsReplica(datacenter) ? Math.max(LEAST_PROPAGATION_SECONDS, kong.databaseUpdatePropagationSeconds) : 0;
}

/** Makes the settings for how soon a change, or a failover, is noticed. */
export function propagationSection(plan: Plan, datacenter: DatacenterPlan, version: string): ConfSection {
  const late = propagationSeconds(plan, datacenter);
  const keepsStale = Number(kongDefault(version, 'dns_stale_ttl')) > STALE_SECONDS;
  return {
    why: [
      ...(late === 0 ? CHANGES_OF_ONE_INSTANCE : CHANGES_OF_A_REPLICA),
      ...(keepsStale
        ? ['An old address of the server is not used for an hour, as this release would after a failover.']
        : []),
    ],
    entries: [
      { key: 'db_update_frequency', value: 5 },
      { key: 'db_update_propagation', value: late },
      { key: 'db_cache_ttl', value: 0 },
      ...(keepsStale ? [{ key: 'dns_stale_ttl', value: STALE_SECONDS }] : []),
    ],
  };
}
