import type { Flow, Plan } from '../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, element, type Elements } from './aws-stacks';

const PLAN = aPlan([...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }], {
  kong: { adminCidrs: ['10.120.0.0/16'], plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
});
/** Without Redis, which asks the flow table for its port. */
const SMALL = aPlan(TWO_CLOUDS);
const INGRESS = 'aws_vpc_security_group_ingress_rule';
const EGRESS = 'aws_vpc_security_group_egress_rule';

const { resource } = clusterOf(PLAN, 'us-east').json;

const group = (role: string): string => `\${aws_security_group.${role}.id}`;
const count = (elements: Elements, type: string): number => Object.keys(elements[type] ?? {}).length;
const isHere = (end: Flow['from']): boolean => end.kind === 'role' && end.datacenter === 'us-east';

test('there is one rule for each flow at each of its ends in the datacenter, and no other', () => {
  expect(count(resource, INGRESS)).toBe(PLAN.flows.filter((flow) => isHere(flow.to)).length);
  expect(count(resource, EGRESS)).toBe(PLAN.flows.filter((flow) => isHere(flow.from)).length);
  expect(count(resource, 'aws_security_group_rule')).toBe(0);
  for (const made of Object.values(resource['aws_security_group'] ?? {})) {
    expect(made).not.toHaveProperty('ingress');
    expect(made).not.toHaveProperty('egress');
  }
});

test('every rule carries the purpose of its flow', () => {
  const purposes = new Set(PLAN.flows.map((flow) => flow.purpose));
  const rules = [INGRESS, EGRESS].flatMap((type) => Object.values(resource[type] ?? {}));
  expect(rules.length).toBeGreaterThan(20);
  for (const rule of rules) expect(purposes).toContain(rule['description']);
});

test('within the datacenter both ends name each other by group', () => {
  const id = 'us_east_kong_to_us_east_cassandra_cql';
  const ports = { ip_protocol: 'tcp', from_port: 9042, to_port: 9042 };
  const ingress = element(resource, INGRESS, id);
  const egress = element(resource, EGRESS, id);
  expect(ingress).toMatchObject({ ...ports, security_group_id: group('cassandra') });
  expect(ingress).toMatchObject({ referenced_security_group_id: group('kong') });
  expect(egress).toMatchObject({ ...ports, security_group_id: group('kong') });
  expect(egress).toMatchObject({ referenced_security_group_id: group('cassandra') });
  expect(ingress).not.toHaveProperty('cidr_ipv4');
});

test('other datacenters are named by the range of the role', () => {
  const incoming = element(resource, INGRESS, 'us_west_cassandra_to_us_east_cassandra_gossip');
  const outgoing = element(resource, EGRESS, 'us_east_cassandra_to_eu_west_cassandra_gossip');
  expect(incoming).toMatchObject({ security_group_id: group('cassandra'), cidr_ipv4: '10.66.64.0/18' });
  expect(outgoing).toMatchObject({ security_group_id: group('cassandra'), cidr_ipv4: '10.65.64.0/18' });
  expect(incoming).not.toHaveProperty('referenced_security_group_id');
});

test('the internet reaches the ports of the load balancer and nothing else', () => {
  const open = Object.values(resource[INGRESS] ?? {}).filter((rule) => rule['cidr_ipv4'] === '0.0.0.0/0');
  expect(open.map((rule) => [rule['security_group_id'], rule['from_port'], rule['to_port']])).toEqual([
    [group('balancer'), 443, 443],
  ]);
  const plain = clusterOf(aPlan(TWO_CLOUDS, { gateway: { plainHttp: 'redirect' } }), 'us-east').json.resource;
  const ports = Object.values(plain[INGRESS] ?? {})
    .filter((rule) => rule['cidr_ipv4'] === '0.0.0.0/0')
    .map((rule) => rule['from_port']);
  expect(ports).toEqual([80, 443]);
});

test('rules from a range have names that Terraform takes', () => {
  const names = [INGRESS, EGRESS].flatMap((type) => Object.keys(resource[type] ?? {}));
  expect(names).toContain('range_10_120_0_0_16_to_us_east_kong_admin_tls');
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
});

test('ICMP is of every type and code', () => {
  expect(element(resource, INGRESS, 'range_10_64_0_0_10_to_us_east_kong_icmp')).toMatchObject({
    ip_protocol: 'icmp',
    from_port: -1,
    to_port: -1,
  });
});

test('ESP goes by its number and has no ports', () => {
  const flow: Flow = {
    id: 'made-up',
    from: { kind: 'range', cidr: '192.0.2.1/32', what: 'a gateway' },
    to: { kind: 'role', datacenter: 'us-east', role: 'kong', name: 'kong', cidr: '10.64.32.0/19' },
    protocol: 'esp',
    purpose: 'Encrypted packets',
  };
  const rule = element(clusterOf({ ...SMALL, flows: [flow] }, 'us-east').json.resource, INGRESS, 'made_up');
  expect(rule['ip_protocol']).toBe('50');
  expect(rule).not.toHaveProperty('from_port');
});

test('a purpose that EC2 would refuse is a bug', () => {
  const withPurpose = (purpose: string): Plan => ({
    ...PLAN,
    flows: PLAN.flows.map((flow, i) => (i === 0 ? { ...flow, purpose } : flow)),
  });
  expect(() => clusterOf(withPurpose("Kong's own"), 'us-east')).toThrow(/refuses the description of flow/);
  expect(() => clusterOf(withPurpose('a'.repeat(256)), 'us-east')).toThrow(/refuses the description of flow/);
});

test('only a datacenter with Redis has a group for it', () => {
  expect(resource['aws_security_group']).toHaveProperty('redis');
  expect(clusterOf(aPlan(TWO_CLOUDS), 'us-east').json.resource['aws_security_group']).not.toHaveProperty('redis');
});

test('a VPN instance is not of this stack', () => {
  const [first] = PLAN.flows;
  const flow = {
    ...first,
    to: { kind: 'role', datacenter: 'us-east', role: 'vpn', cidr: '10.64.194.0/24' },
  } as Flow;
  expect(count(clusterOf({ ...SMALL, flows: [flow] }, 'us-east').json.resource, INGRESS)).toBe(0);
});
