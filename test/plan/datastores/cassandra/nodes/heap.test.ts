import { heapFor } from '../../../../../src/plan/datastores/cassandra/nodes/heap';

test.each([
  { memoryGib: 32, vcpus: 4, heapMib: 8192, newMib: 400 },
  { memoryGib: 64, vcpus: 8, heapMib: 8192, newMib: 800 },
  { memoryGib: 16, vcpus: 2, heapMib: 4096, newMib: 200 },
  { memoryGib: 4, vcpus: 16, heapMib: 1024, newMib: 256 },
  { memoryGib: 1, vcpus: 1, heapMib: 512, newMib: 100 },
])('CMS on $memoryGib GiB and $vcpus vCPU has a heap of $heapMib MiB, $newMib of it young', (it) => {
  expect(heapFor(it.memoryGib, it.vcpus, 'CMS')).toMatchObject({ heapMib: it.heapMib, newMib: it.newMib });
});

test.each([
  { memoryGib: 32, heapMib: 8192 },
  { memoryGib: 64, heapMib: 16_384 },
  { memoryGib: 256, heapMib: 16_384 },
])('G1 on $memoryGib GiB has a heap of $heapMib MiB and sizes the young generation itself', (it) => {
  const heap = heapFor(it.memoryGib, 8, 'G1');
  expect(heap.heapMib).toBe(it.heapMib);
  expect(heap).not.toHaveProperty('newMib');
});

test('the rule is told with its figures', () => {
  expect(heapFor(32, 4, 'CMS').reason).toBe('A quarter of 32 GiB, at most 8 GiB with CMS.');
});
