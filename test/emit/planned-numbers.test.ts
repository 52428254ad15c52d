import { cassandraOf } from '../../src/plan/datastores/cassandra/of-plan';
import { synthesizeText, type Synthesized } from '../support/synthesized';
import { onlyPool } from '../support/only-pool';

/** What the plan says is what Terraform is told: every number read back from the emitted JSON, for several topologies. */

type Body = Record<string, never>;

const SPECS: readonly object[] = [
  { requestsPerSecond: 900 },
  {
    requestsPerSecond: 12000,
    kong: { plugins: ['key-auth', 'rate-limiting'], maximumFactor: 3, targetUtilization: 0.5 },
  },
  { requestsPerSecond: 40000, kong: { survives: 'node' }, datastore: { nodesPerDatacenter: 6, diskGib: 750 } },
];

function specText(fields: object): string {
  const datacenters = [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1', share: 0.7 },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  ];
  return JSON.stringify({ name: 'edge', googleProject: 'acme-edge', datacenters, ...fields });
}

/** The bodies of a type in a stack, by name. */
function bodies({ synthesis }: Synthesized, stack: string, type: string): Record<string, Body> {
  const text = synthesis.assembly.find((it) => it.path === `stacks/${stack}/cdk.tf.json`)?.text ?? '{}';
  return ((JSON.parse(text) as { resource?: Record<string, Record<string, Body>> }).resource?.[type] ?? {}) as Record<
    string,
    Body
  >;
}

describe.each(SPECS)('%j', (fields) => {
  let synthesized: Synthesized;
  beforeAll(async () => void (synthesized = await synthesizeText(specText(fields), 'edge.json')));

  test('on AWS', () => {
    const planned = synthesized.topology.plan.datacenters.find((it) => it.name === 'us-east')!;
    const cassandra = cassandraOf(planned);
    const kong = onlyPool(planned);
    expect(bodies(synthesized, 'cluster-us-east', 'aws_autoscaling_group')['kong']).toMatchObject({
      min_size: kong.nodes,
      desired_capacity: kong.nodes,
      max_size: kong.maximumNodes,
    });
    expect(bodies(synthesized, 'cluster-us-east', 'aws_launch_template')['kong']).toMatchObject({
      instance_type: kong.machineType,
    });
    expect(bodies(synthesized, 'cluster-us-east', 'aws_autoscaling_policy')['kong']).toMatchObject({
      target_tracking_configuration: { target_value: kong.scaleAtPercent },
    });
    const volumes = Object.values(bodies(synthesized, 'cluster-us-east', 'aws_ebs_volume'));
    expect(volumes).toHaveLength(cassandra.nodes.length);
    for (const volume of volumes) {
      expect(volume).toMatchObject({
        size: cassandra.dataDiskGib,
        iops: cassandra.dataDiskIops,
        throughput: cassandra.dataDiskMibPerSecond,
      });
    }
    const machines = Object.entries(bodies(synthesized, 'cluster-us-east', 'aws_instance')).filter(([name]) =>
      name.startsWith('cassandra_'),
    );
    expect(machines.map(([, body]) => body['instance_type'])).toEqual(cassandra.nodes.map(() => cassandra.machineType));
  });

  test('on Google Cloud', () => {
    const planned = synthesized.topology.plan.datacenters.find((it) => it.name === 'eu-west')!;
    const cassandra = cassandraOf(planned);
    const kong = onlyPool(planned);
    const [scaler] = Object.values(bodies(synthesized, 'cluster-eu-west', 'google_compute_region_autoscaler'));
    expect(scaler).toMatchObject({
      autoscaling_policy: {
        min_replicas: kong.nodes,
        max_replicas: kong.maximumNodes,
        cpu_utilization: { target: kong.scaleAtPercent / 100 },
      },
    });
    const [template] = Object.values(bodies(synthesized, 'cluster-eu-west', 'google_compute_region_instance_template'));
    expect(template).toMatchObject({ machine_type: kong.machineType });
    const disks = Object.values(bodies(synthesized, 'cluster-eu-west', 'google_compute_disk'));
    expect(disks.map((disk) => disk['size'])).toEqual(cassandra.nodes.map(() => cassandra.dataDiskGib));
    const machines = Object.entries(bodies(synthesized, 'cluster-eu-west', 'google_compute_instance')).filter(
      ([name]) => name.startsWith('cassandra_'),
    );
    expect(machines.map(([, body]) => body['machine_type'])).toEqual(cassandra.nodes.map(() => cassandra.machineType));
  });
});
