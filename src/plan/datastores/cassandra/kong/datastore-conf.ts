import type { DatacenterPlan, Plan } from '../../../plan';
import { cassandraOf, ringOf } from '../of-plan';
import type { RingPlan } from '../plan';
import type { ConfEntry, ConfSection } from '../../../pools/nodes/conf-text';
import { kongKnowsKey } from '../../../pools/nodes/keys';
import { DATASTORE_ANSWER_SECONDS } from '../../../pools/nodes/time-limits';
import { cassandraLbPolicy } from './lb-policy';

/** Makes Kong's settings to find and read Cassandra: the same for the pool and for the migrations job. */
export function datastoreSection(plan: Plan, datacenter: DatacenterPlan, version: string): ConfSection {
  const entries: ConfEntry[] = [
    { key: 'database', value: 'cassandra' },
    {
      key: 'cassandra_contact_points',
      value: cassandraOf(datacenter)
        .nodes.map((node) => node.address)
        .join(','),
    },
    { key: 'cassandra_port', value: 9042 },
    { key: 'cassandra_keyspace', value: 'kong' },
    { key: 'cassandra_username', value: 'kong' },
    { key: 'cassandra_lb_policy', value: cassandraLbPolicy(version) },
    { key: 'cassandra_local_datacenter', value: datacenter.name },
    ...consistencyEntries(version, ringOf(plan)),
    ...(kongKnowsKey(version, 'cassandra_refresh_frequency')
      ? [{ key: 'cassandra_refresh_frequency', value: 60 }]
      : []),
  ];
  return {
    why: [
      "The nodes of this datacenter alone: the driver learns of the others from the ring, and a list with other datacenters'",
      'nodes would replace every pool when one is added. At each start the order is turned by machine, those that answer',
      'first: up to Kong 2.8 a silent address before the first live one keeps Kong from starting. cassandra_password is',
      "put in at the same time, from the cloud's secret manager.",
    ],
    entries,
  };
}

/** Makes the time limit of a pool's nodes for one answer of Cassandra. */
export function timeLimitSection(): ConfSection {
  return {
    why: [
      'A node that does not answer costs a request five seconds. Should all nodes of this datacenter be away, the driver tries',
      'the others in vain, since the firewall keeps their port closed: Kong then serves from its cache until one is back.',
    ],
    entries: [{ key: 'cassandra_timeout', value: DATASTORE_ANSWER_SECONDS * 1_000 }],
  };
}

/** Makes the entries of consistency: one key up to 2.0, two from 2.1 on. One key takes the stricter of both levels. */
function consistencyEntries(version: string, { readConsistency, writeConsistency }: RingPlan): ConfEntry[] {
  if (kongKnowsKey(version, 'cassandra_read_consistency')) {
    return [
      { key: 'cassandra_read_consistency', value: readConsistency },
      { key: 'cassandra_write_consistency', value: writeConsistency },
    ];
  }
  return [{ key: 'cassandra_consistency', value: stricter(readConsistency, writeConsistency) }];
}

/** Levels from the weakest to the strictest. */
const CONSISTENCIES = ['LOCAL_ONE', 'ONE', 'LOCAL_QUORUM', 'QUORUM', 'EACH_QUORUM', 'ALL'];

function stricter(a: string, b: string): string {
  return CONSISTENCIES.indexOf(a) >= CONSISTENCIES.indexOf(b) ? a : b;
}

/** Makes the settings that only the first migration reads, and so only the migrations job needs. */
export function schemaSection(plan: Plan, version: string): ConfSection {
  const replication = Object.entries(ringOf(plan).replication).map(([name, replicas]) => `${name}:${replicas}`);
  return {
    why: [
      'Read only where Kong creates its keyspace, which the initialisation of the ring has done already with the same map.',
      'The time limits hold for releases whose migrations have no --db-timeout: a schema change must reach every datacenter.',
    ],
    entries: [
      { key: 'cassandra_repl_strategy', value: 'NetworkTopologyStrategy' },
      { key: 'cassandra_data_centers', value: replication.join(',') },
      { key: 'cassandra_timeout', value: 60_000 },
      ...(kongKnowsKey(version, 'cassandra_schema_consensus_timeout')
        ? [{ key: 'cassandra_schema_consensus_timeout', value: 120_000 }]
        : []),
    ],
  };
}

/**
 * Makes the settings for how soon a change made anywhere holds here; Kong 0.10 spreads changes by Serf and has none of
 * these keys.
 */
export function propagationSection(plan: Plan, version: string): ConfSection {
  const { databaseUpdatePropagationSeconds } = plan.kong;
  if (!kongKnowsKey(version, 'db_update_propagation')) return { why: [], entries: [] };
  return {
    why: [
      'Changes made elsewhere hold here after db_update_frequency + db_update_propagation seconds. The second must not be 0',
      'with Cassandra: it is the time that a row may take to reach this datacenter, before caches ask for it again.',
      ...cacheReason(version),
    ],
    entries: [
      { key: 'db_update_frequency', value: 5 },
      { key: 'db_update_propagation', value: databaseUpdatePropagationSeconds },
      ...cacheEntries(version),
    ],
  };
}

/**
 * Makes the cache's settings. A hit stays cached until it changes, so that traffic outlives the datastore. A miss
 * expires, since it may have been cached before its row arrived. A release with one time for both gets an hour; from
 * 0.14 on it still uses an expired entry while the datastore is away.
 */
function cacheEntries(version: string): ConfEntry[] {
  if (kongKnowsKey(version, 'db_cache_neg_ttl')) {
    return [
      { key: 'db_cache_ttl', value: 0 },
      { key: 'db_cache_neg_ttl', value: 300 },
    ];
  }
  return [
    { key: 'db_cache_ttl', value: 3_600 },
    ...(kongKnowsKey(version, 'db_resurrect_ttl') ? [{ key: 'db_resurrect_ttl', value: 30 }] : []),
  ];
}

function cacheReason(version: string): string[] {
  return kongKnowsKey(version, 'db_cache_neg_ttl')
    ? [
        'What is found stays cached until it changes, so that traffic outlives the datastore; what is not found is asked for',
        'again after a while, since a miss may have been cached before its row arrived.',
      ]
    : [
        'This release has one time for hits and misses: an hour, after which a miss cached before its row arrived is healed.',
      ];
}
