import { tunnelOptions } from '../../../src/clouds/aws/tunnel-options';
import { listeningAddresses, listen } from '../../../src/clouds/aws/vpn';
import type { StackScope } from '../../../src/clouds/contract';
import type { LinkKind } from '../../../src/kernel/cloud/links';
import type { LinkPlan } from '../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { datacenterOf, element, linksOf } from './aws-stacks';

const PLAN = aPlan(TWO_CLOUDS);
const LINK = PLAN.links[0] as LinkPlan;
const { json, tunnels } = linksOf(PLAN);
const { resource } = json;

const connection = (number: number): Readonly<Record<string, unknown>> =>
  element(resource, 'aws_vpn_connection', `us_east__eu_west_${number}`);

test('each connection goes to one interface of the listening gateway', () => {
  for (const number of [0, 1]) {
    expect(connection(number)).toMatchObject({
      type: 'ipsec.1',
      region: 'us-east-1',
      transit_gateway_id: '${data.terraform_remote_state.network_us_east.outputs.transit_gateway_id}',
      customer_gateway_id: `\${aws_customer_gateway.us_east_1__eu_west_${number}.id}`,
    });
  }
  expect(element(resource, 'aws_customer_gateway', 'us_east_1__eu_west_0')).toMatchObject({
    bgp_asn: '64521',
    ip_address: '203.0.113.1',
    region: 'us-east-1',
  });
  expect(element(resource, 'aws_customer_gateway', 'us_east_1__eu_west_1')['ip_address']).toBe('198.51.100.1');
});

test('the tunnels of the link, in order, are tunnels 1 and 2 of the first connection, then of the second', () => {
  const made = [0, 1].flatMap((number) =>
    [1, 2].map((which) => [
      connection(number)[`tunnel${which}_inside_cidr`],
      connection(number)[`tunnel${which}_preshared_key`],
    ]),
  );
  expect(made).toEqual(LINK.tunnels.map(({ insideCidr, number }) => [insideCidr, `key-${number}-of-${LINK.id}`]));
  const address = (number: number, which: number, name: string): string =>
    `\${aws_vpn_connection.us_east__eu_west_${number}.tunnel${which}_${name}}`;
  expect(tunnels[LINK.id]).toEqual(
    [0, 1].flatMap((number) =>
      [1, 2].map((which) => ({
        outsideAddress: address(number, which, 'address'),
        dialledInsideAddress: address(number, which, 'vgw_inside_address'),
        listeningInsideAddress: address(number, which, 'cgw_inside_address'),
      })),
    ),
  );
});

test.each([
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
])('connection %i, tunnel %i proposes one transform, begins by itself, and logs IKE and BGP', (number, which) => {
  const option = (name: string): unknown => connection(number)[`tunnel${which}_${name}`];
  expect(option('ike_versions')).toEqual(['ikev2']);
  for (const phase of [1, 2]) {
    expect(option(`phase${phase}_encryption_algorithms`)).toEqual(['AES256']);
    expect(option(`phase${phase}_integrity_algorithms`)).toEqual(['SHA2-256']);
    expect(option(`phase${phase}_dh_group_numbers`)).toEqual([20]);
  }
  expect(option('startup_action')).toBe('start');
  expect(option('dpd_timeout_action')).toBe('restart');
  expect(option('enable_tunnel_lifecycle_control')).toBe(true);
  expect(option('log_options')).toMatchObject({
    cloudwatch_log_options: {
      log_enabled: true,
      log_group_arn: '${aws_cloudwatch_log_group.us_east_vpn.arn}',
      bgp_log_enabled: true,
      bgp_log_group_arn: '${aws_cloudwatch_log_group.us_east_vpn.arn}',
    },
  });
});

test('each connection may look up the VPC alone, and the VPC learns what it leads to', () => {
  for (const number of [0, 1]) {
    const id = `us_east__eu_west_${number}`;
    const at = (table: string): object => ({
      transit_gateway_attachment_id: `\${aws_vpn_connection.${id}.transit_gateway_attachment_id}`,
      transit_gateway_route_table_id: `\${data.terraform_remote_state.network_us_east.outputs.${table}_route_table_id}`,
    });
    expect(element(resource, 'aws_ec2_transit_gateway_route_table_association', id)).toMatchObject(at('edge'));
    expect(element(resource, 'aws_ec2_transit_gateway_route_table_propagation', id)).toMatchObject(at('workload'));
  }
  expect(Object.keys(resource['aws_ec2_transit_gateway_route_table_propagation'] ?? {})).toHaveLength(2);
});

test('two datacenters of one region share the customer gateways of a third on another cloud', () => {
  const plan = aPlan([...TWO_CLOUDS, { name: 'us-east-too', cloud: 'aws', region: 'us-east-1' }], {
    links: { awsToAws: 'ipsec' },
  });
  const shared = linksOf(plan).json.resource;
  expect(Object.keys(shared['aws_customer_gateway'] ?? {})).toEqual(['us_east_1__eu_west_0', 'us_east_1__eu_west_1']);
  for (const id of ['us_east__eu_west_1', 'eu_west__us_east_too_1']) {
    expect(element(shared, 'aws_vpn_connection', id)['customer_gateway_id']).toBe(
      '${aws_customer_gateway.us_east_1__eu_west_1.id}',
    );
  }
  expect(Object.keys(shared['aws_cloudwatch_log_group'] ?? {})).toEqual(['us_east_vpn', 'us_east_too_vpn']);
});

test('a hub lets its other links find each one', () => {
  const plan = aPlan([...TWO_CLOUDS, { name: 'asia', cloud: 'google', region: 'asia-east1' }], {
    links: { shape: 'hub', hub: 'us-east' },
  });
  const hub = linksOf(plan);
  const id = 'us_east__asia_1__transit';
  expect(element(hub.json.resource, 'aws_ec2_transit_gateway_route_table_propagation', id)).toMatchObject({
    transit_gateway_attachment_id: '${aws_vpn_connection.us_east__asia_1.transit_gateway_attachment_id}',
    transit_gateway_route_table_id: '${data.terraform_remote_state.network_us_east.outputs.edge_route_table_id}',
  });
  expect(hub.comments[`aws_ec2_transit_gateway_route_table_propagation.${id}`]).toMatch(/This is the hub/);
});

test('every regional resource of the links names its region', () => {
  const bodies = Object.values(
    linksOf(aPlan([...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }])).json.resource,
  );
  for (const body of bodies.flatMap((named) => Object.values(named))) {
    expect(['us-east-1', 'us-west-2']).toContain(body['region']);
  }
});

test('AWS does not listen', () => {
  const scope = {} as StackScope;
  expect(() => listeningAddresses(scope, datacenterOf(PLAN, 'us-east'))).toThrow(/us-east is on AWS, which dials/);
  expect(() => listen(scope, LINK)).toThrow(/AWS cannot be the listening end/);
});

test('towards VPN instances it takes the group of older ones too, which propose no other until they are replaced', () => {
  const groups = (kind: LinkKind): unknown[] => {
    const options = tunnelOptions(1, kind, '169.254.8.0/30', 'key', 'logs');
    return [options.tunnel1Phase1DhGroupNumbers, options.tunnel1Phase2DhGroupNumbers];
  };
  expect(groups('gateway-vpn')).toEqual([
    [14, 20],
    [14, 20],
  ]);
  expect(groups('managed-vpn')).toEqual([[20], [20]]);
});
