import { emittedStacks, resourcesOf } from '../support/emitted';
import { jsonOf } from '../support/json-expression';
import { synthesizeMonitored } from '../support/monitored';
import { synthesizeShipped } from '../support/synthesized';

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Returns the value that the dashboard of a datacenter is made of, as JSON in which references are texts. */
async function bodyOf(datacenter: string): Promise<string> {
  const { synthesis } = await synthesizeShipped('monitored');
  const resources = resourcesOf(synthesis, `cluster-${datacenter}`);
  const { dashboard } = resources['aws_cloudwatch_dashboard'] ?? resources['google_monitoring_dashboard'] ?? {};
  return jsonOf(dashboard?.['dashboard_body'] ?? dashboard?.['dashboard_json']);
}

/** Pairs of widgets of which one lies on the other. */
function overlaps(widgets: readonly Placed[]): unknown[] {
  return widgets.flatMap((one, i) =>
    widgets
      .slice(i + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => [one, other]),
  );
}

test('without the key no stack has a dashboard', async () => {
  const { synthesis } = await synthesizeMonitored('two-clouds');
  const types = emittedStacks(synthesis).flatMap((stack) => Object.keys(resourcesOf(synthesis, stack)));
  expect(types.filter((type) => type.endsWith('_dashboard'))).toEqual([]);
});

test.each(['us-east', 'us-west'])(
  'the dashboard of %s has the state of every alarm, and draws those of its stack',
  async (name) => {
    const { synthesis } = await synthesizeShipped('monitored');
    const body = await bodyOf(name);
    const alarms = resourcesOf(synthesis, `cluster-${name}`)['aws_cloudwatch_metric_alarm']!;
    for (const [id, alarm] of Object.entries(alarms)) {
      const isMachine = alarm['metric_name'] === 'StatusCheckFailed';
      const shown = body.split(`aws_cloudwatch_metric_alarm.${id}.arn`).length - 1;
      expect([id, shown]).toEqual([id, isMachine ? 1 : 2]);
    }
    const ofLinks = Object.values(resourcesOf(synthesis, 'links')['aws_cloudwatch_metric_alarm']!)
      .map((it) => String(it['alarm_name']))
      .filter((it) => it.startsWith(`monitored-${name}-`));
    expect(ofLinks.length).toBeGreaterThan(0);
    expect(ofLinks.filter((it) => !body.includes(`:alarm:${it}"`))).toEqual([]);
    for (const metric of ['ProcessedBytes', 'ActiveFlowCount', 'GroupDesiredCapacity']) expect(body).toContain(metric);
    const { widgets } = JSON.parse(body) as { widgets: Placed[] };
    expect(widgets.filter(({ x, width }) => x + width > 24)).toEqual([]);
    expect(overlaps(widgets)).toEqual([]);
  },
);

interface Tile {
  readonly xPos?: number;
  readonly yPos?: number;
  readonly width: number;
  readonly height: number;
  readonly widget: {
    readonly title: string;
    readonly xyChart?: { readonly dataSets: readonly object[]; readonly thresholds?: readonly { value?: number }[] };
  };
}

test('the dashboard on Google draws every condition with its limit, those of links too, and lists incidents', async () => {
  const { topology } = await synthesizeShipped('monitored');
  const body = await bodyOf('eu-west');
  const { mosaicLayout } = JSON.parse(body) as { mosaicLayout: { columns: number; tiles: Tile[] } };
  const { columns, tiles } = mosaicLayout;
  for (const alarm of topology.plan.alarms.filter(({ datacenter }) => datacenter === 'eu-west')) {
    const charts = tiles.filter(({ widget }) => widget.title.startsWith(`${alarm.name}: `));
    expect([alarm.name, charts.length]).toEqual([alarm.name, alarm.kind === 'tunnels' ? 2 : 1]);
    const parts = alarm.kind === 'memory' ? 100 : 1;
    const limits = charts.map(({ widget }) => widget.xyChart?.thresholds?.[0]?.value);
    if (alarm.kind !== 'machine') expect([...new Set(limits)]).toEqual([alarm.limit.value / parts]);
  }
  expect(body).toContain('google_monitoring_alert_policy.kong_nodes.name');
  expect(body).toContain('router.googleapis.com/bgp/session_up');
  expect(body).toContain('l3/external/rtt_latencies');
  expect(body).toContain('count(sum by (disk_id) (increase(logging_googleapis_com:user_monitored_eu_west_backup');
  // The service leaves out what is 0, and each plan would change it.
  expect(body).not.toMatch(/":0[,\s}]/);
  const placed = tiles.map(({ xPos: x = 0, yPos: y = 0, width, height }) => ({ x, y, width, height }));
  expect(placed.filter(({ x, width }) => x + width > columns)).toEqual([]);
  expect(overlaps(placed)).toEqual([]);
});
