import { aPlan, TWO_CLOUDS, type ADatacenter } from '../support/a-spec';
import { place } from '../../src/plan/flow';
import type { Flow, Plan } from '../../src/plan/plan';

const THREE: readonly ADatacenter[] = [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }];

function toPort(plan: Plan, role: string, port: number): Flow[] {
  return plan.flows.filter((flow) => flow.to.kind === 'role' && flow.to.role === role && flow.ports?.from === port);
}

function from(flow: Flow): string {
  return place(flow.from);
}

test('every flow has an id of its own, one purpose in plain ASCII, and no twin', () => {
  const { flows } = aPlan(THREE, { kong: { adminCidrs: ['10.120.0.0/24', '10.121.0.0/24'] } });
  expect(new Set(flows.map((flow) => flow.id)).size).toBe(flows.length);
  expect(flows.filter((flow) => !/^[A-Za-z0-9 ,.-]{10,}$/.test(flow.purpose))).toEqual([]);
});

test('Cassandra hears Cassandra of every datacenter, and Kong of its own alone', () => {
  const plan = aPlan(THREE);
  const names = plan.datacenters.map((it) => it.name);
  const rings = names.map((name) => `${name}/cassandra`);
  for (const name of names) {
    const into = (port: number): string[] =>
      toPort(plan, 'cassandra', port)
        .filter((flow) => flow.to.kind === 'role' && flow.to.datacenter === name)
        .map(from);
    expect(into(7000)).toEqual(rings);
    expect(into(9042)).toEqual([...rings, `${name}/kong`]);
    expect(into(7199)).toEqual([]);
  }
});

test('nothing but the proxy is open to the whole internet', () => {
  const open = aPlan(THREE).flows.filter((flow) => flow.from.kind === 'range' && flow.from.cidr === '0.0.0.0/0');
  expect(
    open.map((flow) => [flow.to.kind === 'role' && `${flow.to.datacenter}/${flow.to.role}`, flow.ports?.from]),
  ).toEqual([
    ['us-east/balancer', 443],
    ['eu-west/kong', 443],
    ['us-west/balancer', 443],
  ]);
});

test('the Admin API is open over TLS to administrators alone, and to nobody by default', () => {
  expect([8001, 8444].flatMap((port) => toPort(aPlan(THREE), 'kong', port))).toEqual([]);
  const plan = aPlan(THREE, { kong: { adminCidrs: ['10.120.0.0/24'] } });
  expect(toPort(plan, 'kong', 8444).map(from)).toEqual(['10.120.0.0/24', '10.120.0.0/24', '10.120.0.0/24']);
  expect(toPort(plan, 'kong', 8001)).toEqual([]);
});

test('a flow between datacenters names the same ranges at both ends, so that both firewalls agree', () => {
  const plan = aPlan(THREE);
  const between = plan.flows.filter(
    (flow) => flow.from.kind === 'role' && flow.to.kind === 'role' && flow.from.datacenter !== flow.to.datacenter,
  );
  expect(between).toHaveLength(3 * 2 * 2);
  for (const flow of between) {
    for (const end of [flow.from, flow.to]) {
      if (end.kind !== 'role') throw new Error('not a role');
      expect(end.cidr).toBe(plan.datacenters.find((it) => it.name === end.datacenter)?.tiers.cassandra);
    }
  }
});

test('Kong 0.10 gossips with every other Kong node, later ones with none', () => {
  expect(toPort(aPlan(THREE), 'kong', 7946)).toEqual([]);
  const old = aPlan(THREE, { kong: { version: '0.10.4' } });
  expect(toPort(old, 'kong', 7946)).toHaveLength(3 * 3 * 2);
});

test('operators come by shell only where the cloud has such a door', () => {
  const doors = aPlan(THREE).flows.filter((flow) => flow.ports?.from === 22);
  expect(doors.map((flow) => [from(flow), flow.to.kind === 'role' && flow.to.datacenter])).toEqual([
    ['35.235.240.0/20', 'eu-west'],
    ['35.235.240.0/20', 'eu-west'],
  ]);
});
