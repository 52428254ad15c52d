import { loadTopology } from '../../src/actions/load-topology';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { parseSpec } from '../../src/spec/parse';
import { writtenOut } from '../../src/spec/written-out';

/* The mode of Kong where a spec names none. */

const EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };

function modeOf(datacenters: readonly object[], datastore: object, kong: object = {}) {
  const text = JSON.stringify({ name: 'edge', requestsPerSecond: 1, datacenters, datastore, kong });
  const parsed = parseSpec(text, 'edge.json', CLOUD_FACTS);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { spec, written, document } = parsed.value;
  return [spec.kong.mode, /^  mode: .*$/m.exec(writtenOut(written, document, spec))?.[0].trim()];
}

test('several datacenters with one primary are in hybrid mode, in whatever order, and the printed spec says so', () => {
  const datastore = { engine: 'postgresql', primary: 'us-west' };
  expect(modeOf([EAST, WEST], datastore)).toEqual(['hybrid', 'mode: hybrid # default']);
  expect(modeOf([WEST, EAST], datastore)).toEqual(['hybrid', 'mode: hybrid # default']);
  expect(modeOf([EAST, WEST], datastore, { mode: 'traditional' })).toEqual(['traditional', 'mode: traditional']);
});

test('one datacenter, and several whose datastore has all data in each, are traditional without a word', () => {
  expect(modeOf([EAST], { engine: 'postgresql' })).toEqual([undefined, undefined]);
  expect(modeOf([EAST, WEST], { engine: 'cassandra' })).toEqual([undefined, undefined]);
});

test.each([
  ['AWS', { ...EAST }],
  ['Google', { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' }],
])(
  'the engine alone, in one datacenter of %s, is Kong 3.9.1 on PostgreSQL 16, traditional, and warned of nothing',
  (_, datacenter) => {
    const spec = {
      name: 'edge',
      requestsPerSecond: 3_000,
      datacenters: [datacenter],
      datastore: { engine: 'postgresql' },
    };
    const loaded = loadTopology({ specText: JSON.stringify(spec), specFile: 'edge.json', lockFile: 'edge.lock.json' });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    expect(loaded.issues.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    const { kong, datastore, datacenters } = loaded.value.plan;
    expect([kong.migrations.release, kong.hybrid, datastore.version]).toEqual(['3.9.1', undefined, '16']);
    expect(datacenters[0]?.pools.map(({ role }) => role)).toEqual(['traditional']);
  },
);
