import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answered, mockedNetwork, PLANNED } from '../support/mocked-network';
import { proveTopology } from '../support/prove-topology';
import { expectRefusals, type Wrong } from '../support/refused-plans';
import { PROJECT, synthesizeShipped, synthesizeText, writeTrees, type Synthesized } from '../support/synthesized';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';

proveTopology('existing-networks', { long: true });

const SPEC = readFileSync(join(PROJECT, 'topologies', 'existing-networks.json'), 'utf8');

type Values = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Values>>>>;

interface Json {
  readonly resource: Blocks;
  readonly data: Blocks;
}

function jsonOf({ synthesis }: Synthesized, stack: string): Json {
  const found = synthesis.assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`);
  if (!found) throw new Error(`no stack ${stack}`);
  return JSON.parse(found.text) as Json;
}

/** Every argument by which a resource may stand in a network, be attached to it, or look at it. */
const USES: Readonly<Record<string, readonly string[]>> = {
  aws_autoscaling_group: ['vpc_zone_identifier'],
  aws_db_subnet_group: ['subnet_ids'],
  aws_ec2_transit_gateway_vpc_attachment: ['vpc_id', 'subnet_ids'],
  aws_elasticache_subnet_group: ['subnet_ids'],
  aws_flow_log: ['subnet_id'],
  aws_instance: ['subnet_id'],
  aws_lb: ['subnets'],
  aws_lb_target_group: ['vpc_id'],
  aws_network_interface: ['subnet_id'],
  aws_route: ['route_table_id'],
  aws_route53_zone: ['vpc'],
  aws_security_group: ['vpc_id'],
  google_compute_address: ['subnetwork'],
  google_compute_firewall: ['network'],
  google_compute_forwarding_rule: ['network', 'subnetwork'],
  google_compute_ha_vpn_gateway: ['network'],
  google_compute_instance: ['network_interface'],
  google_compute_region_backend_service: ['network'],
  google_compute_region_instance_template: ['network_interface'],
  google_compute_router: ['network'],
  google_compute_router_nat: ['subnetwork'],
  google_dns_managed_zone: ['private_visibility_config'],
  google_redis_instance: ['authorized_network'],
};

const THEIRS =
  /data\.(aws_(vpc|subnet|route_table)|google_compute_(network|subnetwork|global_address))|outputs\.(vpc_id|subnet_ids|network_id|[a-z]+_subnet_id)|"(vpc|subnet|rtb)-0a|(networks|subnetworks|addresses)\/(acme|edge-)/;

/** Returns the arguments of resources that name something of the user's network, as `type.argument`. */
function usesOf({ resource }: Json): string[] {
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.values(named).flatMap((values) =>
      Object.entries(values)
        .filter(([, value]) => THEIRS.test(JSON.stringify(value)))
        .map(([argument]) => `${type}.${argument}`),
    ),
  );
}

/** Types that would make, change or tag a part of a network itself. */
const NETWORK_ITSELF =
  /^aws_(vpc|subnet|route_table|main_route_table|default_|internet_gateway|nat_gateway|eip|ec2_tag|network_acl|vpc_dhcp|vpc_ipv4|vpc_endpoint|vpn_gateway_)/;
const RULES = /^aws_vpc_security_group_(in|e)gress_rule$/;
const GOOGLE_NETWORK_ITSELF =
  /^google_(compute_(network|subnetwork|route$|global_address|shared_vpc|network_firewall|project_metadata)|service_networking)/;

interface Written {
  readonly network: { readonly existing: { readonly subnets: Record<string, unknown> } };
}

/** @param chosen positions of the datacenters that are taken. @default all */
async function postgresqlWithRedis(chosen = [0, 1, 2]): Promise<Synthesized> {
  const spec = JSON.parse(SPEC) as { datacenters: [Written, unknown, Written] };
  const zones = ['a', 'b', 'c'].map((letter, i) => ({
    zone: `us-east-1${letter}`,
    id: `subnet-0a0000000000000${letter}5`,
    cidr: `10.20.14.${i * 16}/28`,
  }));
  spec.datacenters[0].network.existing.subnets['redis'] = { cidr: '10.20.14.0/26', zones };
  const services = { id: 'projects/acme-edge/global/addresses/edge-services', cidr: '10.99.0.0/24' };
  spec.datacenters[2].network.existing.subnets['redis'] = services;
  const more = {
    datastore: { engine: 'postgresql', primary: 'eu-west' },
    kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
  };
  const datacenters = spec.datacenters.filter((_, i) => chosen.includes(i));
  return synthesizeText(JSON.stringify({ ...spec, datacenters, ...more }), 'existing.json');
}

describe.each([
  ['Cassandra', () => synthesizeShipped('existing-networks')],
  ['PostgreSQL in hybrid mode, and Redis', () => postgresqlWithRedis()],
])('a network that the user has, with %s', (_name, synthesized) => {
  test('is used and never made, tagged or changed', async () => {
    const whole = await synthesized();
    for (const stack of ['network-us-east', 'cluster-us-east', 'network-eu-west', 'cluster-eu-west', 'links']) {
      const json = jsonOf(whole, stack);
      const allowed = Object.entries(USES).flatMap(([type, names]) => names.map((argument) => `${type}.${argument}`));
      expect([stack, usesOf(json).filter((use) => !allowed.includes(use))]).toEqual([stack, []]);
      if (stack === 'links') continue;
      const made = Object.keys(json.resource).filter(
        (type) => (NETWORK_ITSELF.test(type) && !RULES.test(type)) || GOOGLE_NETWORK_ITSELF.test(type),
      );
      expect([stack, made]).toEqual([stack, []]);
    }
    // Its owner's tables get a route to each other datacenter, and no other.
    const routes = Object.entries(jsonOf(whole, 'network-us-east').resource['aws_route'] ?? {});
    expect(routes.map(([name, route]) => `${name} ${String(route['destination_cidr_block'])}`).sort()).toEqual(
      ['a', 'b', 'c'].flatMap((letter) => [
        `rtb_0a00000000000000${letter}_to_eu_west 10.30.0.0/20`,
        `rtb_0a00000000000000${letter}_to_us_west 10.2.0.0/16`,
      ]),
    );
  });
});

describe.each([
  ['Cassandra', () => synthesizeShipped('existing-networks')],
  ['PostgreSQL in hybrid mode, and Redis', () => postgresqlWithRedis()],
])('a network that the user has on Google, with %s', (_name, synthesized) => {
  test('has rules for machines of the topology alone', async () => {
    const whole = await synthesized();
    expect(Object.keys(jsonOf(whole, 'network-eu-west').resource)).not.toContain('google_compute_firewall');
    const rules = Object.values(jsonOf(whole, 'cluster-eu-west').resource['google_compute_firewall'] ?? {});
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) {
      expect(rule['target_service_accounts']).not.toEqual([]);
      expect(JSON.stringify(rule['target_service_accounts'])).toMatch(/google_service_account\.|outputs\./);
    }
    const accounts = Object.keys(jsonOf(whole, 'cluster-eu-west').resource['google_service_account'] ?? {});
    for (const refusal of rules.filter((rule) => rule['deny'] !== undefined))
      expect((refusal['target_service_accounts'] as string[]).length).toBe(accounts.length);
  });
});

test('Redis stands in the range that the owner gave to services, and peers with nothing', async () => {
  const json = jsonOf(await postgresqlWithRedis(), 'cluster-eu-west');
  expect(json.resource['google_redis_instance']?.['main']).toMatchObject({
    connect_mode: 'PRIVATE_SERVICE_ACCESS',
    reserved_ip_range: 'edge-services',
  });
});

test('a network on Google whose owner leads machines out gets no address translation', async () => {
  const made = async (text: string): Promise<string[]> =>
    Object.keys(jsonOf(await synthesizeText(text, 'a.json'), 'network-eu-west').resource);
  expect(await made(SPEC)).toContain('google_compute_router_nat');
  expect(await made(SPEC.replace('"egress": "managed",', ''))).not.toContain('google_compute_router_nat');
});

test('a datacenter without links touches no route table', async () => {
  const spec = JSON.parse(SPEC) as { datacenters: unknown[] };
  const alone = await synthesizeText(JSON.stringify({ ...spec, datacenters: spec.datacenters.slice(0, 1) }), 'a.json');
  const { resource, data } = jsonOf(alone, 'network-us-east');
  expect(Object.keys(resource).filter((type) => /route|transit/.test(type))).toEqual([]);
  expect(Object.keys(data)).not.toContain('aws_route_table');
});

/** What Google says of the parts of the network: as the spec has it, but for what is overridden. */
function project(changed: Readonly<Record<string, string>>): string {
  const network = 'https://www.googleapis.com/compute/v1/projects/acme-edge/global/networks/acme';
  const ranges = { kong: '10.30.0.0/22', postgresql: '10.30.4.0/26' };
  const override = (target: string, values: Readonly<Record<string, string>>): string =>
    answered(`google_compute_${target}`, values, changed);
  return [
    'mock_provider "google" {}\n',
    ...Object.entries(ranges).map(([tier, range]) =>
      override(`subnetwork.${tier}`, {
        network: `"${network}"`,
        ip_cidr_range: `"${range}"`,
        private_ip_google_access: 'true',
      }),
    ),
    override('global_address.redis', {
      address: '"10.99.0.0"',
      prefix_length: '24',
      purpose: '"VPC_PEERING"',
      network: `"${network}"`,
    }),
    override('network_peering.services', { state: '"ACTIVE"' }),
    PLANNED,
  ].join('\n');
}

const WRONG_ON_GOOGLE: Wrong = [
  [
    'a subnet with another range',
    { 'google_compute_subnetwork.kong.ip_cidr_range': '"10.30.0.0/24"' },
    'subnetworks/edge-kong has the range 10.30.0.0/22 in projects/acme-edge/global/networks/acme; Google says 10.30.0.0/24 in projects/acme-edge/global/networks/acme.',
  ],
  [
    'a subnet of another network',
    {
      'google_compute_subnetwork.postgresql.network':
        '"https://www.googleapis.com/compute/v1/projects/acme-edge/global/networks/other"',
    },
    'Google says 10.30.4.0/26 in projects/acme-edge/global/networks/other.',
  ],
  [
    'no way to Google without public addresses',
    { 'google_compute_subnetwork.kong.private_ip_google_access': 'false' },
    'Private Google Access (false) switched on',
  ],
  [
    'another range of services',
    { 'google_compute_global_address.redis.prefix_length': '20' },
    'Google says 10.99.0.0/20 in projects/acme-edge/global/networks/acme, for VPC_PEERING.',
  ],
  [
    'no private services access',
    { 'google_compute_network_peering.services.state': '"INACTIVE"' },
    'the peering servicenetworking-googleapis-com is INACTIVE',
  ],
];

/** A subnet in which one address is free, and another is that of a machine of the topology. */
const FULL_OF_ITS_OWN = {
  'aws_subnet.kong_c.available_ip_address_count': '1',
  'aws_network_interfaces.kong_c.ids': '["eni-0a0000000000000c2"]',
};

const WRONG: Wrong = [
  [
    'another range of the VPC',
    { 'aws_vpc.main.cidr_block_associations': '[{ cidr_block = "10.30.0.0/16" }]' },
    'The spec says that vpc-0a1b2c3d4e5f60718 has the range 10.20.0.0/20; AWS says 10.30.0.0/16.',
  ],
  [
    'names that are not answered',
    { 'aws_vpc.main.enable_dns_hostnames': 'false' },
    'DNS support (true) and DNS hostnames (false) switched on: topogen changes neither.',
  ],
  [
    'a subnet in another zone',
    { 'aws_subnet.kong_b.availability_zone': '"us-east-1d"' },
    'AWS has subnet-0a0000000000000a2: 10.20.4.0/24 in us-east-1a of vpc-0a1b2c3d4e5f60718; subnet-0a0000000000000b2: 10.20.5.0/24 in us-east-1d',
  ],
  [
    'a subnet with another range',
    { 'aws_subnet.cassandra_a.cidr_block': '"10.20.9.0/26"' },
    'The subnets of cassandra are not those of the spec.',
  ],
  [
    'a subnet of another VPC',
    { 'aws_subnet.transit_c.vpc_id': '"vpc-0f0f0f0f0f0f0f0f0"' },
    'The subnets of transit are not those of the spec.',
  ],
  [
    'too few free addresses',
    { 'aws_subnet.kong_c.available_ip_address_count': '1' },
    'Each subnet of kong needs 2 addresses for the machines of us-east; 8, 8, 1 are free or theirs already.',
  ],
  [
    'route tables of other subnets',
    Object.fromEntries(
      ['a', 'b', 'c'].map((letter) => [
        `aws_route_table.rtb_0a00000000000000${letter}.associations`,
        '[{ subnet_id = "subnet-0a0000000000000a2" }]',
      ]),
    ),
    'so that these subnets would have no route to the other datacenters.',
  ],
];

describeLong('the plan of a network that the user has', () => {
  test('passes where it is as the spec says, and fails with its message where it is not', async () => {
    await expectRefusals(
      await synthesizeShipped('existing-networks'),
      'terraform/in-our-network/network-us-east',
      (changed) => mockedNetwork(SPEC, changed),
      WRONG,
      [FULL_OF_ITS_OWN],
    );
  }, 900_000);

  test('passes and fails likewise on Google', async () => {
    // Alone, since mocks make up no addresses of a gateway.
    const synthesized = await postgresqlWithRedis([2]);
    await expectRefusals(synthesized, 'terraform/in-our-network/network-eu-west', project, WRONG_ON_GOOGLE);
  }, 900_000);

  test('destroys what was made in it, whatever has become of it by then', async () => {
    const synthesized = await synthesizeShipped('existing-networks');
    await withTerraform(async (tf) => {
      await writeTrees(tf, synthesized);
      const folder = 'terraform/in-our-network/network-us-east';
      const stack = tf.at(folder);
      await stack.init();
      await stack.apply();
      const outputs = await tf.read(`${folder}/outputs.tf`);
      const others = [
        ['"10.20.0.0/20"', '"10.30.0.0/20"'],
        [': 10.20.4.0/24 in', ': 10.20.3.0/24 in'],
        [') >= 2\n', ') >= 200\n'],
      ] as const;
      for (const [was] of others) expect(outputs).toContain(was);
      await tf.write(
        `${folder}/outputs.tf`,
        others.reduce((text, [was, is]) => text.replaceAll(was, is), outputs),
      );
      const refused = await stack.planError();
      for (const output of ['vpc_id', 'kong_subnets', 'kong_addresses'])
        expect(refused).toContain(`in output "${output}"`);
      const { stdout } = await stack.run(['destroy', '-auto-approve', '-no-color', '-lock=false']);
      expect(stdout).toMatch(/Destroy complete! Resources: [1-9]\d* destroyed/);
    });
  }, 900_000);
});
