import { CLOUD_FACTS } from '../../src/clouds/facts';
import { parseSpec } from '../../src/spec/parse';

function statedBy(document: object): readonly string[] {
  const parsed = parseSpec(JSON.stringify({ name: 'edge', requestsPerSecond: 1, ...document }), 's.json', CLOUD_FACTS);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return [...parsed.value.stated].filter((path) => path !== 'name' && path !== 'requestsPerSecond').sort();
}

test('a field is stated when the user wrote it, even where it equals the default', () => {
  expect(statedBy({ datacenters: 2, kong: { version: '3.3.1', peakFactor: 1.5 }, datastore: {} })).toEqual([
    'datacenters',
    'datastore',
    'kong',
    'kong.peakFactor',
    'kong.version',
  ]);
});

test('fields of a datacenter are known by its name, whatever its place in the list', () => {
  const east = { name: 'us-east', cloud: 'aws', region: 'us-east-1', cassandra: { machineType: 'r6i.xlarge' } };
  const west = { name: 'us-west', cloud: 'aws', region: 'us-west-2', share: 0.5 };
  const stated = statedBy({ datacenters: [east, west] });
  expect(stated).toContain('datacenters[us-east].cassandra.machineType');
  expect(stated).toContain('datacenters[us-west].share');
  expect(stated).not.toContain('datacenters[us-east].share');
  expect(statedBy({ datacenters: [west, east] })).toEqual(stated);
});

test('lists but that of the datacenters are stated as a whole', () => {
  expect(statedBy({ datacenters: 1, kong: { plugins: [{ name: 'rate-limiting', policy: 'local' }] } })).toEqual([
    'datacenters',
    'kong',
    'kong.plugins',
  ]);
});
