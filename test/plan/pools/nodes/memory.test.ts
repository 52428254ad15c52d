import { memoryCacheMib } from '../../../../src/plan/pools/nodes/memory';

test('the caches are cut from what system and workers leave', () => {
  expect(memoryCacheMib({ memoryGib: 16, vcpus: 8 })).toBe(2816);
  expect(memoryCacheMib({ memoryGib: 8, vcpus: 4 })).toBe(1280);
});

test("a small machine keeps Kong's default, a large one stays within bounds", () => {
  expect(memoryCacheMib({ memoryGib: 2, vcpus: 2 })).toBe(128);
  expect(memoryCacheMib({ memoryGib: 256, vcpus: 64 })).toBe(4096);
});
