import type { Attributes } from '../../src/clouds/resources';
import { promtool, PROMTOOL, SKIPPED } from '../report/monitoring/promtool';
import { resourcesOf } from '../support/emitted';
import { synthesizeMonitored } from '../support/monitored';

/* Alarms of what nodes of a ring say of themselves: their limits, and the queries by which one cloud hears of them. */

test('nodes of a ring that say nothing, or that they do not serve, are told with their disks and repairs, by the limits of a Prometheus', async () => {
  const { synthesis, topology } = await synthesizeMonitored('monitored');
  const { alarms, datacenters } = topology.plan;
  const kinds = ['serving', 'data-disk', 'repair'];
  expect(alarms.filter(({ kind }) => kinds.includes(kind)).map((it) => [it.datacenter, it.kind, it.limit])).toEqual(
    datacenters.flatMap(({ name }) => [
      [name, 'serving', { is: 'below', value: 3, unit: 'nodes', minutes: 15 }],
      [name, 'data-disk', { is: 'above', value: 70, unit: '%', minutes: 15 }],
      [name, 'repair', { is: 'above', value: 9, unit: 'days', minutes: 15 }],
    ]),
  );
  const aws = resourcesOf(synthesis, 'cluster-us-east')['aws_cloudwatch_metric_alarm']!;
  const periods = { namespace: 'topogen/monitored', period: 300, evaluation_periods: 3, datapoints_to_alarm: 3 };
  const low = { statistic: 'Sum', comparison_operator: 'LessThanThreshold', threshold: 3 };
  expect(aws['cassandra_serving']).toMatchObject({ ...periods, ...low, treat_missing_data: 'breaching' });
  for (const [id, threshold] of [
    ['cassandra_disk', 70],
    ['cassandra_repair', 9],
  ] as const) {
    const high = { statistic: 'Maximum', comparison_operator: 'GreaterThanThreshold', threshold };
    expect(aws[id]).toMatchObject({ ...periods, ...high, treat_missing_data: 'notBreaching' });
    expect(aws[id]).not.toHaveProperty('dimensions');
  }
});

/** The query of an alarm on Google Cloud, as a rule of Prometheus. */
async function queryOf(alarm: string): Promise<string> {
  const { synthesis } = await synthesizeMonitored('monitored');
  const policy = resourcesOf(synthesis, 'cluster-eu-west')['google_monitoring_alert_policy']![alarm]!;
  const [condition] = policy['conditions'] as Attributes[];
  return String((condition?.['condition_prometheus_query_language'] as Attributes)['query']);
}

/** Lines of nodes, one every five minutes: the figure of each, and how many lines have one. */
function saidBy(figures: readonly (readonly [figure: number, lines: number])[], metric: string): object[] {
  return figures.flatMap(([figure, lines], i) =>
    ['sum', 'count'].map((part) => ({
      series: `logging_googleapis_com:user_monitored_eu_west_${metric}_${part}{monitored_resource='gce_instance',instance_id='${i}'}`,
      values: `0+${part === 'sum' ? figure : 1}x${lines}`,
    })),
  );
}

const well = [1, 40] as const;
/** What nodes say, and whether the alarm rings after an hour and a half. */
const SAID: readonly (readonly [string, string, readonly (readonly [number, number])[], number])[] = [
  ['all serve', 'cassandra_serving', [well, well, well], 0],
  ['one does not', 'cassandra_serving', [well, well, [0, 40]], 1],
  ['one says nothing any more', 'cassandra_serving', [well, well, [1, 9]], 1],
  ['nobody has ever said anything', 'cassandra_serving', [], 1],
  [
    'disks have room',
    'cassandra_disk',
    [
      [70, 40],
      [30, 40],
    ],
    0,
  ],
  [
    'one disk has none',
    'cassandra_disk',
    [
      [71, 40],
      [30, 40],
    ],
    1,
  ],
  ['no disk is heard of', 'cassandra_disk', [], 0],
  [
    'all are repaired',
    'cassandra_repair',
    [
      [9, 40],
      [2, 40],
    ],
    0,
  ],
  [
    'one repair is overdue',
    'cassandra_repair',
    [
      [2, 40],
      [10, 40],
    ],
    1,
  ],
];

/** Snapshots of disks, by the hours after which each was made, and whether the alarm rings after three days. */
const MADE: readonly (readonly [string, readonly (readonly number[])[], number])[] = [
  [
    'each disk has one of every day',
    [
      [10, 34, 58],
      [11, 35, 58],
      [10, 34, 59],
    ],
    0,
  ],
  ['one disk has none since it lost its schedule, and the others go on', [[10, 34, 58], [11], [10, 34, 59]], 1],
  ['a disk was made anew, and has its first', [[10], [11, 35, 58], [10, 34, 59], [58]], 0],
  ['there are none at all', [], 1],
];

(PROMTOOL ? test.each : test.skip.each)(MADE)(
  `snapshots of one disk do not stand for those of another on Google Cloud: %s${SKIPPED}`,
  async (_, disks, raised) => {
    const rules = { groups: [{ name: 'of disks', rules: [{ alert: 'rings', expr: await queryOf('backup') }] }] };
    const series = disks.map((hours, i) => ({
      series: `logging_googleapis_com:user_monitored_eu_west_backup{monitored_resource='gce_disk',disk_id='${i}'}`,
      values: Array.from({ length: 73 }, (_it, hour) => hours.filter((it) => it <= hour).length).join(' '),
    }));
    const at = { eval_time: '72h', alertname: 'rings', exp_alerts: Array(raised).fill({}) };
    const tests = { interval: '1h', input_series: series, alert_rule_test: [at] };
    const cases = { rule_files: ['rules.yaml'], evaluation_interval: '1h', tests: [tests] };
    const said = promtool(
      { 'rules.yaml': JSON.stringify(rules), 'tests.yaml': JSON.stringify(cases) },
      ...['test', 'rules', 'tests.yaml'],
    );
    expect(said).toContain('SUCCESS');
  },
);

(PROMTOOL ? test.each : test.skip.each)(SAID)(
  `the queries on Google Cloud ring as they should: %s${SKIPPED}`,
  async (_, alarm, figures, raised) => {
    const rules = { groups: [{ name: 'of nodes', rules: [{ alert: 'rings', expr: await queryOf(alarm) }] }] };
    const at = { eval_time: '90m', alertname: 'rings', exp_alerts: Array(raised).fill({}) };
    const tests = { interval: '5m', input_series: saidBy(figures, alarm), alert_rule_test: [at] };
    const cases = { rule_files: ['rules.yaml'], evaluation_interval: '5m', tests: [tests] };
    const said = promtool(
      { 'rules.yaml': JSON.stringify(rules), 'tests.yaml': JSON.stringify(cases) },
      ...['test', 'rules', 'tests.yaml'],
    );
    expect(said).toContain('SUCCESS');
  },
);
