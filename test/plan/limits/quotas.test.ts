import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import type { Issue } from '../../../src/kernel/issue';
import type { QuotaUse } from '../../../src/plan/limits/limits';
import { planTopology } from '../../../src/plan/plan-topology';
import type { Plan } from '../../../src/plan/plan';
import { LEAST_STATED, aPlan, aSpec, type ADatacenter } from '../../support/a-spec';

const AWS_REGIONS = Object.entries(CLOUD_FACTS.aws.regions)
  .filter(([, { zones }]) => zones.length >= 3)
  .map(([name]) => name);
const GOOGLE_REGIONS = Object.entries(CLOUD_FACTS.google.regions)
  .filter(([, { zones }]) => zones.length >= 3)
  .map(([name]) => name);

/**
 * So many datacenters of each cloud, each AWS one in a region of its own while there are any. Spokes of a hub may share
 * regions, since they are not linked to each other, but never the first one's.
 */
function datacenters(aws: number, google: number): ADatacenter[] {
  const [first, ...others] = AWS_REGIONS;
  return [
    ...Array.from({ length: aws }, (_, i): ADatacenter => ({
      name: `a${i}`,
      cloud: 'aws',
      region: i === 0 ? first! : others[(i - 1) % others.length]!,
    })),
    ...Array.from({ length: google }, (_, i): ADatacenter => ({
      name: `g${i}`,
      cloud: 'google',
      region: GOOGLE_REGIONS[i % GOOGLE_REGIONS.length]!,
    })),
  ];
}

function useOf(plan: Plan, id: string): QuotaUse | undefined {
  return plan.limits.quotas.find((it) => it.id === id);
}

function issuesOf(them: readonly ADatacenter[], fields: Readonly<Record<string, unknown>> = {}): readonly Issue[] {
  const indexes = Object.fromEntries(them.map(({ name }, i) => [name, i]));
  return planTopology(aSpec(them, fields), {
    indexes,
    facts: CLOUD_FACTS,
    stated: LEAST_STATED,
    specFile: 'edge.json',
  }).issues;
}

function codes(issues: readonly Issue[]): string[] {
  return issues.map(({ code }) => code).filter((code) => /quota|limit|link|rebuild|hints/.test(code));
}

test('a small topology uses little of any quota and hears nothing of it', () => {
  expect(codes(issuesOf(datacenters(1, 1)))).toEqual([]);
});

test('three and three in mesh: what each region, datacenter and project holds', () => {
  const plan = aPlan(datacenters(3, 3));
  const used = (id: string): number | undefined => useOf(plan, id)?.used;
  expect(plan.limits.quotas.filter((it) => it.used <= 0)).toEqual([]);
  expect(used('a0.endpoints')).toBeUndefined();
  for (const region of AWS_REGIONS.slice(0, 3)) {
    expect(used(`${region}.vpn-connections`)).toBe(6);
    expect(used(`${region}.customer-gateways`)).toBe(6);
    expect(used(`${region}.elastic-addresses`)).toBe(3);
  }
  // Six connections, two peerings, the VPC.
  expect(used('a0.transit-attachments')).toBe(9);
  expect(used('a0.transit-peerings')).toBe(2);
  // Three AWS datacenters with four tunnels each, two of Google's with two each.
  expect(used('g0.bgp-peers')).toBe(16);
  expect(used('acme-edge.networks')).toBe(3);
  expect(used('acme-edge.routers')).toBe(6);
  expect(used('acme-edge.vpn-gateways')).toBe(3);
  expect(used('acme-edge.vpn-tunnels')).toBe(48);
  expect(used('acme-edge.external-gateways')).toBe(9);
});

test('a datacenter alone on Google has a network with a router for address translation, and nothing for links', () => {
  const plan = aPlan([{ name: 'alone', cloud: 'google' }]);
  const used = (id: string): number | undefined => useOf(plan, `acme-edge.${id}`)?.used;
  expect([used('networks'), used('routers'), used('vpn-gateways'), used('vpn-tunnels')]).toEqual([
    1,
    1,
    undefined,
    undefined,
  ]);
});

test('datacenters of one region count together, and share the customer gateways of a far one', () => {
  const plan = aPlan(
    [
      { name: 'one', cloud: 'aws', region: 'us-east-1' },
      { name: 'two', cloud: 'aws', region: 'us-east-1' },
      { name: 'far', cloud: 'google' },
    ],
    { links: { awsToAws: 'ipsec' } },
  );
  // Two each to Google, and two from the one of the pair that dials the other's VPN instances.
  expect(useOf(plan, 'us-east-1.vpn-connections')?.used).toBe(6);
  expect(useOf(plan, 'us-east-1.customer-gateways')?.used).toBe(4);
  expect(useOf(plan, 'us-east-1.vpcs')).toMatchObject({ used: 2, limit: 5, kind: 'default' });
});

test('VPN instances need addresses of their own', () => {
  const plan = aPlan(datacenters(2, 0), { links: { awsToAws: 'ipsec' } });
  expect(useOf(plan, `${AWS_REGIONS[0]}.elastic-addresses`)?.used).toBe(3);
  expect(useOf(plan, `${AWS_REGIONS[1]}.elastic-addresses`)?.used).toBe(5);
});

test('every limit has a published source with a date', () => {
  for (const { id, source } of aPlan(datacenters(3, 3), { links: { awsToAws: 'ipsec' } }).limits.quotas) {
    expect([id, source.kind]).toEqual([id, 'table']);
    if (source.kind === 'table') expect(source.date).toMatch(/^\d{4}(-\d{2})?$/);
  }
});

/** What is said of one quota of a hub on AWS with so many spokes there. */
function issuesOfHub(spokes: number, quota: string): readonly Issue[] {
  const issues = issuesOf(datacenters(spokes + 1, 0), { links: { shape: 'hub', hub: 'a0' } });
  return issues.filter(({ message }) => message.startsWith(`${spokes} ${quota} of the transit gateway at a0`));
}

test.each([
  [7, []],
  [8, ['quota-nearly-used']],
  [10, ['quota-nearly-used']],
  [11, ['quota-exceeded']],
])('a hub whose first apply makes %i peerings, of which 10 may wait, hears %j of them', (spokes, expected) => {
  const issues = issuesOfHub(spokes, 'pending peerings');
  expect(codes(issues)).toEqual(expected);
  for (const { severity, message, remedy } of issues) {
    expect([severity, message]).toEqual(['warning', expect.stringContaining('10')]);
    expect(remedy).toContain('-target');
  }
});

test.each([
  [39, []],
  [40, ['quota-nearly-used']],
  [50, ['quota-nearly-used']],
  [51, ['quota-exceeded']],
])('a hub with %i peerings of 50 hears %j of them', (spokes, expected) => {
  const issues = issuesOfHub(spokes, 'peerings');
  expect(codes(issues)).toEqual(expected);
  for (const { severity, message } of issues) {
    expect([severity, message]).toEqual(['warning', expect.stringContaining('50')]);
  }
});

// In a mesh on Google: a network and a gateway each, two routers, two tunnels to each other one.
test.each([
  [2, []],
  [
    3,
    [
      '12 VPN tunnels in the project at acme-edge; a new project has 10',
      '93 firewall rules in the project at acme-edge, of 100 in a new project',
    ],
  ],
  [
    4,
    [
      '4 VPC networks beside the default one of the project at acme-edge, of 5 in a new project',
      '8 Cloud Routers in the project at acme-edge, of 10 in a new project',
      '4 HA VPN gateways in the project at acme-edge, of 5 in a new project',
      '24 VPN tunnels in the project at acme-edge; a new project has 10',
      '140 firewall rules in the project at acme-edge; a new project has 100',
    ],
  ],
])('%i on Google in a mesh hear once of each quota of their project', (google, expected) => {
  const issues = issuesOf(datacenters(0, google)).filter(({ code }) => code.startsWith('quota-'));
  expect(issues.map(({ message }) => message)).toEqual(expected);
  for (const { severity, remedy } of issues) {
    expect(severity).toBe('warning');
    expect(remedy).toContain('gcloud compute project-info describe');
  }
});

test('projects are counted apart', () => {
  const them = datacenters(0, 4).map((it, i): ADatacenter => ({ ...it, project: `acme-edge-${i % 2}` }));
  const plan = aPlan(them);
  for (const project of ['acme-edge-0', 'acme-edge-1']) {
    expect(useOf(plan, `${project}.networks`)).toMatchObject({ used: 2, limit: 5, kind: 'new-project' });
    expect(useOf(plan, `${project}.vpn-tunnels`)?.used).toBe(12);
  }
});

test.each([
  [25, []],
  [26, ['quota-nearly-used']],
  [32, ['quota-nearly-used']],
  [33, ['limit-exceeded']],
])('a Google datacenter among %i of AWS: BGP peers of 128 give %j', (aws, expected) => {
  const issues = issuesOf(datacenters(aws, 1)).filter(({ message }) => message.includes('BGP peers'));
  expect(codes(issues)).toEqual(expected);
  for (const { message, severity, code } of issues) {
    expect(severity).toBe(code === 'limit-exceeded' ? 'error' : 'warning');
    expect(message).toContain(`${4 * aws} BGP peers of the Cloud Router at g0`);
    expect(message).toContain('128');
  }
});

test('what no cloud grants is no plan; the way out that is named is one', () => {
  const them = datacenters(33, 1);
  const planned = planTopology(aSpec(them), {
    indexes: Object.fromEntries(them.map(({ name }, i) => [name, i])),
    facts: CLOUD_FACTS,
    stated: LEAST_STATED,
    specFile: 'edge.json',
  });
  expect(planned.ok).toBe(false);
  expect(planned.issues.find(({ code }) => code === 'limit-exceeded')?.remedy).toContain('"shape": "hub"');
  expect(issuesOf(them, { links: { shape: 'hub', hub: 'a0' } }).filter(({ severity }) => severity === 'error')).toEqual(
    [],
  );
});

describe('machines, which new accounts and projects may have few of', () => {
  const pinned = { kong: { machineType: 'c6i.xlarge' }, cassandra: { machineType: 'r6i.xlarge' } };
  const two: readonly ADatacenter[] = [
    { name: 'one', cloud: 'aws', region: 'us-east-1', ...pinned },
    { name: 'two', cloud: 'aws', region: 'us-east-1', ...pinned },
  ];
  const ipsec = { links: { awsToAws: 'ipsec' } };

  test('on AWS count together in a region, pools at their largest and a third more', () => {
    const plan = aPlan(two, ipsec);
    const pools = plan.datacenters.map(({ pools: [pool] }) => Math.ceil(1.33 * pool!.maximumNodes));
    const [first, second] = pools.map((nodes) => 4 * nodes);
    // Three nodes of Cassandra each, the job with 2 vCPUs in the first, two instances with 4 each in the second.
    expect(useOf(plan, 'us-east-1.standard-vcpus')).toMatchObject({
      used: first! + second! + 2 * 3 * 4 + 2 + 2 * 4,
      limit: 5,
      kind: 'new-account',
    });
    // A node is a target of the group of each open port.
    expect(useOf(plan, 'one.balancer-targets')).toMatchObject({ used: pools[0], limit: 500, kind: 'default' });
    const served = aPlan(two, { ...ipsec, gateway: { plainHttp: 'serve' } });
    expect(useOf(served, 'one.balancer-targets')).toMatchObject({ used: 2 * pools[0]! });
  });

  test('on AWS of other families are not of that quota', () => {
    const [one] = two;
    const vcpus = (machineType: string): number =>
      useOf(aPlan([{ ...one!, kong: { machineType } }]), 'us-east-1.standard-vcpus')!.used;
    const sized = (machineType: string): number => {
      const [pool] = aPlan([{ ...one!, kong: { machineType } }]).datacenters[0]!.pools;
      return pool!.vcpus * Math.ceil(1.33 * pool!.maximumNodes);
    };
    expect(vcpus('c6i.2xlarge') - sized('c6i.2xlarge')).toBe(vcpus('c6a.xlarge') - sized('c6a.xlarge'));
  });

  test('on Google count by project and region, with one more in each zone', () => {
    const machines = { kong: { machineType: 'c2-standard-4' }, cassandra: { machineType: 'n2-highmem-4' } };
    const plan = aPlan([{ name: 'one', cloud: 'google', ...machines }]);
    const [{ pools, datastore }] = plan.datacenters as [Plan['datacenters'][0]];
    const nodes = pools[0]!.maximumNodes + 3;
    const used = (id: string): number | undefined => useOf(plan, `acme-edge/europe-west1.${id}`)?.used;
    expect(used('c2-vcpus')).toBe(4 * nodes);
    expect(used('n2-vcpus')).toBe(4 * 3);
    // The job is an e2-medium.
    expect(useOf(plan, 'acme-edge.vcpus')?.used).toBe(4 * nodes + 4 * 3 + 2);
    expect(used('machines')).toBe(nodes + 3 + 1);
    const { bootDiskGib, dataDiskGib } = cassandraOf({ datastore });
    const ofRing = 3 * (bootDiskGib + dataDiskGib);
    expect(used('ssd-gib')).toBe(nodes * pools[0]!.diskGib + ofRing + plan.kong.migrations.diskGib);
  });

  test('are one piece of advice for each cloud, which names the place that needs most of each', () => {
    const them: ADatacenter[] = [...two, { name: 'ohio', cloud: 'aws', region: 'us-east-2' }];
    const all = [...them, { name: 'belgium', cloud: 'google', region: 'europe-west1' } as const];
    const issues = issuesOf(all, ipsec).filter(({ code }) => code === 'new-accounts-lack');
    expect(issues.map(({ severity }) => severity)).toEqual(['advice', 'advice']);
    const [aws] = issues.filter(({ remedy }) => remedy.includes('L-1216C47A'));
    expect(aws?.message).toMatch(
      /takes \d+ vCPUs of standard on-demand machines in the region at us-east-1, which has 5 when new$/,
    );
    const [google] = issues.filter(({ remedy }) => remedy.includes('gcloud compute regions describe REGION'));
    expect(google?.message).toMatch(
      /\d+ vCPUs of the family c2 in the region at acme-edge\/europe-west1, which has 8 when new/,
    );
    expect(google?.message).toMatch(/\d+ vCPUs in all regions of the project at acme-edge, which has 32 when new/);
  });

  test('behind one balancer are at most 500 where each is a target of one group', () => {
    const many = (requestsPerSecond: number): Issue[] =>
      issuesOf([two[0]!], { requestsPerSecond }).filter(({ message }) => message.includes('targets of the network'));
    expect(many(60_000)).toEqual([]);
    const [issue, ...more] = many(1_500_000);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'quota-exceeded', severity: 'warning' });
    expect(issue?.remedy).toContain('"machineType"');
  });
});

describe('every quota, counted by hand for three datacenters on AWS and two on Google', () => {
  const FIVE: readonly ADatacenter[] = [
    { name: 'a0', cloud: 'aws', region: 'us-east-1' },
    { name: 'a1', cloud: 'aws', region: 'us-west-2' },
    { name: 'a2', cloud: 'aws', region: 'eu-west-1' },
    { name: 'g0', cloud: 'google', region: 'europe-west1' },
    { name: 'g1', cloud: 'google', region: 'europe-west4' },
  ];
  const used = (links: object, ...ids: string[]): (number | undefined)[] => {
    const plan = aPlan(FIVE, { links });
    return ids.map((id) => useOf(plan, id)?.used);
  };
  const HUB = { shape: 'hub', hub: 'a0' };

  test('routes of a transit gateway: the VPC, one a connection and one a peering, and in a hub all links twice', () => {
    const routes = ['a0.transit-routes', 'a1.transit-routes', 'a2.transit-routes'];
    // Each has two connections to each of Google's two, and two peerings.
    expect(used({}, ...routes)).toEqual([1 + 4 + 2, 1 + 4 + 2, 1 + 4 + 2]);
    // The hub has both tables: what attachments send, and what the VPC sends. A spoke has its peering with it.
    expect(used(HUB, ...routes)).toEqual([1 + 2 * (4 + 2), 1 + 1, 1 + 1]);
    // Instead of peerings two connections, which the older of a pair has.
    expect(used({ awsToAws: 'ipsec' }, ...routes)).toEqual([1 + 4 + 4, 1 + 4 + 2, 1 + 4]);
    // Spokes have no transit gateway: their links end on VPN instances.
    expect(used({ ...HUB, awsToAws: 'ipsec' }, ...routes)).toEqual([1 + 2 * (4 + 4), undefined, undefined]);
  });

  test('routes of a VPC: two of its own, one to the transit gateway, and one to each that VPN instances reach', () => {
    const routes = ['a0.network-routes', 'a1.network-routes', 'a2.network-routes'];
    expect(used({}, ...routes)).toEqual([3, 3, 3]);
    expect(used({ awsToAws: 'ipsec' }, ...routes)).toEqual([3, 3 + 1, 3 + 2]);
    expect(used({ ...HUB, awsToAws: 'ipsec' }, ...routes)).toEqual([3, 2 + 4, 2 + 4]);
  });

  test('attachments, connections and the gateways that they dial', () => {
    const attachments = ['a0.transit-attachments', 'a1.transit-attachments', 'a2.transit-attachments'];
    expect(used({}, ...attachments)).toEqual([7, 7, 7]);
    expect(used(HUB, ...attachments)).toEqual([7, 2, 2]);
    expect(used({ awsToAws: 'ipsec' }, 'us-east-1.vpn-connections', 'us-west-2.customer-gateways')).toEqual([8, 6]);
    expect(used(HUB, 'us-west-2.vpn-connections', 'a1.transit-peerings')).toEqual([undefined, 1]);
  });

  test('Cloud Routers, their sessions and the tunnels of a project', () => {
    const ids = ['g0.bgp-peers', 'acme-edge.routers', 'acme-edge.vpn-gateways', 'acme-edge.vpn-tunnels'];
    // Three of AWS with four tunnels each, one of Google's with two.
    expect(used({}, ...ids, 'acme-edge.external-gateways')).toEqual([14, 4, 2, 28, 6]);
    expect(used(HUB, ...ids, 'acme-edge.external-gateways')).toEqual([4, 4, 2, 8, 2]);
  });

  test('rules of the busiest role on AWS, and of all roles but what has none on Google', () => {
    const plan = aPlan(FIVE);
    const rules = (datacenter: string, role: string, way: 'to' | 'from'): number =>
      plan.flows.filter((flow) => {
        const end = flow[way];
        return end.kind === 'role' && end.datacenter === datacenter && end.role === role;
      }).length;
    expect(useOf(plan, 'a0.rules-in')?.used).toBe(Math.max(rules('a0', 'cassandra', 'to'), rules('a0', 'kong', 'to')));
    expect(useOf(plan, 'a0.rules-out')?.used).toBe(
      Math.max(rules('a0', 'cassandra', 'from'), rules('a0', 'kong', 'from')),
    );
    const both = ['g0', 'g1'].flatMap((name) =>
      ['kong', 'cassandra'].flatMap((role) => [rules(name, role, 'to'), rules(name, role, 'from')]),
    );
    // Two rules in each network refuse what no flow allows.
    expect(useOf(plan, 'acme-edge.firewall-rules')?.used).toBe(both.reduce((sum, each) => sum + each, 2 * 2));
  });

  test('Redis on Google needs no firewall rules at its own end', () => {
    const redis = { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } };
    const rulesOf = (fields: object): number => useOf(aPlan(FIVE, { ...fields }), 'acme-edge.firewall-rules')!.used;
    const plan = aPlan(FIVE, redis);
    const kongToRedis = plan.flows.filter(
      ({ from, to }) => from.kind === 'role' && to.kind === 'role' && to.role === 'redis' && /^g/.test(to.datacenter),
    );
    expect(kongToRedis).toHaveLength(2);
    expect(rulesOf(redis) - rulesOf({})).toBe(2);
  });
});
