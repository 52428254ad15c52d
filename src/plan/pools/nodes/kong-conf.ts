import type { Text } from '../../../kernel/text/text';
import type { DatacenterPlan, Plan } from '../../plan';
import { confText, type ConfEntry, type ConfSection } from './conf-text';
import { datastoreOf } from '../../datastores/registry';
import { certificateEntries } from './certificate-files';
import { kongDefault, kongKnowsKey } from './keys';
import { FILE_LIMITS } from './open-files';
import { listenerSection } from './listener-conf';
import { readsDatastore } from '../client-pools';
import { clusterSections } from './cluster-conf';
import { memoryCacheMib } from './memory';
import type { PoolPlan } from '../pool';
import { withTrustOfRedis } from './redis-files';
import { requestEntries, requestWords } from './requests';
import { kongNeedsSerf } from '../ports';

/** Renders the kong.conf of a pool: the same for all its nodes, and independent of other datacenters. */
export function kongPoolConf(plan: Plan, datacenter: DatacenterPlan, pool: PoolPlan): Text<'kong-conf'> {
  const { release } = pool;
  const sections = [
    ...withTrustOfRedis(
      readsDatastore(pool.role) ? datastoreOf(plan).kong.poolSettings(plan, datacenter, release) : [],
      plan,
      datacenter,
    ),
    ...clusterSections(plan.kong, pool),
    listenerSection(plan, pool, datacenter.tiers.balancer ?? ''),
    ...certificateSections(datacenter, pool),
    ...(kongNeedsSerf(release) ? [serfSection()] : []),
    workerSection(pool),
    clientSection(plan, release),
    logSection(plan, pool),
  ];
  return confText(
    [`Kong ${release} in datacenter ${datacenter.name} of topology ${plan.topology}.`],
    sections.map((section) => known(release, section)).filter(isWorthReading),
  );
}

/** Renders the kong.conf of the migrations job, which connects to the datastore and serves nobody. */
export function kongMigrationsConf(plan: Plan, datacenter: DatacenterPlan): Text<'kong-conf'> {
  const { release } = plan.kong.migrations;
  const sections = [
    ...datastoreOf(plan).kong.jobSettings(plan, datacenter, release),
    { why: [], entries: [{ key: 'anonymous_reports', value: 'off' }] },
  ];
  return confText(
    [`Kong ${release} for the migrations job of topology ${plan.topology}, run from ${datacenter.name}.`],
    sections.filter(isWorthReading),
  );
}

/** Makes the settings of the certificate that clients meet; none where Kong makes one itself. */
function certificateSections(datacenter: DatacenterPlan, pool: PoolPlan): ConfSection[] {
  const entries = certificateEntries(datacenter, pool);
  if (entries.length === 0) return [];
  const why = [
    'Clients meet this certificate, wherever the configuration has none for the name that they ask for. Certificate and key are',
    'in one file, which topogen-kong-certificate keeps new.',
  ];
  return [{ why, entries }];
}

/** Makes the settings of Serf, by which nodes of 0.10 tell each other of changes. */
function serfSection(): ConfSection {
  return {
    why: [
      'cluster_advertise and cluster_encrypt_key are put in when the node starts: its own address, and a key that every node',
      "derives from the datastore's password.",
    ],
    entries: [{ key: 'cluster_listen', value: '0.0.0.0:7946' }],
  };
}

function workerSection(pool: PoolPlan): ConfSection {
  const main = kongKnowsKey(pool.release, 'nginx_main_worker_processes');
  return {
    why: [
      `One worker for each of the ${pool.vcpus} vCPUs; the caches are cut from the machine's ${pool.memoryGib} GiB of memory.`,
      ...(main
        ? ["The limits are written out, as this release's own `auto` stops at 16384 files."]
        : ["The limit of files is the unit's LimitNOFILE."]),
      ...(needsWorkerConsistency(pool.release)
        ? [
            'Routes are rebuilt beside requests instead of before one (eventual). The pool of connections to services has the',
            'sizes that Kong made its defaults later, in 3.4.',
          ]
        : kongKnowsKey(pool.release, 'upstream_keepalive_pool_size')
          ? ['The pool of connections to services has the sizes that Kong made its defaults later, in 3.4.']
          : []),
    ],
    entries: [
      { key: main ? 'nginx_main_worker_processes' : 'nginx_worker_processes', value: 'auto' },
      { key: 'nginx_main_worker_rlimit_nofile', value: FILE_LIMITS.files },
      { key: 'nginx_events_worker_connections', value: FILE_LIMITS.connections },
      { key: 'mem_cache_size', value: `${memoryCacheMib(pool)}m` },
      ...(needsWorkerConsistency(pool.release) ? [{ key: 'worker_consistency', value: 'eventual' }] : []),
      { key: 'worker_state_update_frequency', value: 5 },
      { key: 'upstream_keepalive_pool_size', value: 512 },
      { key: 'upstream_keepalive_max_requests', value: 1_000 },
    ],
  };
}

/** True if the release rebuilds routes before a request unless told otherwise; from 3.0 the key only brings warnings. */
function needsWorkerConsistency(release: string): boolean {
  return kongKnowsKey(release, 'worker_consistency') && kongDefault(release, 'worker_consistency') !== 'eventual';
}

/** Makes the settings of headers towards clients, and of the senders that Kong trusts. */
function clientSection({ kong }: Plan, version: string): ConfSection {
  return {
    why: [
      ...(kongKnowsKey(version, 'trusted_ips') && kong.balancer === 'cloud'
        ? [
            "trusted_ips stays empty: both clouds' balancers hand packets on with the client's own address and add no header, so",
            'whoever sends X-Forwarded-For is a client, who could write anything into it. Name the ranges of a proxy or CDN here',
            'only when one stands in front.',
          ]
        : []),
      'Clients are not told which release answers them.',
    ],
    entries: [
      { key: 'headers', value: 'latency_tokens' },
      { key: 'server_tokens', value: 'off' },
      { key: 'latency_tokens', value: 'on' },
    ],
  };
}

function logSection(plan: Plan, pool: PoolPlan): ConfSection {
  return {
    why: requestWords(plan, pool),
    entries: [
      { key: 'log_level', value: 'notice' },
      ...requestEntries(plan, pool),
      { key: 'anonymous_reports', value: 'off' },
    ],
  };
}

/** Returns a section without the settings that the release lacks. */
function known(version: string, section: ConfSection): ConfSection {
  return {
    ...section,
    entries: section.entries.filter(({ key }: ConfEntry) => isInclude(key) || kongKnowsKey(version, key)),
  };
}

/** Kong knows these keys by their beginning; who adds one knows the releases that have it. */
function isInclude(key: string): boolean {
  return /^nginx_([a-z]+_include|proxy_set_real_ip_from|proxy_access_log)$/.test(key);
}

function isWorthReading({ why, entries }: ConfSection): boolean {
  return why.length > 0 || entries.length > 0;
}
