import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTopology } from '../../src/actions/load-topology';
import type { Checked } from '../../src/kernel/checked';
import { cidrContains } from '../../src/kernel/cidr';
import { cassandraOf, ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import type { Plan } from '../../src/plan/plan';
import { datacenterUsage } from '../../src/report/cost/usage';

const TEXT = readFileSync(join(__dirname, '../../topologies/existing-networks.json'), 'utf8');

interface Existing {
  subnets: Record<string, { cidr: string; zones: { zone: string; id: string; cidr: string }[] }>;
  routeTables?: string[];
}

interface Written {
  datacenters: { name: string; network?: { existing: Existing }; [key: string]: unknown }[];
  [key: string]: unknown;
}

/** Plans the ready-made topology after a change. */
function planned(change: (spec: Written, existing: Existing) => void = () => {}): Checked<Plan> {
  const spec = JSON.parse(TEXT) as Written;
  const existing = spec.datacenters[0]?.network?.existing;
  if (!existing) throw new Error('the topology has no existing network');
  change(spec, existing);
  const loaded = loadTopology({
    specText: JSON.stringify(spec),
    specFile: 'x.json',
    lockFile: 'x.lock.json',
    allowed: [],
  });
  return loaded.ok ? { ...loaded, value: loaded.value.plan } : loaded;
}

function planOf(change?: (spec: Written, existing: Existing) => void): Plan {
  const checked = planned(change);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

/** Returns codes and places of the errors after a change. */
function errorsOf(change: (spec: Written, existing: Existing) => void): string[] {
  return planned(change)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path.join('.')}`);
}

test('nodes, seeds and firewalls have the ranges of the network, not those of the index', () => {
  const plan = planOf();
  const east = plan.datacenters.find(({ name }) => name === 'us-east')!;
  expect(east.cidr).toBe('10.20.0.0/20');
  const addresses = cassandraOf(east).nodes.map(({ address }) => address);
  expect(addresses).toEqual(['10.20.8.10', '10.20.8.74', '10.20.8.138']);
  expect(ringOf(plan).seeds).toEqual(expect.arrayContaining(addresses.slice(0, 2)));
  const ends = plan.flows.flatMap(({ from, to }) => [from, to]);
  const ranges = new Set(
    ends.flatMap((end) => (end.kind === 'role' && end.datacenter === 'us-east' ? [end.cidr] : [])),
  );
  expect([...ranges].sort()).toEqual(['10.20.0.0/24', '10.20.4.0/22', '10.20.8.0/24']);
  const routes = plan.links.flatMap(({ left, right }) => [left, right].map((end) => end.route));
  expect(routes.filter((route) => cidrContains('10.20.0.0/16', route))).toEqual(['10.20.0.0/20', '10.20.0.0/20']);
});

test('subnets may be listed in any order: the zones of the datacenter decide', () => {
  const reordered = planOf((_spec, { subnets }) => {
    for (const { zones } of Object.values(subnets)) zones.reverse();
  });
  expect(reordered.datacenters).toEqual(planOf().datacenters);
});

test('there is no address translation of topogen to be counted or paid for', () => {
  const plan = planOf((spec) => {
    spec['kong'] = { upstreams: [{ cidr: '203.0.113.0/24', ports: [443] }] };
  });
  const usage = Object.fromEntries(
    plan.datacenters.map((it, i) => [it.name, datacenterUsage(plan, it, plan.sizing.datacenters[i]!).nat]),
  );
  expect(usage['us-east']).toEqual({ gateways: 0, addressesPerGateway: 0, gib: 0, inOneZone: false });
  expect(usage['us-west']).toMatchObject({ gateways: 3, addressesPerGateway: 1 });
  const used = (id: string): number | undefined => plan.limits.quotas.find((it) => it.id === id)?.used;
  expect([used('us-east-1.elastic-addresses'), used('us-east-1.vpcs')]).toEqual([undefined, undefined]);
  expect([used('us-west-2.elastic-addresses'), used('us-west-2.vpcs')]).toEqual([3, 1]);
  // Itself, the internet, and a route to each of the two others.
  expect(used('us-east.network-routes')).toBe(4);
});

const EXISTING = 'datacenters.0.network.existing';

/** The same of the cloud whose subnets span the region. */
const OTHER = 'datacenters.2.network.existing';

test.each<[string, (spec: Written, existing: Existing) => void, string[]]>([
  [
    'a public balancer without public subnets',
    (_spec, { subnets }) => delete subnets['public'],
    [`existing-subnets-missing ${EXISTING}.subnets`],
  ],
  [
    'links without subnets of a transit gateway and without tables',
    (_spec, existing) => {
      delete existing.subnets['transit'];
      delete existing.routeTables;
    },
    [`existing-tables-missing ${EXISTING}`, `existing-subnets-missing ${EXISTING}.subnets`],
  ],
  [
    'Redis without subnets',
    (spec) => (spec['kong'] = { plugins: [{ name: 'rate-limiting', policy: 'redis' }] }),
    [`existing-subnets-missing ${EXISTING}.subnets`, `existing-subnets-missing ${OTHER}.subnets`],
  ],
  [
    'VPN instances',
    (spec) => {
      spec['links'] = { awsToAws: 'ipsec' };
      // The later index has the instances: indexes are given out by name.
      spec.datacenters[0]!.name = 'zz-east';
    },
    [`instances-in-existing ${EXISTING}`],
  ],
  [
    'more Kong nodes than the subnets have addresses for',
    (spec, { subnets }) => {
      spec['requestsPerSecond'] = 200_000;
      subnets['kong']!.zones.forEach((subnet, i) => (subnet.cidr = `10.20.4.${i * 16}/28`));
    },
    ['kong-pool-beyond-subnets requestsPerSecond'],
  ],
  [
    'more Cassandra nodes than the subnets have addresses for',
    (spec, { subnets }) => {
      spec['datastore'] = { nodesPerDatacenter: 18 };
      subnets['datastore']!.zones.forEach((subnet, i) => (subnet.cidr = `10.20.8.${i * 16}/28`));
    },
    [`ring-beyond-subnets ${EXISTING}.subnets.datastore`],
  ],
  [
    'a network of topogen that overlaps it',
    (spec) => (spec.datacenters[1]!['cidr'] = '10.20.0.0/16'),
    ['ranges-overlap datacenters.1.cidr'],
  ],
])('%s is refused', (_what, change, errors) => {
  expect(errorsOf(change)).toEqual(errors);
});

test('an internal balancer needs no public subnets', () => {
  const plan = planOf((spec, { subnets }) => {
    spec['gateway'] = { exposure: 'internal' };
    delete subnets['public'];
  });
  const east = plan.datacenters.find(({ name }) => name === 'us-east')!;
  expect(east.subnets.map(({ tier }) => tier)).not.toContain('public');
});

test('the least subnets that hold nodes are enough', () => {
  // Of sixteen addresses AWS keeps five; nodes begin at the eleventh, the last is reserved.
  const plan = planOf((spec, { subnets }) => {
    spec['datastore'] = { nodesPerDatacenter: 15 };
    subnets['datastore']!.zones.forEach((subnet, i) => (subnet.cidr = `10.20.8.${i * 16}/28`));
  });
  const addresses = cassandraOf(plan.datacenters.find(({ name }) => name === 'us-east')!).nodes.map((it) => it.address);
  expect(addresses.at(-1)).toBe('10.20.8.46');
});
