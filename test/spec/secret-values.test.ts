import { CLOUD_FACTS } from '../../src/clouds/facts';
import { parseSpec } from '../../src/spec/parse';

/** The form of an access key of AWS; nobody's. */
const KEY = 'AKIAABCDEFGHIJKLMNOP';

const spec = (east: object, more: object = {}): string =>
  JSON.stringify({
    name: 'edge',
    requestsPerSecond: 1_000,
    datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1', ...east }],
    ...more,
  });

test.each([
  ['an image of Kong', spec({ kong: { image: KEY } })],
  ['an image of the datastore', spec({ cassandra: { image: KEY } })],
  ['a machine type', spec({ kong: { machineType: KEY } })],
  ['a region', spec({ region: KEY })],
  ['a zone', spec({ zones: [KEY, 'us-east-1b', 'us-east-1c'] })],
  ['the name of a datacenter', spec({ name: KEY })],
  ['a bucket', spec({}, { state: { backend: 's3', bucket: KEY, region: 'us-east-1' } })],
])('no message shows a secret that stands for %s', (_, text) => {
  const parsed = parseSpec(text, 'edge.json', CLOUD_FACTS);
  expect(parsed.ok).toBe(false);
  expect(parsed.issues.map((it) => it.code)).toContain('secret-in-spec');
  expect(JSON.stringify(parsed.issues)).not.toContain(KEY);
});
