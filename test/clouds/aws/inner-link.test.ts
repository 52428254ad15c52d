import type { LinkPlan, Plan } from '../../../src/plan/plan';
import { aPlan } from '../../support/a-spec';
import { element, linksOf } from './aws-stacks';

const THREE = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  { name: 'ireland', cloud: 'aws', region: 'eu-west-1' },
] as const;
const ROUTE = 'aws_ec2_transit_gateway_route';
const ASSOCIATION = 'aws_ec2_transit_gateway_route_table_association';

const table = (datacenter: string, name: string): string =>
  `\${data.terraform_remote_state.network_${datacenter}.outputs.${name}_route_table_id}`;

test('a peering is made in the left region and accepted in the right one', () => {
  const { resource } = linksOf(aPlan(THREE)).json;
  expect(element(resource, 'aws_ec2_transit_gateway_peering_attachment', 'us_east__us_west')).toMatchObject({
    region: 'us-east-1',
    peer_region: 'us-west-2',
    transit_gateway_id: '${data.terraform_remote_state.network_us_east.outputs.transit_gateway_id}',
    peer_transit_gateway_id: '${data.terraform_remote_state.network_us_west.outputs.transit_gateway_id}',
  });
  expect(element(resource, 'aws_ec2_transit_gateway_peering_attachment_accepter', 'us_east__us_west')).toMatchObject({
    region: 'us-west-2',
    transit_gateway_attachment_id: '${aws_ec2_transit_gateway_peering_attachment.us_east__us_west.id}',
  });
});

test.each([
  ['us_east', 'us-east-1', '10.65.0.0/16'],
  ['us_west', 'us-west-2', '10.64.0.0/16'],
])('at %s the peering is associated once it is accepted, then leads to the other end', (here, region, there) => {
  const { resource } = linksOf(aPlan(THREE)).json;
  const id = `us_east__us_west__at_${here}`;
  expect(element(resource, ASSOCIATION, id)).toMatchObject({
    region,
    transit_gateway_route_table_id: table(here, 'edge'),
    depends_on: ['aws_ec2_transit_gateway_peering_attachment_accepter.us_east__us_west'],
  });
  expect(element(resource, ROUTE, id)).toMatchObject({
    region,
    destination_cidr_block: there,
    transit_gateway_route_table_id: table(here, 'workload'),
    depends_on: [`${ASSOCIATION}.${id}`],
  });
});

test('in a mesh no link leads to another: the edge tables get no routes', () => {
  const routes = Object.values(linksOf(aPlan(THREE)).json.resource[ROUTE] ?? {});
  expect(routes).toHaveLength(6);
  for (const route of routes) expect(route['transit_gateway_route_table_id']).toContain('workload_route_table_id');
});

test('in a hub the spokes send everything to it, and its edge table knows each spoke', () => {
  const { resource } = linksOf(aPlan(THREE, { links: { shape: 'hub', hub: 'us-west' } })).json;
  expect(Object.keys(resource['aws_ec2_transit_gateway_peering_attachment'] ?? {})).toEqual([
    'us_east__us_west',
    'us_west__ireland',
  ]);
  expect(element(resource, ROUTE, 'us_east__us_west__at_us_east')['destination_cidr_block']).toBe('10.64.0.0/10');
  expect(element(resource, ROUTE, 'us_west__ireland__at_ireland')['destination_cidr_block']).toBe('10.64.0.0/10');
  expect(element(resource, ROUTE, 'us_east__us_west__at_us_west')['destination_cidr_block']).toBe('10.64.0.0/16');
  expect(element(resource, ROUTE, 'us_west__ireland__at_us_west__transit')).toMatchObject({
    destination_cidr_block: '10.66.0.0/16',
    transit_gateway_route_table_id: table('us_west', 'edge'),
  });
  expect(Object.keys(resource[ROUTE] ?? {})).toHaveLength(6);
});

test('other kinds of links say what is wrong with them', () => {
  const plan = aPlan(THREE);
  const withKind = (kind: LinkPlan['kind']): Plan => ({
    ...plan,
    links: plan.links.map((link) => ({ ...link, kind })),
  });
  expect(() => linksOf(withKind('gateway-vpn'))).toThrow(/a managed end and VPN instances are no peers/);
  expect(() => linksOf(withKind('ha-vpn'))).toThrow(/AWS does not join its own datacenters by ha-vpn/);
});
