import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../support/a-spec';
import { datacenterOf, element, networkOf, type StackJson } from './aws-stacks';

const ALONE = [{ name: 'us-east', cloud: 'aws' }] as const;

/** The route table of a subnet, by name. */
function tableOf(json: StackJson, subnet: string): string {
  const { route_table_id } = element(json.resource, 'aws_route_table_association', subnet);
  return String(route_table_id).replace(/^\$\{aws_route_table\.(.*)\.id\}$/, '$1');
}

/** Where a route table leads beyond the VPC. */
function routesOf(json: StackJson, table: string): unknown[] {
  return Object.values(json.resource['aws_route'] ?? {})
    .filter((route) => route['route_table_id'] === `\${aws_route_table.${table}.id}`)
    .map((route) => [
      route['destination_cidr_block'],
      route['gateway_id'] ?? route['nat_gateway_id'] ?? route['transit_gateway_id'],
    ]);
}

test('every subnet of the plan is there, in its zone, without public addresses for machines', () => {
  const plan = aPlan(TWO_CLOUDS);
  const { json } = networkOf(plan, 'us-east');
  const datacenter = datacenterOf(plan, 'us-east');
  const made = Object.values(json.resource['aws_subnet'] ?? {});
  expect(made.map((subnet) => subnet['cidr_block'])).toEqual(datacenter.subnets.map((subnet) => subnet.cidr));
  expect(made.every((subnet) => subnet['map_public_ip_on_launch'] === false)).toBe(true);
  expect(element(json.resource, 'aws_subnet', 'cassandra_b')).toMatchObject({
    cidr_block: '10.64.80.0/20',
    availability_zone: 'us-east-1b',
    vpc_id: '${aws_vpc.main.id}',
  });
});

test('each private subnet leaves by the NAT gateway of its own zone, which stands in a public subnet', () => {
  const { json } = networkOf(aPlan(TWO_CLOUDS), 'us-east');
  for (const zone of ['a', 'b', 'c']) {
    expect(tableOf(json, `kong_${zone}`)).toBe(`private_${zone}`);
    expect(tableOf(json, `cassandra_${zone}`)).toBe(`private_${zone}`);
    expect(routesOf(json, `private_${zone}`)).toContainEqual(['0.0.0.0/0', `\${aws_nat_gateway.nat_${zone}.id}`]);
    expect(element(json.resource, 'aws_nat_gateway', `nat_${zone}`)).toMatchObject({
      subnet_id: `\${aws_subnet.public_${zone}.id}`,
      depends_on: ['aws_internet_gateway.main'],
    });
  }
});

test('one NAT gateway in the first zone serves all of them', () => {
  const plan = aPlan(TWO_CLOUDS, { network: { egress: 'single' }, kong: { survives: 'node' } });
  const { json } = networkOf(plan, 'us-east');
  expect(Object.keys(json.resource['aws_nat_gateway'] ?? {})).toEqual(['nat_a']);
  expect(Object.keys(json.resource['aws_eip'] ?? {})).toEqual(['nat_a']);
  for (const zone of ['a', 'b', 'c']) {
    expect(tableOf(json, `kong_${zone}`)).toBe(`private_${zone}`);
    expect(routesOf(json, `private_${zone}`)).toContainEqual(['0.0.0.0/0', '${aws_nat_gateway.nat_a.id}']);
  }
  expect(json.output?.['nat_addresses']).toMatchObject({ value: ['${aws_eip.nat_a.public_ip}'] });
  // The cloud whose NAT spans the region knows no such choice.
  expect(plan.datacenters.map(({ name, egress }) => [name, egress])).toEqual([
    ['us-east', 'single'],
    ['eu-west', undefined],
  ]);
});

test('a regional NAT gateway has an address of ours in each zone, and no subnet', () => {
  const { json } = networkOf(aPlan([{ ...ALONE[0], egress: 'regional' }]), 'us-east');
  const gateways = json.resource['aws_nat_gateway'] ?? {};
  expect(Object.keys(gateways)).toEqual(['nat_regional']);
  expect(gateways['nat_regional']).toMatchObject({
    availability_mode: 'regional',
    vpc_id: '${aws_vpc.main.id}',
    availability_zone_address: ['a', 'b', 'c'].map((zone) => ({
      availability_zone: `us-east-1${zone}`,
      allocation_ids: [`\${aws_eip.nat_regional_${zone}.allocation_id}`],
    })),
  });
  expect(gateways['nat_regional']).not.toHaveProperty('subnet_id');
  for (const zone of ['a', 'b', 'c'])
    expect(routesOf(json, `private_${zone}`)).toContainEqual(['0.0.0.0/0', '${aws_nat_gateway.nat_regional.id}']);
});

test('a datacenter whose links all end on its VPN instances has no transit gateway, nor subnets for one', () => {
  const pair: readonly ADatacenter[] = [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  ];
  const plan = aPlan(pair, { links: { awsToAws: 'ipsec' } });
  const types = (name: string): string[] =>
    Object.keys(networkOf(plan, name).json.resource).filter((type) => type.includes('transit_gateway'));
  expect(types('us-east')).toContain('aws_ec2_transit_gateway');
  expect(types('us-west')).toEqual([]);
  expect(plan.datacenters.map(({ subnets }) => subnets.some(({ tier }) => tier === 'transit'))).toEqual([true, false]);
});

test('only public subnets know the internet gateway, and those of Redis and transit know no way out', () => {
  const plan = aPlan(TWO_CLOUDS, { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
  const { json } = networkOf(plan, 'us-east');
  expect(tableOf(json, 'public_a')).toBe('public');
  expect(routesOf(json, 'public')).toEqual([['0.0.0.0/0', '${aws_internet_gateway.main.id}']]);
  expect(tableOf(json, 'redis_a')).toBe('internal');
  expect(tableOf(json, 'transit_c')).toBe('internal');
  expect(routesOf(json, 'internal')).toEqual([]);
});

test('the default security group is empty', () => {
  const { json } = networkOf(aPlan(TWO_CLOUDS), 'us-east');
  const group = element(json.resource, 'aws_default_security_group', 'default');
  expect(group).not.toHaveProperty('ingress');
  expect(group).not.toHaveProperty('egress');
});

test('a datacenter alone has no gateway and no route to others', () => {
  const { json } = networkOf(aPlan(ALONE), 'us-east');
  expect(Object.keys(json.resource).filter((type) => type.includes('transit_gateway'))).toEqual([]);
  expect(routesOf(json, 'private_a')).toEqual([['0.0.0.0/0', '${aws_nat_gateway.nat_a.id}']]);
  expect(json.resource['aws_route_table']).not.toHaveProperty('internal');
});

test('a third datacenter changes nothing in the network of the first', () => {
  const before = networkOf(aPlan(TWO_CLOUDS), 'us-east');
  const after = networkOf(
    aPlan([
      ...TWO_CLOUDS,
      { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
      { name: 'asia', cloud: 'google', region: 'asia-east1' },
    ]),
    'us-east',
  );
  expect(after).toEqual(before);
});
