import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import type { Plan } from '../../../src/plan/plan';
import { datastoreReport } from '../../../src/report/datastores/registry';
import { renderRules } from '../../../src/report/monitoring/rules';
import { renderRuleOperations } from '../../../src/report/operations/rules';
import { evaluate, namesIn } from '../../plan/sizing/formula';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { PROJECT } from '../../support/synthesized';
import { DATA_PLANE_CASES, kongCases } from './kong-cases';
import { READ } from './plans';
import { promtool, PROMTOOL, SKIPPED } from './promtool';
import { longTest } from '../../support/effort';
import type { Case } from './rule-case';

const CASES = Object.entries(READ);

/** The plan whose alerts are tried: it has every one but those of hybrid mode. */
const COUNTING = READ['with counters in Cassandra']!;

const limitOf = (alert: string): number => COUNTING.scrape!.rules.alerts.find((it) => it.alert === alert)!.limit;

(PROMTOOL ? test.each : test.skip.each)(CASES)(`promtool accepts the rules %s${SKIPPED}`, (_, plan) => {
  const checked = promtool({ 'rules.yaml': renderRules(plan)! }, 'check', 'rules', 'rules.yaml');
  const rules = plan.scrape!.rules;
  expect(checked).not.toMatch(/^status/);
  expect(checked).toContain(`SUCCESS: ${rules.recorded.length + rules.alerts.length} rules found`);
});

const NODE = "topology='edge',datacenter='us-east',machines='cassandra',instance='10.64.64.10:9100',job='node'";
const RING = "topology='edge',datacenter='us-east',machines='cassandra',instance='10.64.64.10:9404',job='cassandra'";
const POOL = "topology='edge',datacenter='us-east',machines='kong',job='node'";
const DAY = 86_400;

/** As many machines of each pool as there are. */
function pools(numberOf: (needed: number) => number): Record<string, string> {
  return Object.fromEntries(
    COUNTING.datacenters.flatMap(({ name, pools: all }) =>
      all.flatMap((pool) =>
        Array.from({ length: numberOf(pool.nodes) }, (_, i) => [
          `up{topology='edge',datacenter='${name}',machines='${pool.name}',job='node',instance='10.0.0.${i}:9100'}`,
          '1x90',
        ]),
      ),
    ),
  );
}

const free = (mountpoint: string, part: number): Record<string, string> => ({
  [`node_filesystem_size_bytes{${NODE},fstype='ext4',mountpoint='${mountpoint}'}`]: '1000x90',
  [`node_filesystem_avail_bytes{${NODE},fstype='ext4',mountpoint='${mountpoint}'}`]: `${1000 * part}x90`,
});
const heap = (part: number): Record<string, string> => ({
  [`jvm_memory_max_bytes{${RING},area='heap'}`]: '1000x90',
  [`jvm_memory_used_bytes{${RING},area='heap'}`]: `${1000 * part}x90`,
});
const repaired = (days: number): Record<string, string> => ({
  [`topogen_repair_watched_seconds{${NODE},keyspace='kong'}`]: `${-100 * DAY}x90`,
  [`topogen_repair_started_seconds{${NODE},keyspace='kong'}`]: `${-days * DAY}x90`,
});

const CASES_OF: Readonly<Record<string, readonly Case[]>> = {
  ...kongCases(COUNTING),
  PoolShort: [
    { series: pools((needed) => needed - 1), raised: { 10: 0, 20: 2 } },
    { series: pools((needed) => needed), raised: { 80: 0 } },
    // Nobody is found at all.
    { series: { [`up{${NODE}}`]: '1x90' }, raised: { 10: 0, 20: 2 } },
  ],
  PoolBusy: [
    { series: { [`node_cpu_seconds_total{${POOL},mode='idle',cpu='0'}`]: '0+6x90' }, raised: { 30: 0, 40: 1 } },
    { series: { [`node_cpu_seconds_total{${POOL},mode='idle',cpu='0'}`]: '0+30x90' }, raised: { 80: 0 } },
  ],
  ExporterSilent: [
    { series: { [`up{${RING}}`]: '1 0x90' }, raised: { 10: 0, 20: 1 } },
    { series: { [`up{${RING}}`]: '1x90' }, raised: { 80: 0 } },
  ],
  SystemDiskFills: [
    { series: free('/', 0.1), raised: { 10: 0, 20: 1 } },
    { series: free('/', 0.3), raised: { 80: 0 } },
  ],
  MemoryShort: [
    {
      series: {
        [`node_memory_MemTotal_bytes{${NODE}}`]: '100x90',
        [`node_memory_MemAvailable_bytes{${NODE}}`]: '5x90',
      },
      raised: { 10: 0, 20: 1 },
    },
  ],
  ProcessKilled: [{ series: { [`node_vmstat_oom_kill{${NODE}}`]: '3x10 4x80' }, raised: { 5: 0, 15: 1, 80: 0 } }],
  ClockOff: [
    { series: { [`node_timex_offset_seconds{${NODE}}`]: '-0.2x90' }, raised: { 10: 0, 20: 1 } },
    { series: { [`node_timex_offset_seconds{${NODE}}`]: '0.01x90' }, raised: { 80: 0 } },
  ],
  ClockUnset: [{ series: { [`node_timex_sync_status{${NODE}}`]: '0x90' }, raised: { 50: 0, 70: 1 } }],
  CassandraNodeDown: [
    { series: { [`cassandra_nodes{${RING},state='Down'}`]: '0x5 1x200' }, raised: { 8: 0, 12: 1 } },
    { series: { [`cassandra_nodes{${RING},state='Up'}`]: '6x90' }, raised: { 80: 0 } },
  ],
  CassandraHintsOver: [
    { series: { [`cassandra_nodes{${RING},state='Down'}`]: '0x5 1x200' }, raised: { 180: 0, 190: 1 } },
  ],
  CassandraRepairOverdue: [
    { series: repaired(9.1), raised: { 50: 0, 70: 1 } },
    { series: repaired(8.5), raised: { 80: 0 } },
    // A node that has watched for longer and has never repaired.
    { series: { [`topogen_repair_watched_seconds{${NODE},keyspace='kong'}`]: `${-10 * DAY}x90` }, raised: { 70: 1 } },
  ],
  CassandraRepairUnknown: [
    { step: 10, series: { [`up{${NODE}}`]: '1x150' }, raised: { 1430: 0, 1450: 1 } },
    {
      step: 10,
      series: { [`up{${NODE}}`]: '1x150', [`topogen_repair_watched_seconds{${NODE},keyspace='kong'}`]: '1x150' },
      raised: { 1450: 0 },
    },
  ],
  CassandraRequestsFail: [
    {
      series: { [`cassandra_requests_failed_total{${RING},request='Read',why='Timeouts'}`]: '0+1x90' },
      raised: { 10: 0, 25: 1 },
    },
    {
      series: { [`cassandra_requests_failed_total{${RING},request='Read',why='Timeouts'}`]: '7x90' },
      raised: { 80: 0 },
    },
  ],
  CassandraDropsMessages: [
    {
      series: { [`cassandra_messages_dropped_total{${RING},message='MUTATION'}`]: '0+2x90' },
      raised: { 10: 0, 25: 1 },
    },
  ],
  CassandraCompactionsWait: [
    { series: { [`cassandra_compactions_pending{${RING}}`]: '30x90' }, raised: { 50: 0, 70: 1 } },
    { series: { [`cassandra_compactions_pending{${RING}}`]: '30x50 3 30x40' }, raised: { 80: 0 } },
  ],
  CassandraDiskFills: [
    { series: free('/var/lib/cassandra', 0.2), raised: { 10: 0, 20: 1 } },
    { series: free('/var/lib/cassandra', 0.4), raised: { 80: 0 } },
  ],
  CassandraHeapShort: [
    { series: heap(0.9), raised: { 50: 0, 70: 1 } },
    {
      series: { ...heap(0.9), [`jvm_memory_used_bytes{${RING},area='heap'}`]: '900x40 300 900x50' },
      raised: { 80: 0 },
    },
  ],
  CassandraCollects: [
    {
      series: {
        [`jvm_gc_collection_seconds_sum{${RING},gc='young'}`]: '0+6x90',
        [`jvm_gc_collection_seconds_sum{${RING},gc='old'}`]: '0+6x90',
      },
      raised: { 10: 0, 25: 1 },
    },
  ],
  CassandraDataPastPlan: [
    {
      series: { [`cassandra_data_bytes{${RING}}`]: `${(limitOf('CassandraDataPastPlan') + 1) * 2 ** 30}x90` },
      raised: { 50: 0, 70: 1 },
    },
    {
      series: { [`cassandra_data_bytes{${RING}}`]: `${(limitOf('CassandraDataPastPlan') - 1) * 2 ** 30}x90` },
      raised: { 80: 0 },
    },
  ],
  CassandraWritesPastPlan: [
    {
      series: {
        [`cassandra_requests_total{${RING},request='Write'}`]: `0+${Math.ceil(61 * limitOf('CassandraWritesPastPlan'))}x90`,
      },
      raised: { 30: 0, 40: 1 },
    },
    {
      series: {
        [`cassandra_requests_total{${RING},request='Write'}`]: `0+${Math.floor(59 * limitOf('CassandraWritesPastPlan'))}x90`,
      },
      raised: { 80: 0 },
    },
  ],
};

const KONG_2 = READ['with Kong 2']!;

/** Plans with the cases of alerts that are tried on them. */
const TRIED: readonly (readonly [name: string, plan: Plan, cases: Readonly<Record<string, readonly Case[]>>])[] = [
  ['of a topology', COUNTING, CASES_OF],
  ['of Kong 2', KONG_2, kongCases(KONG_2)],
  ['of hybrid mode', READ['in hybrid mode, with machines that lead clients to Kong']!, DATA_PLANE_CASES],
];

test('every alert has a case', () => {
  const tried = TRIED.flatMap(([, , cases]) => Object.keys(cases));
  const alerts = Object.values(READ).flatMap((plan) => plan.scrape!.rules.alerts.map(({ alert }) => alert));
  expect([...new Set(tried)].sort()).toEqual([...new Set(alerts)].sort());
});

(PROMTOOL ? longTest : test.skip).each(TRIED)(
  `each alert is raised when it says so, and not before, %s${SKIPPED}`,
  (_, plan, cases) => {
    const every = Object.entries(cases).flatMap(([alert, own]) =>
      own.map((it, number) => ({ alert, number, step: 1, ...it })),
    );
    for (const step of [1, 10]) {
      const own = every.filter((it) => it.step === step);
      const numbers = [...new Set(own.map(({ number }) => number))];
      const files = {
        'rules.yaml': renderRules(plan)!,
        'tests.yaml': [
          'rule_files: [rules.yaml]',
          `evaluation_interval: ${step}m`,
          'tests:',
          ...numbers.flatMap((number) =>
            together(
              step,
              own.filter((it) => it.number === number),
            ),
          ),
          '',
        ].join('\n'),
      };
      expect(promtool(files, 'test', 'rules', 'tests.yaml')).not.toMatch(/^status/);
    }
  },
);

/** Makes one run of the cases of several alerts, since each run costs a third of a second. */
function together(step: number, cases: readonly (Case & { readonly alert: string })[]): string[] {
  const yaml = (text: string): string => JSON.stringify(text);
  const all = new Map<string, string>();
  for (const { series } of cases)
    for (const [name, values] of Object.entries(series)) {
      expect([name, all.get(name) ?? values]).toEqual([name, values]);
      all.set(name, values);
    }
  return [
    `  - interval: ${step}m`,
    '    input_series:',
    ...[...all].map(([name, values]) => `      - { series: ${yaml(name)}, values: ${yaml(values)} }`),
    '    promql_expr_test:',
    ...cases.flatMap(({ alert, raised }) =>
      Object.entries(raised).flatMap(([minutes, number]) => [
        `      - expr: ${yaml(`count(ALERTS{alertname='${alert}',alertstate='firing'}) or vector(0)`)}`,
        `        eval_time: ${minutes}m`,
        `        exp_samples: [{ labels: "{}", value: ${number} }]`,
      ]),
    ),
  ];
}

test('limits are numbers that a person reads, and texts have the same', () => {
  const rates = [900, 2_000, 4_500, 6_750, 9_001, 13_500];
  const plans = rates.map((requestsPerSecond) =>
    aPlan([...TWO_CLOUDS, { name: 'third', cloud: 'aws' as const, region: 'us-west-2' }], {
      requestsPerSecond,
      kong: { plugins: [{ name: 'rate-limiting', policy: 'cluster' }] },
      monitoring: { scrapeCidrs: ['10.0.0.0/8'] },
    }),
  );
  const alerts = plans.flatMap((plan) => plan.scrape!.rules.alerts);
  expect(alerts.filter(({ limit }) => Number(limit.toPrecision(6)) !== limit)).toEqual([]);
  const ofWrites = alerts.filter(({ alert }) => /PastPlan$/.test(alert));
  expect(ofWrites.length).toBeGreaterThan(3 * rates.length);
  expect(ofWrites.filter(({ says, limit }) => !says.includes(` ${limit} `))).toEqual([]);
});

test.each(CASES)('every limit is what its formula gives, %s', (_, { sizing }) => {
  const entries = sizing.reckoned.filter(({ id }) => id.includes('.alerts.'));
  expect(entries.length).toBeGreaterThan(5);
  const known = new Map(sizing.reckoned.map(({ id, value }) => [id, value]));
  for (const entry of entries) {
    expect([entry.id, evaluate(entry)]).toEqual([entry.id, entry.value]);
    expect([...new Set(namesIn(entry.formula))].sort()).toEqual(entry.inputs.map(({ name }) => name).sort());
    for (const { source, value } of entry.inputs)
      if (source.kind === 'reckoned') expect([source.id, value]).toEqual([source.id, known.get(source.id)]);
  }
});

test.each(CASES)('every alert has its steps, and headings that they name are there, %s', (_, plan) => {
  const page = renderRuleOperations(plan);
  const whole = `${datastoreReport(plan).operations(plan, CLOUD_FACTS, terraformAddresses(plan, plan))}${page}`;
  const headings = new Set([...whole.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading));
  for (const { alert } of plan.scrape!.rules.alerts) expect(headings).toContain(alert);
  const named = [...page.matchAll(/(?:see|\() ?"([A-Z][^"]+)"|; "([A-Z][^"]+)" has|: "([A-Z][^"]+)"\./g)];
  const quoted = named.map((it) => it.slice(1).find((word) => word !== undefined));
  if (plan.datastore.engine === 'cassandra') expect(quoted.length).toBeGreaterThan(3);
  expect(quoted.filter((heading) => !headings.has(heading))).toEqual([]);
  for (const [name] of page.matchAll(/\b(?:Cassandra|Exporter|Pool|Clock|Kong)[A-Z]\w+/g))
    expect(headings).toContain(name);
});

test("the alert of repairs and the nodes' own scripts count the same days", () => {
  const script = (name: string): string => readFileSync(join(PROJECT, 'templates/cassandra', name), 'utf8');
  expect(script('topogen-repair')).toContain(`\nOVERDUE_SECONDS=${limitOf('CassandraRepairOverdue')}\n`);
  expect(script('topogen-wait-turn')).toContain('\nREMEMBERED_SECONDS=864000\n');
});

test('no pool, no disk and no ring that the plan does not have is watched', () => {
  const alerts = (plan: Plan): string[] => [...new Set(plan.scrape!.rules.alerts.map(({ alert }) => alert))];
  expect(alerts(READ['on Cassandra']!)).not.toContain('CassandraWritesPastPlan');
  const hybrid = READ['in hybrid mode, with machines that lead clients to Kong']!;
  expect(alerts(hybrid).filter((name) => name.startsWith('Cassandra'))).toEqual([]);
  expect(hybrid.scrape!.rules.alerts.flatMap(({ labels }) => labels['machines'] ?? [])).toEqual([
    'kong-control',
    'kong-data',
    'kong-data',
    // Of what is sized by requests.
    'kong-data',
    'kong-data',
  ]);
});

test('nobody has rules without the key', () => {
  expect(renderRules(aPlan(TWO_CLOUDS))).toBeUndefined();
  expect(renderRuleOperations(aPlan(TWO_CLOUDS))).toBe('');
});
