import { diffTopologies, harms, type TopologyDiff, type Version } from '../../../src/actions/diff/diff-topologies';
import { aPlan, type ADatacenter } from '../../support/a-spec';
import { synthesize } from '../../../src/actions/synthesize';
import { readTemplates } from '../../../src/cli/io/templates';

const US_EAST: ADatacenter = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const EU_WEST: ADatacenter = { name: 'eu-west', cloud: 'google', region: 'europe-west1' };
const US_WEST: ADatacenter = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
const BASE = [US_EAST, EU_WEST, US_WEST];

async function version(datacenters: readonly ADatacenter[], fields: object = {}): Promise<Version> {
  const plan = aPlan(datacenters, { ...fields });
  return { plan, synthesis: await synthesize(plan, readTemplates()) };
}

const BEFORE = version(BASE);

async function fromBase(datacenters: readonly ADatacenter[], fields: object = {}): Promise<TopologyDiff> {
  return diffTopologies(await BEFORE, await version(datacenters, fields));
}

/** `network-us-east aws_vpc.main` of whatever is replaced. */
function replaced({ stacks }: TopologyDiff): string[] {
  return stacks.flatMap(({ stack, resources }) =>
    resources.filter((it) => it.action === 'replace').map((it) => `${stack} ${it.address}`),
  );
}

function losses(diff: TopologyDiff): string[] {
  return harms(diff).map(({ stack, change }) => `${stack} ${change.address} ${change.loses}`);
}

test('another range of a datacenter replaces its network, its attachment and what lies in it, and nothing elsewhere', async () => {
  const diff = await fromBase([US_EAST, EU_WEST, { ...US_WEST, cidr: '10.77.0.0/16' }]);
  expect(replaced(diff)).toEqual(
    expect.arrayContaining([
      'network-us-west aws_vpc.main',
      'network-us-west aws_route_table.private_a',
      'network-us-west aws_ec2_transit_gateway_vpc_attachment.main',
      'cluster-us-west aws_security_group.kong',
      'cluster-us-west aws_instance.cassandra_1',
    ]),
  );
  expect(losses(diff)).toEqual([
    'network-us-west aws_ec2_transit_gateway_vpc_attachment.main link',
    'cluster-us-west aws_lb.proxy address',
    'cluster-us-west aws_network_interface.cassandra_1 address',
    'cluster-us-west aws_network_interface.cassandra_2 address',
    'cluster-us-west aws_network_interface.cassandra_3 address',
  ]);
  expect(replaced(diff).filter((it) => /^(network|cluster)-(us-east|eu-west)/.test(it))).toEqual([]);
  expect(replaced(diff)).not.toContain('network-us-west aws_ec2_transit_gateway.main');
  expect(replaced(diff)).not.toContain('cluster-us-west aws_ebs_volume.cassandra_1');
});

test("another tag changes everything that carries the providers' tags, and rolls Google's pool", async () => {
  const diff = await fromBase(BASE, { tags: { team: 'edge' } });
  const actions = new Map(
    diff.stacks.flatMap(({ stack, resources }) =>
      resources.map((it) => [`${stack} ${it.address}`, it.action] as const),
    ),
  );
  expect(actions.get('network-us-east aws_vpc.main')).toBe('change');
  expect(actions.get('cluster-us-east aws_launch_template.kong')).toBe('change');
  expect(actions.get('cluster-us-east aws_ebs_volume.cassandra_1')).toBe('change');
  expect(actions.get('cluster-eu-west google_compute_region_instance_template.kong')).toBe('replace');
  expect(actions.get('cluster-eu-west google_compute_instance.cassandra_1')).toBe('change');
  expect(actions.get('network-us-east aws_route_table_association.public_a')).toBeUndefined();
  expect(losses(diff)).toEqual([]);
});

test('another zone replaces what lies in that zone alone', async () => {
  const diff = await fromBase([{ ...US_EAST, zones: ['us-east-1d', 'us-east-1b', 'us-east-1c'] }, EU_WEST, US_WEST]);
  expect(replaced(diff)).toContain('cluster-us-east aws_network_interface.cassandra_1');
  expect(replaced(diff).filter((it) => /_(b|c|2|3)$/.test(it))).toEqual([]);
});

test('another region on AWS replaces what its provider places, and leaves what belongs to the account', async () => {
  const diff = await fromBase([{ ...US_EAST, region: 'eu-central-1' }, EU_WEST, US_WEST]);
  expect(losses(diff)).toEqual(
    expect.arrayContaining([
      'network-us-east aws_ec2_transit_gateway.main link',
      'network-us-east aws_kms_key.logs data',
      'cluster-us-east aws_kms_key.cassandra data',
      'cluster-us-east aws_lb.proxy address',
    ]),
  );
  expect(replaced(diff)).toContain('network-us-east aws_vpc.main');
  expect(replaced(diff).filter((it) => /aws_iam_|-us-west |cluster-eu-west|network-eu-west/.test(it))).toEqual([]);
});

test('another region on Google Cloud replaces what is regional, and leaves the network', async () => {
  const diff = await fromBase([US_EAST, { ...EU_WEST, region: 'europe-west4' }, US_WEST]);
  expect(replaced(diff)).toEqual(
    expect.arrayContaining([
      'network-eu-west google_compute_subnetwork.kong',
      'links aws_customer_gateway.us_east_1__eu_west_0',
      'cluster-eu-west google_compute_address.balancer',
    ]),
  );
  expect(replaced(diff)).not.toContain('network-eu-west google_compute_network.main');
  expect(replaced(diff).filter((it) => /google_compute_firewall|google_service_account/.test(it))).toEqual([]);
});

test('another project replaces everything that is in it', async () => {
  const diff = await fromBase([US_EAST, { ...EU_WEST, project: 'acme-other' }, US_WEST]);
  expect(replaced(diff)).toContain('network-eu-west google_compute_network.main');
  expect(replaced(diff)).toContain('cluster-eu-west google_compute_disk.cassandra_1_data');
});

test('a datacenter more replaces nothing of the others', async () => {
  const diff = await fromBase([...BASE, { name: 'ap', cloud: 'aws', region: 'ap-northeast-1' }]);
  expect(replaced(diff)).toEqual([]);
  expect(losses(diff)).toEqual([]);
  expect(diff.stacks.map(({ stack }) => stack)).not.toContain('network-us-east');
});

test('a pre-shared key that goes with its link is no loss of data, a password of the datastore is', async () => {
  const hub = await fromBase(BASE, { links: { shape: 'hub', hub: 'us-east' } });
  const removed = hub.stacks.flatMap(({ resources }) => resources).filter((it) => it.action === 'remove');
  expect(removed.map((it) => it.address)).toContain('random_password.eu_west__us_west_0');
  expect(losses(hub).filter((it) => it.includes('random_password'))).toEqual([]);
  expect(losses(hub)).toContain('links aws_vpn_connection.eu_west__us_west_0 link');
  const before = await BEFORE;
  const without = before.synthesis.assembly.map((it) =>
    it.path === 'stacks/shared/cdk.tf.json' ? { ...it, text: it.text.replaceAll('"length"', '"min_lower"') } : it,
  );
  const changed = diffTopologies(before, { ...before, synthesis: { ...before.synthesis, assembly: without } });
  expect(losses(changed)).toContain('shared random_password.cassandra_superuser_password data');
});
