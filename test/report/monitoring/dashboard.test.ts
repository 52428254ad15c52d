import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { renderDashboard } from '../../../src/report/monitoring/dashboard';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { PROJECT } from '../../support/synthesized';
import { namesOfKong } from './kong-names';
import { READ } from './plans';
import { asked, namesIn, queriesOf, REPAIRS } from './queries';
import { promtool, PROMTOOL, SKIPPED } from './promtool';

/** The shape of what topogen uses of Grafana's dashboard JSON, by its page "Dashboard JSON model", of 10.4. */
const SOURCE = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const PLACE = z.strictObject({
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  w: z.int().min(1).max(24),
  h: z.int().min(1),
});
const STEP = z.strictObject({ color: z.string(), value: z.number().nullable() });
const PANEL = z.strictObject({
  id: z.int().positive(),
  type: z.literal('timeseries'),
  title: z.string().min(1),
  gridPos: PLACE,
  datasource: SOURCE,
  targets: z
    .array(
      z.strictObject({
        refId: z.string().regex(/^[A-Z]$/),
        datasource: SOURCE,
        expr: z.string(),
        legendFormat: z.string(),
      }),
    )
    .min(1),
  fieldConfig: z.strictObject({
    defaults: z.strictObject({
      unit: z.string(),
      thresholds: z.strictObject({ mode: z.literal('absolute'), steps: z.array(STEP).min(1) }),
      custom: z.strictObject({ thresholdsStyle: z.strictObject({ mode: z.enum(['off', 'dashed']) }) }),
    }),
    overrides: z.array(z.never()),
  }),
});
const ROW = z.strictObject({
  id: z.int().positive(),
  type: z.literal('row'),
  title: z.string().min(1),
  collapsed: z.literal(false),
  gridPos: PLACE,
  panels: z.array(z.never()),
});
const QUERY_VARIABLE = z.strictObject({
  name: z.string(),
  label: z.string(),
  type: z.literal('query'),
  datasource: SOURCE,
  query: z.string(),
  definition: z.string(),
  refresh: z.literal([0, 1, 2]),
  multi: z.boolean(),
  includeAll: z.boolean(),
  current: z.strictObject({ text: z.array(z.string()), value: z.array(z.string()) }),
});
const DASHBOARD = z.strictObject({
  title: z.string().min(1),
  description: z.string(),
  tags: z.array(z.string()),
  schemaVersion: z.literal(39),
  editable: z.boolean(),
  graphTooltip: z.literal([0, 1, 2]),
  refresh: z.string(),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  timezone: z.string(),
  templating: z.strictObject({
    list: z.array(
      z.union([
        QUERY_VARIABLE,
        z.strictObject({
          name: z.string(),
          label: z.string(),
          type: z.literal('datasource'),
          query: z.literal('prometheus'),
        }),
      ]),
    ),
  }),
  panels: z.array(z.union([PANEL, ROW])),
});

type Dashboard = z.infer<typeof DASHBOARD>;

const drawn = Object.entries(READ).map(
  ([name, plan]) => [name, DASHBOARD.parse(JSON.parse(renderDashboard(plan)!)) as Dashboard, plan] as const,
);

test.each(drawn)('panels of a dashboard have ids of their own, and none lies on another, %s', (_, { panels }) => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const taken = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (__, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  );
  expect(new Set(taken).size).toBe(taken.length);
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
});

(PROMTOOL ? test.each : test.skip.each)(drawn)(
  `promtool reads every query of a dashboard, %s${SKIPPED}`,
  (_, dashboard) => {
    const rules = queriesOf(dashboard).map(
      (query, i) => `  - { record: "panel${i}", expr: ${JSON.stringify(asked(query))} }`,
    );
    const files = { 'queries.yaml': ['groups:', '- name: queries', '  rules:', ...rules, ''].join('\n') };
    expect(promtool(files, 'check', 'rules', 'queries.yaml')).not.toMatch(/^status/);
  },
);

/** What the JMX exporter says of the JVM by itself: seen of its release 1.0.1, in a program that does nothing. */
const JVM = ['jvm_memory_used_bytes', 'jvm_memory_max_bytes', 'jvm_gc_collection_seconds_sum'];

function namesOfJmx(): string[] {
  const text = readFileSync(join(PROJECT, 'templates/cassandra/cassandra-metrics.yaml'), 'utf8');
  return (parse(text) as { rules: { name: string }[] }).rules.map(({ name }) => name);
}

const EXPORTER = spawnSync('prometheus-node-exporter', ['--version']).status === 0;

(EXPORTER ? test : test.skip)(
  `every query of dashboards and rules reads what an exporter says${EXPORTER ? '' : ' (skipped: no prometheus-node-exporter here)'}`,
  async () => {
    const ofMachines = await namesOfNodeExporter();
    for (const [, dashboard, plan] of drawn) {
      const { recorded, alerts } = plan.scrape!.rules;
      const releases = plan.datacenters.flatMap(({ pools }) => pools.map(({ release }) => release));
      const said = new Set(['up', ...ofMachines, ...releases.flatMap(namesOfKong)]);
      const hasRing = plan.datastore.engine === 'cassandra';
      if (hasRing) for (const name of [...namesOfJmx(), ...JVM, ...REPAIRS]) said.add(name);
      for (const { record, expr } of recorded) {
        expect(namesIn(expr).filter((name) => !said.has(name))).toEqual([]);
        said.add(record);
      }
      const read = [...alerts.map(({ expr }) => expr), ...queriesOf(dashboard)].map(namesIn);
      expect(read.filter((names) => names.length === 0)).toEqual([]);
      expect(read.flat().filter((name) => !said.has(name))).toEqual([]);
      // What is read and never shown is read for nothing.
      if (hasRing)
        expect(
          namesOfJmx().filter(
            (name) => !recorded.some(({ expr }) => expr.includes(name)) && !read.flat().includes(name),
          ),
        ).toEqual([]);
    }
  },
);

async function namesOfNodeExporter(): Promise<string[]> {
  const address = '127.0.77.2:9100';
  const running = spawn('prometheus-node-exporter', [`--web.listen-address=${address}`], { stdio: 'ignore' });
  try {
    for (;;) {
      const answer = await fetch(`http://${address}/metrics`).catch(() => undefined);
      if (answer?.ok) return [...(await answer.text()).matchAll(/^([a-z_][\w]*)[ {]/gm)].map(([, name]) => name!);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill();
    await ended;
  }
}

test('nobody has a dashboard without the key', () => {
  expect(renderDashboard(aPlan(TWO_CLOUDS))).toBeUndefined();
});
