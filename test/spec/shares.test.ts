import fc from 'fast-check';
import { resolveShares, sumOfShares } from '../../src/spec/shares';

test('what is not stated is what the others leave, evenly', () => {
  expect(resolveShares([undefined, undefined])).toEqual([0.5, 0.5]);
  expect(resolveShares([0.7, undefined])).toEqual([0.7, 0.3]);
  expect(resolveShares([undefined, 0.5, undefined])).toEqual([0.25, 0.5, 0.25]);
});

test('a sum is what a person would say it is', () => {
  expect(sumOfShares([0.1, 0.2, 0.7])).toBe(1);
  expect(sumOfShares([undefined])).toBe(0);
});

test('shares add up to one, in whatever order they stand', () => {
  const share = fc.option(fc.double({ min: 0.001, max: 0.1, noNaN: true }), { nil: undefined });
  const lists = fc.array(share, { minLength: 1, maxLength: 9 }).map((list) => [...list, undefined]);
  fc.assert(
    fc.property(lists, (list) => {
      const resolved = resolveShares(list);
      expect(resolved.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(resolveShares([...list].reverse())).toEqual([...resolved].reverse());
    }),
  );
});
