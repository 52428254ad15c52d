import { loadTopology } from '../../src/actions/load-topology';
import { cidrContains } from '../../src/kernel/cidr';
import type { Checked } from '../../src/kernel/checked';
import type { Plan } from '../../src/plan/plan';
import { cassandraOf } from '../../src/plan/datastores/cassandra/of-plan';

/** Plans a datacenter in a range, beside a second one that has its own by index. */
function planned(cidr: string, spec: object = {}, more: object[] = []): Checked<Plan> {
  const datacenters = [{ name: 'us-east', cloud: 'aws', region: 'us-east-1', cidr }, ...more];
  const specText = JSON.stringify({ name: 'edge', requestsPerSecond: 900, datacenters, ...spec });
  const loaded = loadTopology({ specText, specFile: 'x.json', lockFile: 'x.lock.json', allowed: [] });
  return loaded.ok ? { ...loaded, value: loaded.value.plan } : loaded;
}

const lines = (checked: Checked<Plan>, severity: string): string[] =>
  checked.issues
    .filter((it) => it.severity === severity)
    .map(({ code, path, message, remedy }) => `${code} ${path.join('.')}: ${message}; ${remedy}`);

test('the smallest range holds a whole datacenter, with links to one that has a /16', () => {
  const checked = planned('10.70.4.0/22', { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } }, [
    { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
  ]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const { datacenters } = checked.value;
  const east = datacenters.find(({ name }) => name === 'us-east')!;
  expect([...new Set(east.subnets.map(({ tier }) => tier))].sort()).toEqual([
    'cassandra',
    'kong',
    'public',
    'redis',
    'transit',
  ]);
  for (const { cidr } of east.subnets) expect(cidrContains('10.70.4.0/22', cidr)).toBe(true);
  expect(cassandraOf(east).nodes.map(({ address }) => address)).toEqual(['10.70.7.10', '10.70.7.42', '10.70.7.74']);
});

test('a supernet that all datacenters have stated ranges in may be as small as these', () => {
  const google = {
    name: 'eu-west',
    cloud: 'google',
    region: 'europe-west1',
    project: 'acme-edge',
    cidr: '10.70.4.0/22',
  };
  expect(planned('10.70.0.0/22', { network: { supernet: '10.70.0.0/21' } }, [google]).ok).toBe(true);
  const { cidr: _cidr, ...without } = google;
  expect(lines(planned('10.70.0.0/22', { network: { supernet: '10.70.0.0/21' } }, [without]), 'error')).toEqual([
    expect.stringContaining('supernet-too-small network.supernet'),
  ]);
});

test('a ring that a range does not hold is refused with the smallest that does', () => {
  const spec = { datastore: { nodesPerDatacenter: 66 } };
  expect(lines(planned('10.70.0.0/22', spec), 'error')).toEqual([
    'ring-beyond-range datacenters.0.cidr: 66 Cassandra nodes of us-east, a third of them in each zone, and 10.70.0.0/22 has 21 addresses for those of a zone; write a /21, the smallest that holds them',
  ]);
  expect(lines(planned('10.70.0.0/21', spec), 'error')).toEqual([]);
});

test('a pool that a range does not hold is refused, and one that cannot grow in it warned of, with the smallest that does', () => {
  const of = (requestsPerSecond: number, cidr = '10.70.0.0/22'): Checked<Plan> =>
    planned(cidr, { requestsPerSecond, kong: { requestsPerSecondPerVcpu: 100 } }, []);
  const [refused] = lines(of(200_000), 'error');
  expect(refused).toMatch(
    /^kong-pool-beyond-subnets requestsPerSecond: the Kong pool of us-east needs \d+ nodes, and its subnets have room for 180; write a \/\d+, the smallest that holds them, as its "cidr", or spread/,
  );
  const [, wider] = /write a (\/\d+)/.exec(refused ?? '') ?? [];
  expect(lines(of(200_000, `10.64.0.0${wider}`), 'error')).toEqual([]);
  const warned = lines(of(100_000), 'warning').find((line) => line.startsWith('kong-ceiling-beyond-range'));
  expect(warned).toMatch(/^kong-ceiling-beyond-range datacenters\.0\.cidr: .* have room for 180, .*write a \/21,/);
  expect(lines(of(100_000, '10.64.0.0/21'), 'warning').join()).not.toContain('kong-ceiling-beyond-range');
});
