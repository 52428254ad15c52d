import fc from 'fast-check';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { parseSpec } from '../../src/spec/parse';
import { shortFormDatacenters } from '../../src/spec/short-form';

function namesOf(count: number, project?: string): string[] {
  const text = JSON.stringify({ name: 'edge', requestsPerSecond: 1, datacenters: count, googleProject: project });
  const checked = parseSpec(text, 's.json', CLOUD_FACTS);
  return checked.ok ? checked.value.spec.datacenters.map(({ name, cloud }) => `${cloud} ${name}`) : [];
}

test('without a project all datacenters are on AWS', () => {
  expect(namesOf(3)).toEqual(['aws virginia', 'aws oregon', 'aws ireland']);
});

test('with a Google project the clouds take turns', () => {
  expect(namesOf(3, 'acme-edge')).toEqual(['aws virginia', 'google belgium', 'aws oregon']);
});

test('a larger number keeps the datacenters of a smaller one', () => {
  const counts = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(counts, fc.constantFrom(undefined, 'acme-edge'), ([a, b], project) => {
      const [small, large] = [Math.min(a, b), Math.max(a, b)];
      expect(namesOf(large, project).slice(0, small)).toEqual(namesOf(small, project));
    }),
  );
});

test('every datacenter of the list passes every rule', () => {
  for (const [project, length] of [
    [undefined, 6],
    ['acme-edge', 13],
  ] as const) {
    expect(shortFormDatacenters(CLOUD_FACTS, project === undefined ? ['googleProject'] : [])).toHaveLength(length);
    expect(namesOf(length, project)).toHaveLength(length);
  }
});
