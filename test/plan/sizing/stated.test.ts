import type { InputSource } from '../../../src/kernel/figure';
import { TWO_CLOUDS, aPlan } from '../../support/a-spec';

/** Where the numbers of a plan got a field of the spec from: each answer once. */
function kindsOf(path: string, fields: Readonly<Record<string, unknown>> = {}): InputSource['kind'][] {
  const inputs = aPlan(TWO_CLOUDS, fields).sizing.reckoned.flatMap((entry) => entry.inputs);
  return [...new Set(inputs.flatMap(({ source }) => ('path' in source && source.path === path ? [source.kind] : [])))];
}

test.each([
  ['kong.peakFactor', { kong: { peakFactor: 1.5 } }],
  ['datastore.replicationFactor', { datastore: { replicationFactor: 3 } }],
  ['kong.upstreams', { kong: { upstreams: [{ cidr: '0.0.0.0/0', ports: [80, 443] }] } }],
  ['kong.plugins', { kong: { plugins: [] } }],
  [
    'datacenters[us-east].share',
    {
      datacenters: TWO_CLOUDS.map((it) => ({
        region: it.cloud === 'aws' ? 'us-east-1' : 'europe-west1',
        ...it,
        share: 0.5,
      })),
    },
  ],
])('%s is a default until the user writes it, whatever the value', (path, written) => {
  expect(kindsOf(path)).toEqual(['default']);
  expect(kindsOf(path, written)).toEqual(['spec']);
});

test('what a spec has to state is never called a default', () => {
  expect(kindsOf('requestsPerSecond')).toEqual(['spec']);
});
