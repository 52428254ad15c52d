import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { element, networkOf } from './aws-stacks';

const { json, comments } = networkOf(aPlan(TWO_CLOUDS), 'us-east');

test('the transit gateway has the ASN of its datacenter and takes nothing on by itself', () => {
  expect(element(json.resource, 'aws_ec2_transit_gateway', 'main')).toMatchObject({
    amazon_side_asn: 64520,
    vpn_ecmp_support: 'enable',
    default_route_table_association: 'disable',
    default_route_table_propagation: 'disable',
    auto_accept_shared_attachments: 'disable',
  });
});

test('the VPC is attached in the transit subnet of every zone, outside of the default route table', () => {
  expect(element(json.resource, 'aws_ec2_transit_gateway_vpc_attachment', 'main')).toMatchObject({
    subnet_ids: ['${aws_subnet.transit_a.id}', '${aws_subnet.transit_b.id}', '${aws_subnet.transit_c.id}'],
    transit_gateway_default_route_table_association: false,
    transit_gateway_default_route_table_propagation: false,
  });
});

test('the VPC looks up in the workload table, and is found in the edge table alone', () => {
  const at = (table: string): object => ({
    transit_gateway_route_table_id: `\${aws_ec2_transit_gateway_route_table.${table}.id}`,
    transit_gateway_attachment_id: '${aws_ec2_transit_gateway_vpc_attachment.main.id}',
  });
  const associations = Object.values(json.resource['aws_ec2_transit_gateway_route_table_association'] ?? {});
  const propagations = Object.values(json.resource['aws_ec2_transit_gateway_route_table_propagation'] ?? {});
  expect(associations).toEqual([expect.objectContaining(at('workload'))]);
  expect(propagations).toEqual([expect.objectContaining(at('edge'))]);
});

test('each zone has one route to all datacenters, made after the attachment', () => {
  for (const zone of ['a', 'b', 'c']) {
    expect(element(json.resource, 'aws_route', `private_${zone}_datacenters`)).toMatchObject({
      route_table_id: `\${aws_route_table.private_${zone}.id}`,
      destination_cidr_block: '10.64.0.0/10',
      transit_gateway_id: '${aws_ec2_transit_gateway.main.id}',
      depends_on: ['aws_ec2_transit_gateway_vpc_attachment.main'],
    });
  }
});

test('the comment on the edge table tells a hub from the others', () => {
  const hub = networkOf(aPlan(TWO_CLOUDS, { links: { shape: 'hub', hub: 'us-east' } }), 'us-east');
  const edge = 'aws_ec2_transit_gateway_route_table.edge';
  expect(comments[edge]).toMatch(/this VPC alone/);
  expect(hub.comments[edge]).toMatch(/since this is the hub/);
});
