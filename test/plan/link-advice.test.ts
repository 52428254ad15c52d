import type { Issue } from '../../src/kernel/issue';
import { linkAdvice } from '../../src/plan/link-advice';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../support/a-spec';

const AWS: readonly ADatacenter[] = ['us-east-1', 'us-west-2', 'eu-west-1'].map((region, i) => ({
  name: `dc-${i}`,
  cloud: 'aws',
  region,
}));

function adviceOf(them: readonly ADatacenter[], fields: Readonly<Record<string, unknown>> = {}): readonly Issue[] {
  return aPlan(them, fields).advisories.filter(({ path }) => path[0] === 'links');
}

test('a ring in plain text over links that have keys of the cloud alone is advised to have its own, before it stands', () => {
  const [advice, ...more] = adviceOf(AWS.slice(0, 2));
  expect(more).toEqual([]);
  expect(advice).toMatchObject({ code: 'links-with-keys-of-the-cloud', severity: 'advice' });
  expect(advice!.message).toMatch(/^dc-0--dc-1 is encrypted by keys of the cloud alone/);
  expect(advice!.remedy).toContain('"internode": "dc"');
  expect(adviceOf(AWS)[0]!.message).toMatch(/^3 links are/);
  const standing = { 'dc-0': { nodes: 3, diskGib: 100 } };
  expect(linkAdvice(aPlan(AWS.slice(0, 2)), standing)).toEqual([]);
});

test.each<[string, readonly ADatacenter[], Readonly<Record<string, unknown>>]>([
  ['no link', AWS.slice(0, 1), {}],
  ['tunnels between clouds', TWO_CLOUDS, {}],
  ['tunnels of its own within a cloud', AWS, { links: { awsToAws: 'ipsec' } }],
  ['a ring that encrypts', AWS, { datastore: { encryption: { internode: 'dc', clients: false } } }],
  ['PostgreSQL, which is asked by TLS', AWS, { datastore: { engine: 'postgresql', primary: 'dc-0' } }],
])('%s hears nothing of keys', (_, them, fields) => {
  expect(adviceOf(them, fields)).toEqual([]);
});
