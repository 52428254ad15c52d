import type { Plan } from '../../../src/plan/plan';
import { adviceOn, canMigrate } from '../../../src/report/simulate/advice';
import { leftAfter, unreachedFrom } from '../../../src/report/simulate/left';
import { modelOf } from '../../../src/report/simulate/model';
import { outcomeOf, type Outcome } from '../../../src/report/simulate/outcome';
import { parseLosses } from '../../../src/report/simulate/parse-losses';
import { linksAfter } from '../../../src/report/simulate/traffic';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';

/** Machines of 4 vCPUs that carry 2,000 requests a second each, by the user's own measurement. */
const MEASURED = { requestsPerSecondPerVcpu: 500, peakFactor: 2 };

const THREE = [
  { name: 'us-east', cloud: 'aws', share: 0.5, kong: { machineType: 'c6a.xlarge' } },
  { name: 'eu-west', cloud: 'google', share: 0.3, kong: { machineType: 'c2-standard-4' } },
  { name: 'us-west', cloud: 'aws', share: 0.2, kong: { machineType: 'c6a.xlarge' } },
] as const;

const HUB = { links: { shape: 'hub', hub: 'us-east' } };

function lost(plan: Plan, ...words: string[]): Outcome {
  const model = modelOf(plan);
  const asked = parseLosses(model, words);
  if (!asked.ok) throw new Error(JSON.stringify(asked.issues));
  return outcomeOf(model, asked.value.together);
}

function loadsOf({ datacenters }: Outcome): string[] {
  return datacenters.map(
    ({ datacenter, load }) =>
      `${datacenter} ${load?.nodes} nodes ${Math.round(load?.requestsPerSecond ?? 0)}/s ${Math.round((load?.utilization ?? 0) * 1000) / 10} %`,
  );
}

describe('the load of Kong', () => {
  const plan = aPlan(THREE, { requestsPerSecond: 10_000, kong: MEASURED });

  test('with nothing lost is the peak of 20,000 by share, on the sized nodes', () => {
    const well = lost(plan);
    expect(loadsOf(well)).toEqual([
      'us-east 18 nodes 10000/s 27.8 %',
      'eu-west 15 nodes 6000/s 20 %',
      'us-west 11 nodes 4000/s 18.2 %',
    ]);
    expect(well).toMatchObject({ reads: 'all', writes: 'all', holds: true, promised: true, falls: [] });
  });

  test('of a lost datacenter goes to the others in proportion to their shares', () => {
    expect(loadsOf(lost(plan, 'datacenter:us-east'))).toEqual([
      'eu-west 15 nodes 12000/s 40 %',
      'us-west 11 nodes 8000/s 36.4 %',
    ]);
  });

  test('of a lost zone stays, on two thirds of the nodes at the worst', () => {
    expect(loadsOf(lost(plan, 'zone:us-west/a'))).toContain('us-west 7 nodes 4000/s 28.6 %');
    expect(loadsOf(lost(plan, 'zone:us-west/a', 'zone:us-west/b'))).toContain('us-west 3 nodes 4000/s 66.7 %');
    expect(loadsOf(lost(plan, 'node:us-west/kong', 'node:us-west/kong'))).toContain('us-west 9 nodes 4000/s 22.2 %');
  });

  test('with a datacenter and a zone lost, as the spec promises, is within the target', () => {
    const outcome = lost(plan, 'datacenter:us-east', 'zone:eu-west/a', 'zone:us-west/b');
    expect(loadsOf(outcome)).toEqual(['eu-west 10 nodes 12000/s 60 %', 'us-west 7 nodes 8000/s 57.1 %']);
    expect(outcome).toMatchObject({ promised: true, holds: true });
  });
});

test('a pool that has more to do than it can falls, and takes the next with it', () => {
  const kong = { ...MEASURED, peakFactor: 1, survives: 'node', targetUtilization: 0.75 };
  const plan = aPlan(THREE, { requestsPerSecond: 200_000, kong });
  expect(loadsOf(lost(plan, 'datacenter:us-west'))).toEqual([
    'us-east 68 nodes 125000/s 91.9 %',
    'eu-west 41 nodes 75000/s 91.5 %',
  ]);
  expect(lost(plan, 'datacenter:us-west')).toMatchObject({ promised: false, holds: false, falls: [] });
  // Without a zone eu-west is at 75,000 / (27 * 2,000), and us-east then has all 200,000 on 68 nodes.
  const outcome = lost(plan, 'datacenter:us-west', 'zone:eu-west/a');
  expect(loadsOf(outcome)).toContain('eu-west 27 nodes 75000/s 138.9 %');
  expect(outcome.falls).toEqual(['eu-west', 'us-east']);
});

describe('links and what is cut off', () => {
  const cutOff = (plan: Plan, ...words: string[]): unknown => {
    const { cutOff, pairsApart } = lost(plan, ...words);
    return [cutOff, pairsApart];
  };

  test('a lost link of a mesh parts two datacenters, which both reach the third', () => {
    const plan = aPlan(THREE);
    expect(cutOff(plan, 'link:us-east--us-west')).toEqual([[], 1]);
    expect(cutOff(plan, 'link:us-east--us-west', 'link:eu-west--us-west')).toEqual([['us-west'], 2]);
    expect(cutOff(plan, 'datacenter:us-east')).toEqual([[], 0]);
  });

  test('a lost link of a hub cuts off a spoke, and the lost hub all of them', () => {
    const plan = aPlan(THREE, HUB);
    expect(cutOff(plan, 'link:us-east--us-west')).toEqual([['us-west'], 2]);
    expect(cutOff(plan, 'datacenter:us-east')).toEqual([['eu-west', 'us-west'], 1]);
    const model = modelOf(plan);
    const left = leftAfter(model, [{ kind: 'datacenter', datacenter: 'us-west' }]);
    expect(unreachedFrom(model, left, 'eu-west')).toEqual(['us-west']);
  });

  test('a link of a hub carries the pairs that still reach each other over it', () => {
    const plan = aPlan(THREE, HUB);
    const rate = new Map(plan.sizing.replication.map((it) => [it.id, it.replicationMbitPerSecond]));
    const links = linksAfter(modelOf(plan), lost(plan, 'link:us-east--us-west').left);
    expect(links.map(({ link, state, replicationMbitPerSecond }) => [link, state, replicationMbitPerSecond])).toEqual([
      ['us-east--eu-west', 'up', rate.get('us-east--eu-west')],
      ['us-east--us-west', 'down', 0],
    ]);
    const whole = linksAfter(modelOf(plan), lost(plan).left);
    plan.limits.bandwidth.forEach(({ replicationMbitPerSecond }, i) =>
      expect(whole[i]?.replicationMbitPerSecond).toBeCloseTo(replicationMbitPerSecond),
    );
  });

  test('one VPN instance less is half of the tunnels, two are the link', () => {
    const plan = aPlan(
      [THREE[0], THREE[2]].map((it) => ({ ...it, share: 0.5 })),
      { links: { awsToAws: 'ipsec' } },
    );
    const state = (...words: string[]): unknown => linksAfter(modelOf(plan), lost(plan, ...words).left)[0]?.state;
    expect(state('node:us-west/vpn-a')).toBe('half');
    expect(state('zone:us-west/b')).toBe('half');
    expect(state('zone:us-west/c')).toBe('up');
    expect(state('node:us-west/vpn-a', 'zone:us-west/b')).toBe('down');
  });
});

test('at QUORUM over two datacenters the link between them is every read and write', () => {
  const plan = aPlan(TWO_CLOUDS, { datastore: { readConsistency: 'QUORUM', writeConsistency: 'QUORUM' } });
  expect(lost(plan, 'link:us-east--eu-west')).toMatchObject({ reads: 'none', writes: 'none', promised: false });
  expect(lost(plan, 'datacenter:eu-west')).toMatchObject({ reads: 'none', promised: true, holds: false });
});

test('Redis is taken over from a replica, and lost with both nodes or the datacenter', () => {
  const plan = aPlan(TWO_CLOUDS, { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
  const redis = (...words: string[]): unknown => lost(plan, ...words).left.touched.get('us-east')?.redis;
  expect(redis('node:us-east/redis')).toBe('taken-over');
  expect(redis('zone:us-east/a')).toBe('taken-over');
  expect(redis('node:us-east/redis', 'node:us-east/redis')).toBe('lost');
  expect(redis('datacenter:us-east')).toBe('lost');
  expect(redis('node:us-east/cassandra-1')).toBe('well');
});

test('migrations wait while a node of the ring is away, and not for Kong', () => {
  const plan = aPlan(TWO_CLOUDS);
  const can = (...words: string[]): boolean => canMigrate(modelOf(plan), lost(plan, ...words));
  expect(can('node:us-east/kong')).toBe(true);
  expect(can('node:us-east/cassandra-1')).toBe(false);
  expect(can('link:us-east--eu-west')).toBe(false);
});

describe('one NAT gateway for all zones', () => {
  const fields = { network: { egress: 'single' }, kong: { survives: 'zone' } };
  const plan = aPlan(TWO_CLOUDS, fields);

  test('takes the way to the internet with its zone, and with no other', () => {
    const outcome = lost(plan, 'zone:us-east/a');
    expect(outcome).toMatchObject({ offline: ['us-east'], reads: 'all', writes: 'all', promised: true, holds: false });
    expect(adviceOn(modelOf(plan), outcome)).toMatch(/^Write "egress": "managed" for us-east and apply the network:/);
    for (const zone of ['us-east/b', 'eu-west/a'])
      expect(lost(plan, `zone:${zone}`)).toMatchObject({ offline: [], holds: true });
    expect(lost(plan, 'datacenter:us-east').offline).toEqual([]);
  });

  test('breaks no promise where every service is private', () => {
    const kong = { survives: 'zone', upstreams: [{ cidr: '10.0.0.0/8', ports: [443] }] };
    const outcome = lost(aPlan(TWO_CLOUDS, { ...fields, kong }), 'zone:us-east/a');
    expect(outcome).toMatchObject({ offline: ['us-east'], holds: true });
  });
});

describe('machines that lead clients to Kong', () => {
  const plan = aPlan(THREE, { requestsPerSecond: 10_000, kong: MEASURED, gateway: { balancer: 'haproxy' } });

  test('are two: one may be lost alone or with its zone, and the other carries all', () => {
    const one = lost(plan, 'node:us-west/balancer-a');
    expect(one).toMatchObject({ holds: true, promised: true, shut: [] });
    expect(loadsOf(one)).toEqual(loadsOf(lost(plan)));
    expect(adviceOn(modelOf(plan), one)).toBe(
      'Let Terraform make the balancer anew: the other one carries all clients.',
    );
    expect(lost(plan, 'zone:us-west/b')).toMatchObject({ holds: true, shut: [] });
    expect(lost(plan, 'zone:us-west/c', 'node:us-west/balancer-a')).toMatchObject({ shut: [] });
  });

  test.each([
    ['both', ['node:us-west/balancer-a', 'node:us-west/balancer-b']],
    ['one, and the zone of the other', ['node:us-west/balancer-a', 'zone:us-west/b']],
    ['both zones', ['zone:us-west/a', 'zone:us-west/b']],
  ])('leave a Kong that no client reaches when %s are lost, and its requests go elsewhere', (_, words) => {
    const shut = lost(plan, ...words);
    expect(shut).toMatchObject({ holds: false, promised: false, shut: ['us-west'] });
    expect(shut.datacenters.find(({ datacenter }) => datacenter === 'us-west')?.load).toBeUndefined();
    const rates = shut.datacenters.map(({ load }) => Math.round(load?.requestsPerSecond ?? 0));
    expect(rates).toEqual([12_500, 7_500, 0]);
    expect(adviceOn(modelOf(plan), shut)).toContain(
      'et Terraform make the balancers of us-west anew: until then no client reaches Kong there',
    );
  });

  test("are none where the cloud's own balancer leads to Kong", () => {
    const cloud = aPlan(THREE, { requestsPerSecond: 10_000, kong: MEASURED });
    expect(parseLosses(modelOf(cloud), ['node:us-west/balancer-a']).ok).toBe(false);
    expect(lost(cloud, 'zone:us-west/a', 'zone:us-west/b').shut).toEqual([]);
  });
});
