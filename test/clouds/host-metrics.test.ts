import { parse } from 'yaml';
import { PRICE_LISTS } from '../../src/clouds/facts';
import { planCost } from '../../src/report/cost/plan-cost';
import { BOTH_CLOUDS, BOTH_NOTIFIED } from '../support/both-clouds';
import { synthesizeText, type Synthesized } from '../support/synthesized';

/* What the agents that ship logs also tell of memory and disks, where they are asked to. */

function synthesized(monitoring: object, fields: object = {}): Promise<Synthesized> {
  const spec = {
    name: 'edge',
    requestsPerSecond: 900,
    datacenters: BOTH_CLOUDS,
    monitoring,
    ...fields,
  };
  return synthesizeText(JSON.stringify(spec), 'edge.json');
}

function textOf({ synthesis }: Synthesized, path: string): string {
  const file = synthesis.terraform.find((it) => it.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.text;
}

/** The configuration of AWS's agent, out of the program that brings it. */
function agentOnAws(made: Synthesized): { readonly metrics?: object; readonly logs: object } {
  const document = JSON.parse(textOf(made, 'cluster-us-east/files/journals/document.json')) as {
    readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
  };
  const program = document.mainSteps.at(-1)!.inputs.runCommand.join('\n');
  return JSON.parse(/^AGENT='(.*?)'$/ms.exec(program)?.[1] ?? '') as { readonly logs: object };
}

const LOGS = { logs: {} };

describe('where they are asked to', () => {
  let made: Synthesized;
  beforeAll(async () => {
    made = await synthesized({ ...LOGS, hostMetrics: true });
  });

  test('the CloudWatch agent tells the parts in use of memory, system and data, under a namespace that its right is bound to', () => {
    const { metrics } = agentOnAws(made);
    const told = {
      measurement: ['used_percent'],
      metrics_collection_interval: 60,
      append_dimensions: { Datacenter: 'us-east' },
    };
    expect(metrics).toEqual({
      namespace: 'topogen/edge/machines',
      append_dimensions: { InstanceId: '${aws:InstanceId}' },
      metrics_collected: { mem: told, disk: { ...told, resources: ['/', '/var/lib/cassandra'], drop_device: true } },
    });
    const rights = textOf(made, 'cluster-us-east/identity.tf');
    const bound =
      /sid += "TellMemoryAndDisks"\n +actions += \["cloudwatch:PutMetricData"\]\n +resources += \["\*"\]\n\n +condition \{\n +test += "StringEquals"\n +values += \["topogen\/edge\/machines"\]\n +variable += "cloudwatch:namespace"/g;
    // Nodes of Kong, and of the ring.
    expect(rights.match(bound)).toHaveLength(2);
  });

  test('the Ops Agent takes two metrics, and leaves out every other of its receiver', () => {
    const { metrics } = parse(textOf(made, 'cluster-belgium/files/journals/ops-agent.yaml')) as {
      readonly metrics: {
        readonly receivers: object;
        readonly processors: { readonly metrics_filter: { readonly metrics_pattern: readonly string[] } };
        readonly service: object;
      };
    };
    expect(metrics.receivers).toEqual({ hostmetrics: { type: 'hostmetrics', collection_interval: '60s' } });
    expect(metrics.service).toEqual({
      pipelines: { default_pipeline: { receivers: ['hostmetrics'], processors: ['metrics_filter'] } },
    });
    const left = metrics.processors.metrics_filter.metrics_pattern.map(
      (it) => new RegExp(`^${it.replace('*', '.*')}$`),
    );
    const taken = [
      'cpu/utilization',
      'disk/percent_used',
      'disk/io_time',
      'memory/percent_used',
      'memory/bytes_used',
      'swap/percent_used',
    ]
      .map((name) => `agent.googleapis.com/${name}`)
      .filter((name) => !left.some((pattern) => pattern.test(name)));
    expect(taken).toEqual(['agent.googleapis.com/disk/percent_used', 'agent.googleapis.com/memory/percent_used']);
    expect(textOf(made, 'cluster-belgium/identity.tf').match(/"roles\/monitoring.metricWriter"/g)).toHaveLength(2);
  });

  test('cost counts two for each machine and one for each data disk', () => {
    const reckoned = made.topology.plan.sizing.reckoned.find(({ id }) => id === 'us-east.host-metrics');
    const [datacenter] = made.topology.plan.datacenters.filter(({ name }) => name === 'us-east');
    const kong = datacenter!.pools.reduce((sum, { nodes }) => sum + nodes, 0);
    expect(reckoned?.value).toBe(2 * (kong + 3) + 3);
    const lines = planCost(made.topology.plan, PRICE_LISTS).lines.filter(
      ({ resource }) => resource === 'memory and disks of machines',
    );
    expect(lines.map(({ quantity }) => quantity)).toEqual([
      expect.closeTo(((2 * (kong + 3) + 3) * 730 * 60 * 8) / 2 ** 20, 6),
      2 * (kong + 3) + 3,
      // A call of each machine in a minute.
      expect.closeTo(((kong + 3) * 730 * 60) / 1_000, 6),
    ]);
  });
});

test('an account that tells days already has the role once', async () => {
  const made = await synthesized(
    { ...LOGS, notify: BOTH_NOTIFIED, hostMetrics: true },
    { datastore: { encryption: { internode: 'all', clients: true } } },
  );
  expect(textOf(made, 'cluster-belgium/identity.tf').match(/"roles\/monitoring.metricWriter"/g)).toHaveLength(2);
});

test('without the key agents tell nothing of the machine, and may not', async () => {
  const made = await synthesized(LOGS);
  expect(agentOnAws(made).metrics).toBeUndefined();
  expect(textOf(made, 'cluster-us-east/identity.tf')).not.toContain('PutMetricData');
  expect(textOf(made, 'cluster-belgium/files/journals/ops-agent.yaml')).toMatch(
    /^metrics:\n {2}service:\n {4}pipelines:\n {6}default_pipeline:\n {8}receivers: \[\]\n$/m,
  );
  expect(textOf(made, 'cluster-belgium/identity.tf')).not.toContain('metricWriter');
});
