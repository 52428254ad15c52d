import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, element } from './aws-stacks';

const PLAN = aPlan(TWO_CLOUDS, { gateway: { plainHttp: 'serve' } });
const { json } = clusterOf(PLAN, 'us-east');
const { resource } = json;

test('the entrance is a network load balancer over the public subnets, in a group of its own', () => {
  expect(element(resource, 'aws_lb', 'proxy')).toMatchObject({
    load_balancer_type: 'network',
    internal: false,
    security_groups: ['${aws_security_group.balancer.id}'],
    subnets: ['a', 'b', 'c'].map(
      (zone) => `\${data.terraform_remote_state.network_us_east.outputs.subnet_ids["public_${zone}"]}`,
    ),
    enable_cross_zone_load_balancing: true,
  });
});

test('it is protected from deletion unless the one who applies says otherwise', () => {
  expect(element(resource, 'aws_lb', 'proxy')['enable_deletion_protection']).toBe('${var.deletion_protection}');
  expect(json.variable?.['deletion_protection']).toMatchObject({ type: 'bool', default: true });
});

test.each([
  ['http', 80, 8000],
  ['https', 443, 8443],
])('%s: port %i is handed on to port %i of healthy nodes', (name, port, nodePort) => {
  expect(element(resource, 'aws_lb_listener', name)).toMatchObject({
    port,
    protocol: 'TCP',
    default_action: [{ type: 'forward', target_group_arn: `\${aws_lb_target_group.${name}.arn}` }],
  });
  expect(element(resource, 'aws_lb_target_group', name)).toMatchObject({
    port: nodePort,
    protocol: 'TCP',
    preserve_client_ip: 'true',
    health_check: { protocol: 'HTTP', port: '8007', path: '/status', matcher: '200' },
  });
});

test('has one listener, one target group and one port in the group where plain HTTP is closed', () => {
  const closed = clusterOf(aPlan(TWO_CLOUDS), 'us-east').json.resource;
  expect(Object.keys(closed['aws_lb_listener'] ?? {})).toEqual(['https']);
  expect(Object.keys(closed['aws_lb_target_group'] ?? {})).toEqual(['https']);
  expect(element(closed, 'aws_autoscaling_group', 'kong')['target_group_arns']).toEqual([
    '${aws_lb_target_group.https.arn}',
  ]);
});

test.each(['redirect', 'serve'])(
  'changes no resource of the balancer between what answers on port 80: %s',
  (plainHttp) => {
    const other = clusterOf(aPlan(TWO_CLOUDS, { gateway: { plainHttp } }), 'us-east').json.resource;
    for (const type of ['aws_lb', 'aws_lb_listener', 'aws_lb_target_group', 'aws_vpc_security_group_ingress_rule'])
      expect(other[type]).toEqual(resource[type]);
  },
);

test('names fit into the 32 characters of load balancers and target groups, whatever the spec lets pass', () => {
  const [topology, datacenter] = ['t'.repeat(12), 'd'.repeat(12)];
  const [, second] = TWO_CLOUDS;
  const plan = aPlan([{ name: datacenter, cloud: 'aws' }, second!], { name: topology });
  const longest = clusterOf(plan, datacenter).json.resource;
  const names = ['aws_lb', 'aws_lb_target_group'].flatMap((type) =>
    Object.values(longest[type] ?? {}).map((it) => String(it['name'])),
  );
  expect(names).toHaveLength(2);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(32);
});

describe('an internal balancer', () => {
  const internal = clusterOf(aPlan(TWO_CLOUDS, { gateway: { exposure: 'internal' } }), 'us-east').json.resource;

  test('stands in the subnets of Kong, without an address on the internet', () => {
    expect(element(internal, 'aws_lb', 'proxy')).toMatchObject({
      internal: true,
      subnets: ['a', 'b', 'c'].map(
        (zone) => `\${data.terraform_remote_state.network_us_east.outputs.subnet_ids["kong_${zone}"]}`,
      ),
    });
  });

  test('lets in the supernet alone, where the spec names no clients', () => {
    const rules = Object.values(internal['aws_vpc_security_group_ingress_rule'] ?? {}).filter(
      (rule) => rule['security_group_id'] === '${aws_security_group.balancer.id}',
    );
    expect(rules.map((rule) => [rule['cidr_ipv4'], rule['from_port']])).toEqual([['10.64.0.0/10', 443]]);
  });

  test('differs from a public one in nothing else', () => {
    const open = clusterOf(aPlan(TWO_CLOUDS), 'us-east').json.resource;
    for (const type of ['aws_lb_listener', 'aws_lb_target_group', 'aws_autoscaling_group'])
      expect(internal[type]).toEqual(open[type]);
  });
});
