import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { renderPrometheus } from '../../src/report/monitoring/prometheus';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';

const SPECS = {
  'on Cassandra': {},
  'in hybrid mode, with machines that lead clients to Kong': {
    datastore: { engine: 'postgresql', primary: 'us-east' },
    kong: { mode: 'hybrid' },
    gateway: { balancer: 'nginx' },
  },
};

const of = (change: object) => aPlan(TWO_CLOUDS, { monitoring: { scrapeCidrs: ['10.0.0.0/8'] }, ...change });
const PROMTOOL = spawnSync('promtool', ['--version']).status === 0;

(PROMTOOL ? test.each : test.skip.each)(Object.entries(SPECS))(
  `promtool accepts the configuration %s${PROMTOOL ? '' : ' (skipped: no promtool here)'}`,
  (_, change) => {
    const folder = mkdtempSync(join(tmpdir(), 'topogen-prometheus-'));
    const file = join(folder, 'prometheus.yaml');
    writeFileSync(file, renderPrometheus(of(change), CLOUD_FACTS)!);
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'config', file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 });
  },
);

interface Job {
  readonly job_name: string;
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  readonly relabel_configs: readonly { readonly target_label: string; readonly replacement: string }[];
}

test.each(Object.entries(SPECS))('every flow of Prometheus has a job that asks there, %s', (_, change) => {
  const plan = of(change);
  const { scrape_configs: jobs } = parse(renderPrometheus(plan, CLOUD_FACTS)!) as { scrape_configs: Job[] };
  expect(new Set(jobs.map(({ job_name }) => job_name)).size).toBe(jobs.length);
  const asked = jobs.map((job) => {
    const label = (name: string) => job.relabel_configs.find((it) => it.target_label === name)?.replacement;
    return `${label('datacenter')}-${label('machines')}-metrics-${label('job')}`;
  });
  const open = plan.flows.filter(({ id }) => id.includes('-metrics-')).map(({ id }) => id.replace(/^.*-to-/, ''));
  expect(asked.sort()).toEqual(open.sort());
});

test('pools are asked for at their cloud, and machines that stay are named', () => {
  const text = renderPrometheus(of({}), CLOUD_FACTS)!;
  expect(text).toContain('filters: [{ name: tag:Name, values: [edge-us-east-kong] }');
  expect(text).toContain('filter: "name eq \\"edge-eu-west-kong-[a-z0-9]{4}\\""');
  expect(text).toMatch(/job_name: edge-us-east-cassandra\n {4}static_configs:\n {6}- targets: \["[0-9.]+:9404"/);
});

test('nobody may ask without the key', () => {
  expect(renderPrometheus(aPlan(TWO_CLOUDS), CLOUD_FACTS)).toBeUndefined();
});
