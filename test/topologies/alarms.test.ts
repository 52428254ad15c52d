import type { Attributes, Resources } from '../../src/clouds/resources';
import { PRICE_LISTS } from '../../src/clouds/facts';
import type { AlarmKind } from '../../src/kernel/alarm';
import { planCost } from '../../src/report/cost/plan-cost';
import { UNWATCHED } from '../../src/report/unwatched';
import { casesOf } from '../support/effort';
import { emittedStacks, resourcesOf } from '../support/emitted';
import { synthesizeMonitored } from '../support/monitored';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped, type Synthesized } from '../support/synthesized';

/** The law of alarms: everything that a topology is made of, and every promise of it, has an alarm or a reason that the page tells. */

/** Those that differ most in what is watched: both datastores, modes of Kong, and entrances. */
const DIFFERENT = [
  'monitored',
  'postgresql-traditional',
  'postgresql-google',
  'postgresql-hybrid',
  'certificate',
  'hub',
];

/** Those in the short run have every type of resource between them. */
const TOPOLOGIES = casesOf(readyMade(), [...DIFFERENT, 'private', 'front-door', 'haproxy', 'redis', 'aws-pair-ipsec']);

type Watch = AlarmKind | keyof typeof UNWATCHED;

/** Every type of resource: the alarm that watches it, or the reason why none does. */
const TYPES: readonly (readonly [RegExp, Watch])[] = [
  [/^(aws_lb_target_group|google_compute_region_backend_service)$/, 'nodes'],
  [/^(aws_autoscaling_group|google_compute_region_instance_group_manager)$/, 'ceiling'],
  [/^(aws_autoscaling_policy|aws_launch_template|google_compute_region_(autoscaler|instance_template))$/, 'ceiling'],
  [/^(aws_instance|google_compute_instance)$/, 'machine'],
  [/^(aws_ebs_volume|google_compute_disk)$/, 'data-disk'],
  [/^(aws_volume_attachment|aws_network_interface|google_compute_disk)$/, 'machine'],
  [/^(aws_cloudwatch_log_metric_filter|google_logging_metric)$/, 'serving'],
  [/^(aws_vpn_connection|google_compute_(vpn_tunnel|router_peer|router_interface))$/, 'tunnels'],
  [/^aws_ec2_transit_gateway(_\w+)?$/, 'peering'],
  [/^(aws_db_instance|google_sql_(database_instance|user))$/, 'connections'],
  [/^(aws_elasticache_replication_group|google_redis_instance)$/, 'memory'],
  [/^(aws_db_(parameter|subnet)_group|aws_elasticache_subnet_group|google_service_networking_connection)$/, 'services'],
  [/^(aws_customer_gateway|google_compute_(external|ha)_vpn_gateway|aws_eip(_association)?)$/, 'tunnels'],
  [/^(aws_(vpc|subnet|internet_gateway|nat_gateway|route|route_table)(_association)?|aws_vpc_endpoint)$/, 'services'],
  [/^(aws_lb|aws_lb_listener|google_compute_(address|global_address|forwarding_rule))$/, 'services'],
  [/^google_compute_(network|network_peering_\w+|subnetwork|router|router_nat|route|region_health_check)$/, 'services'],
  [/^(aws_route53_health_check|aws_route53_record|aws_route53_zone|google_dns_\w+)$/, 'names'],
  [/^google_compute_health_check$/, 'names'],
  [/^tls_\w+$/, 'cluster-certificate'],
  [/^(aws_s3_\w+|google_storage_\w+|google_iam_workload_\w+)$/, 'cluster'],
  // A bucket holds the seed, or exports.
  [/^(aws_s3_\w+|google_storage_\w+)$/, 'export'],
  [/^(aws_(iam|kms|secretsmanager)_\w+|aws_cloudwatch_log_group|aws_flow_log)$/, 'permissions'],
  [/^aws_(default_security_group|security_group|vpc_security_group_\w+)$/, 'permissions'],
  [
    /^(google_(secret_manager|service_account|project|logging|kms)\w*|google_compute_firewall|random_\w+)$/,
    'permissions',
  ],
  [/^(aws_dlm_\w+|aws_backup_\w+|google_compute_(disk_)?resource_policy\w*)$/, 'backup'],
  [/^(aws_cloudwatch_event_rule|google_logging_metric)$/, 'backup'],
  [/^aws_cloudwatch_event_rule$/, 'renewal'],
  [/^(aws_ssm_\w+|google_os_config_\w+)$/, 'logs'],
  [/^(terraform_data|aws_cloudwatch_dashboard|google_monitoring_dashboard)$/, 'permissions'],
];

/** Every promise of a generated test: what tells that it is no longer kept. One that is new has no row, and fails. */
const PROMISES: readonly (readonly [RegExp, Watch])[] = [
  // Names of links first: datacenters may be called anything.
  [/__\w+_at_/, 'tunnels'],
  [/__/, 'peering'],
  [/pool|kong|balancer|proxy|client/, 'nodes'],
  [/cassandra|database_node/, 'serving'],
  [/tunnel|link|session|ipsec|route|peer|vpn/, 'tunnels'],
  [/postgresql/, 'connections'],
  [/backed_up|backup|snapshot/, 'backup'],
  [/redis/, 'memory'],
  [/certificate/, 'cluster-certificate'],
  [/control|data_plane/, 'cluster'],
  [/^admin_api_is_not_open$/, 'permissions'],
];

function watchOf(table: readonly (readonly [RegExp, Watch])[], name: string): Watch | undefined {
  return table.find(([pattern]) => pattern.test(name))?.[1];
}

const IS_ALARM = /^(aws_cloudwatch_metric_alarm|google_monitoring_alert_policy)$/;

function alarmsIn(resources: Resources): [string, Attributes][] {
  return Object.entries(resources).flatMap(([type, named]) => (IS_ALARM.test(type) ? Object.entries(named) : []));
}

function stacksOf({ synthesis }: Synthesized): (readonly [string, Resources])[] {
  return emittedStacks(synthesis).map((stack) => [stack, resourcesOf(synthesis, stack)] as const);
}

test('without the key there is no alarm, and the page on operations tells of none', async () => {
  const { synthesis, topology } = await synthesizeShipped('two-clouds');
  expect(topology.plan.alarms).toEqual([]);
  expect(emittedStacks(synthesis).flatMap((stack) => alarmsIn(resourcesOf(synthesis, stack)))).toEqual([]);
  expect(pageOf({ synthesis, topology })).not.toContain('Alarms in operation');
});

function pageOf({ synthesis }: Synthesized): string {
  return synthesis.terraform.find(({ path }) => path === 'OPERATIONS.md')!.text;
}

describe.each(TOPOLOGIES)('%s', (name) => {
  test('everything that it is made of has an alarm or a reason, and the page has both', async () => {
    const monitored = await synthesizeMonitored(name);
    const page = pageOf(monitored);
    const kinds = new Set<string>(monitored.topology.plan.alarms.map(({ kind }) => kind));
    const told = (watch: Watch): boolean =>
      watch in UNWATCHED ? page.includes(`| ${UNWATCHED[watch]!.what} |`) : kinds.has(watch as AlarmKind);
    const types = new Set(stacksOf(monitored).flatMap(([, resources]) => Object.keys(resources)));
    const unwatched = [...types].filter((type) => {
      const watches = TYPES.filter(([pattern]) => pattern.test(type));
      return !IS_ALARM.test(type) && !watches.some(([, watch]) => told(watch));
    });
    expect(unwatched.filter((type) => !isSpare(type, monitored))).toEqual([]);
    const promises = promisesOf(monitored);
    expect(promises.length).toBeGreaterThanOrEqual(3);
    const untold = promises.filter((it) => {
      const watch = watchOf(PROMISES, it);
      return watch === undefined || !told(watch);
    });
    expect(untold).toEqual([]);
  });

  test('no machine, pool, tunnel or service of it is left out, and alarms watch nothing else', async () => {
    const monitored = await synthesizeMonitored(name);
    for (const [stack, resources] of stacksOf(monitored)) {
      const text = JSON.stringify(alarmsIn(resources));
      expect([stack, eachOne(resources).filter((address) => !text.includes(address))]).toEqual([stack, []]);
      const named = [...text.matchAll(/\$\{\(?((?:aws|google)_\w+\.\w+)\./g)].map(([, address]) => address!);
      const known = Object.entries(resources).flatMap(([type, of]) => Object.keys(of).map((id) => `${type}.${id}`));
      expect([stack, named.filter((address) => !known.includes(address))]).toEqual([stack, []]);
    }
  });

  test('each tells its own datacenter, says what to do, and names a heading that is there', async () => {
    const monitored = await synthesizeMonitored(name);
    const page = pageOf(monitored);
    const { alarms, datacenters } = monitored.topology.plan;
    expect(alarms.length).toBeGreaterThan(0);
    for (const [, resources] of stacksOf(monitored)) {
      for (const [id, alarm] of alarmsIn(resources)) {
        const { content } = (alarm['documentation'] ?? {}) as { content?: string };
        const words = String(alarm['alarm_description'] ?? content);
        expect([id, page.includes(`\n## ${/OPERATIONS\.md, "(.+)"\.$/.exec(words)?.[1]}\n`)]).toEqual([id, true]);
        expect(words.length).toBeLessThan(1_024);
        const own = String(alarm['alarm_name'] ?? alarm['display_name']);
        const targets = [...((alarm['alarm_actions'] ?? alarm['notification_channels']) as string[])];
        const at = datacenters.filter(({ name: dc, notify }) => own.includes(`-${dc}-`) && targets.includes(notify!));
        expect([id, at.length > 0]).toEqual([id, true]);
        // Whoever is called finds the page by the name that the call shows.
        const [heading = ''] =
          page
            .split(`\`${own}\``)[0]
            ?.match(/^## .*$/gm)
            ?.slice(-1) ?? [];
        expect([own, page.includes(`\`${own}\``), words.includes(`"${heading.slice(3)}"`)]).toEqual([own, true, true]);
      }
    }
  });
});

test('as many are paid for as are made: metrics on one cloud, conditions on metrics on the other', async () => {
  for (const name of DIFFERENT) {
    const monitored = await synthesizeMonitored(name);
    const made = stacksOf(monitored).flatMap(([, resources]) => alarmsIn(resources));
    const conditions = made.flatMap(([, it]) => (it['conditions'] as Attributes[] | undefined) ?? []);
    const metrics = made.filter(([, it]) => 'alarm_name' in it).length;
    const { lines } = planCost(monitored.topology.plan, PRICE_LISTS);
    const paidFor = lines.filter(({ role }) => role === 'alarms');
    const paidOf = (fits: (component: string) => boolean): number =>
      paidFor.filter(({ component }) => fits(component)).reduce((sum, { quantity = 0 }) => sum + quantity, 0);
    const [TOLD, READ] = ['metrics that nodes tell', 'metrics that are read of logs'];
    const filters = stacksOf(monitored).flatMap(([, it]) => Object.keys(it['aws_cloudwatch_log_metric_filter'] ?? {}));
    expect([name, paidOf((it) => it === TOLD)]).toEqual([
      name,
      made.filter(([, it]) => it['metric_name'] === 'DaysLeft').length,
    ]);
    expect([name, paidOf((it) => it === READ)]).toEqual([name, filters.length]);
    const paid = paidOf((it) => it !== TOLD && it !== READ);
    expect([name, paid]).toEqual([name, metrics + conditions.filter((it) => !('condition_matched_log' in it)).length]);
  }
});

test('limits are those of what is sized: late by more than Kong allows and RDS tells of a quiet replica, four in five connections, 30 % of the disk free', async () => {
  const { synthesis, topology } = await synthesizeMonitored('postgresql-traditional');
  const alarms = resourcesOf(synthesis, 'cluster-us-west')['aws_cloudwatch_metric_alarm']!;
  const { datacenters } = topology.plan;
  const west = datacenters.find(({ name }) => name === 'us-west')!;
  const { instance } = west.datastore as { instance: { maxConnections: number } };
  const conf = synthesis.terraform.find(({ path }) => path === 'cluster-us-west/files/kong/kong.conf')!.text;
  const allowed = Number(/^db_update_propagation = (\d+)$/m.exec(conf)?.[1]);
  expect(allowed).toBeGreaterThan(0);
  expect(alarms['postgresql_lag']!['threshold']).toBe(Math.max(allowed, 300));
  expect(alarms['postgresql_connections']!['threshold']).toBe(Math.floor(instance.maxConnections * 0.8));
  expect(alarms['postgresql_disk']!['threshold']).toBe('${(aws_db_instance.postgresql.allocated_storage * 322122547)}');
  expect(alarms['kong_nodes']!['threshold']).toBe(west.pools[0]!.nodes);
  expect(alarms['kong_ceiling']!['threshold']).toBe(west.pools[0]!.maximumNodes - 1);
});

test('a replica of Cloud SQL that follows no more says so by a figure below 0, or by none: either is told', async () => {
  const { synthesis } = await synthesizeMonitored('postgresql-google');
  const { postgresql_lag: policy } = resourcesOf(synthesis, 'cluster-eu-north')['google_monitoring_alert_policy']!;
  const conditions = (policy!['conditions'] as Attributes[]).map((it) => it['condition_threshold']);
  expect(conditions).toMatchObject([
    { comparison: 'COMPARISON_GT' },
    { comparison: 'COMPARISON_LT', threshold_value: 0, evaluation_missing_data: 'EVALUATION_MISSING_DATA_ACTIVE' },
  ]);
});

test.each(['certificate', 'postgresql-hybrid', 'two-clouds'])(
  'the days of certificates of %s are told by every node that has one, and no other node may tell anything',
  async (name) => {
    const monitored = await synthesizeMonitored(name);
    const { plan } = monitored.topology;
    const alarms = plan.alarms.filter(({ kind }) => kind === 'certificate' || kind === 'cluster-certificate');
    const kinds = alarms.map(({ datacenter, kind }) => `${datacenter} ${kind}`);
    const has = (secret: boolean, kind: string): string[] =>
      secret ? plan.datacenters.map(({ name: datacenter }) => `${datacenter} ${kind}`) : [];
    const certificates = plan.datacenters.some(({ certificateSecret }) => certificateSecret !== undefined);
    expect(kinds.sort()).toEqual(
      [...has(certificates, 'certificate'), ...has(plan.kong.hybrid !== undefined, 'cluster-certificate')].sort(),
    );
    for (const { name: datacenter, pools, cloud } of plan.datacenters) {
      const resources = resourcesOf(monitored.synthesis, `cluster-${datacenter}`);
      const grants = { aws: 'aws_iam_role_policy', google: 'google_project_iam_member' }[cloud];
      const granted = Object.keys(resources[grants] ?? {}).filter((id) => id.endsWith('_days'));
      expect([datacenter, granted.length]).toEqual([datacenter, alarms.length > 0 ? pools.length : 0]);
      const programs = monitored.synthesis.terraform.filter(
        ({ path }) => path.startsWith(`cluster-${datacenter}/files/`) && path.endsWith('/topogen-days-left'),
      );
      expect([datacenter, programs.length]).toEqual([datacenter, granted.length]);
    }
  },
);

test('exports that are not made are told in the datacenters that have the buckets, by the most that any node knows', async () => {
  const { synthesis, topology } = await synthesizeMonitored('monitored');
  const homes = topology.plan.datacenters.filter(({ exports }) => exports !== undefined).map(({ name }) => name);
  expect([...homes].sort()).toEqual(['eu-west', 'us-east']);
  const told = topology.plan.alarms.filter(({ kind }) => kind === 'export').map(({ datacenter }) => datacenter);
  expect(told).toEqual(homes);
  const of = (datacenter: string, type: string): Attributes =>
    resourcesOf(synthesis, `cluster-${datacenter}`)[type]!['export']!;
  expect(of('us-east', 'aws_cloudwatch_metric_alarm')).toMatchObject({
    metric_name: 'DaysLeft',
    dimensions: { Certificate: 'export', Datacenter: 'us-east' },
    statistic: 'Maximum',
    threshold: 1,
    treat_missing_data: 'breaching',
  });
  expect(JSON.stringify(of('eu-west', 'google_monitoring_alert_policy'))).toMatch(
    /max\(last_over_time\(.*certificate=\\*"export.*absent_over_time/,
  );
});

test('a day and a half without a snapshot of a disk is told on both clouds, and so is each that fails, or fails to be copied', async () => {
  const { synthesis, topology } = await synthesizeMonitored('monitored');
  const told = topology.plan.alarms.filter(({ kind }) => kind === 'backup');
  expect(told.map(({ datacenter, limit }) => [datacenter, limit.value, limit.minutes])).toEqual(
    topology.plan.datacenters.map(({ name }) => [name, 3, 36 * 60]),
  );
  const aws = resourcesOf(synthesis, 'cluster-us-east')['aws_cloudwatch_metric_alarm']!;
  const dimensions = { DLMPolicyId: '${aws_dlm_lifecycle_policy.backups.id}' };
  const made = { namespace: 'AWS/EBS', metric_name: 'SnapshotsCreateCompleted', dimensions, period: 3600, stat: 'Sum' };
  expect(aws['backup']).toMatchObject({
    metric_query: [
      { id: 'figures', return_data: false, metric: made },
      { expression: 'FILL(figures, 0)', return_data: true },
    ],
    comparison_operator: 'LessThanThreshold',
    threshold: 1,
    evaluation_periods: 36,
    datapoints_to_alarm: 36,
    treat_missing_data: 'breaching',
  });
  // The last run of the schedule holds until the next: it is what has lost a disk, and no time between two.
  expect(aws['backup_disks']).toMatchObject({
    metric_name: 'ResourcesTargeted',
    dimensions,
    statistic: 'Sum',
    period: 3600,
    comparison_operator: 'LessThanThreshold',
    threshold: 3,
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    treat_missing_data: 'ignore',
  });
  for (const [id, metric] of [
    ['backup_failed', 'SnapshotsCreateFailed'],
    ['backup_copies', 'SnapshotsCopiedRegionFailed'],
  ] as const)
    expect(aws[id]).toMatchObject({
      metric_name: metric,
      dimensions,
      comparison_operator: 'GreaterThanThreshold',
      threshold: 0,
      evaluation_periods: 6,
      datapoints_to_alarm: 1,
      treat_missing_data: 'notBreaching',
    });
  expect(Object.keys(resourcesOf(synthesis, 'cluster-us-west')['aws_cloudwatch_metric_alarm']!)).not.toContain(
    'backup_copies',
  );
  const google = resourcesOf(synthesis, 'cluster-eu-west');
  expect(google['google_logging_metric']!['backup']).toMatchObject({
    name: 'monitored-eu-west-backup',
    filter: expect.stringMatching(/ScheduledSnapshots.*\/disks\/monitored-eu-west-cassandra-.*severity<ERROR$/),
  });
  const policies = google['google_monitoring_alert_policy']!;
  expect(JSON.stringify(policies['backup'])).toContain('user_monitored_eu_west_backup{');
  expect(JSON.stringify(policies['backup'])).toContain('[2160m])) > 0) or vector(0)) < 3');
  expect(JSON.stringify(policies['backup_failed'])).toContain('severity>=ERROR');
});

/** Resources of which every single one must be named by an alarm, as an alarm names them. */
function eachOne(resources: Resources): string[] {
  const of = (type: string): [string, Attributes][] => Object.entries(resources[type] ?? {});
  const byAddress = (type: string): string[] => of(type).map(([id]) => `${type}.${id}.`);
  return [
    ...byAddress('aws_instance').filter((it) => !it.includes('migrations')),
    ...byAddress('google_compute_instance').filter((it) => !it.includes('migrations')),
    ...byAddress('aws_autoscaling_group'),
    ...byAddress('google_compute_region_instance_group_manager'),
    ...byAddress('aws_lb_target_group').filter((it) => !/\.http(_green)?\.$/.test(it)),
    ...of('aws_vpn_connection').flatMap(([id]) => [1, 2].map((i) => `aws_vpn_connection.${id}.tunnel${i}_address`)),
    ...['google_compute_vpn_tunnel', 'google_compute_router_peer'].flatMap((type) =>
      of(type).map(([, it]) => `\\"${String(it['name'])}\\"`),
    ),
    ...byAddress('aws_db_instance'),
    ...byAddress('google_sql_database_instance'),
    ...byAddress('aws_elasticache_replication_group'),
    ...byAddress('google_redis_instance'),
  ];
}

/**
 * True for a type that a topology may have without the thing that its alarm watches: a gateway for links that end on instances, or a
 * machine that is the migrations job.
 */
function isSpare(type: string, monitored: Synthesized): boolean {
  const { plan } = monitored.topology;
  if (/^(aws|google_compute)_instance$/.test(type))
    return stacksOf(monitored).every(([, it]) => Object.keys(it[type] ?? {}).every((id) => id.includes('migrations')));
  if (/^aws_ec2_transit_gateway/.test(type)) return plan.links.every(({ tunnels }) => tunnels.length > 0);
  return /^(aws_network_interface|aws_volume_attachment|aws_ebs_volume|aws_route53_|google_dns_|aws_eip)/.test(type);
}

function promisesOf({ synthesis }: Synthesized): string[] {
  return synthesis.terraform
    .filter(({ path }) => path.endsWith('.tftest.hcl'))
    .flatMap(({ text }) => [...text.matchAll(/^ {2}# (\w+)$/gm)].map(([, name]) => name!));
}
