import type { Plan } from '../../../src/plan/plan';
import { renderDashboard } from '../../../src/report/monitoring/dashboard';
import { asked, namesIn, queriesOf } from '../../report/monitoring/queries';
import { step } from './in-lab';
import type { Lab } from './lab';
import { Prometheus, startNodeExporter, whatPrometheusLacks } from './prometheus';
import { eventually } from './shell';

/**
 * Reads the metrics of a ring whose nodes are all up, and of which one has repaired, by a real Prometheus on the generated
 * configuration: machines and Cassandra answer, every query of the generated dashboard that is not of Kong finds a series, and every
 * rule can be reckoned.
 *
 * @param plan plan by which Prometheus is told of the ring
 */
export async function readMetrics(lab: Lab, plan: Plan): Promise<void> {
  const missing = await whatPrometheusLacks();
  if (missing !== undefined) {
    process.stderr.write(`skipped: metrics of the ring, since ${missing}\n`);
    return;
  }
  for (const machine of lab.all()) await startNodeExporter(machine);
  const prometheus = await Prometheus.start(lab, plan);
  try {
    await step('Prometheus finds every machine of the ring, and Cassandra on it', () => isAnswered(lab, prometheus));
    await step('every query of the dashboard on machines and on the ring finds a series', () =>
      isDrawn(prometheus, plan),
    );
    await step('rules can be reckoned, and none says that a node is down', () => isReckoned(prometheus, plan));
  } finally {
    await prometheus.end();
  }
}

async function isAnswered(lab: Lab, prometheus: Prometheus): Promise<void> {
  await eventually('all answer', 120, async () => {
    const up = await prometheus.query("up{machines='cassandra'} == 1");
    return up.length === 2 * lab.all().length || undefined;
  });
}

/** Has no Kong, whose panels stay empty here. */
async function isDrawn(prometheus: Prometheus, plan: Plan): Promise<void> {
  const dashboard = JSON.parse(renderDashboard(plan)!) as Parameters<typeof queriesOf>[0];
  const ofRing = queriesOf(dashboard).filter((query) => !namesIn(query).some((name) => /^(topogen:)?kong/.test(name)));
  expect(ofRing.length).toBeGreaterThan(15);
  const empty = async (): Promise<string[]> => {
    const found = await Promise.all(ofRing.map((query) => prometheus.query(asked(query))));
    return ofRing.filter((_, i) => found[i]!.length === 0);
  };
  let last: string[] = [];
  await eventually('each finds one', 120, async () => ((last = await empty()), last.length === 0 || undefined)).catch(
    () => expect(last).toEqual([]),
  );
}

async function isReckoned(prometheus: Prometheus, { scrape, topology }: Plan): Promise<void> {
  for (const { expr } of scrape!.rules.alerts) await prometheus.query(expr);
  expect(await prometheus.query(`ALERTS{topology='${topology}',alertname='CassandraNodeDown'}`)).toEqual([]);
  const up = await prometheus.query(`min(cassandra_nodes{topology='${topology}',state='Up'})`);
  expect(up.map(({ value }) => value)).toEqual([9]);
}
