import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf, stacksOfOwnShape } from '../support/stack-shapes';
import { PROJECT, synthesizeChanged, synthesizeShipped } from '../support/synthesized';

/* What is proven in real Terraform once for all stacks that are alike. */

test('stacks that differ in names, regions and numbers have one shape, and what refers to something else has another', async () => {
  const [two, pair] = await Promise.all(['two-clouds', 'google-pair'].map(synthesizeShipped));
  expect(shapeOf(pair!, 'network-us-central')).toBe(shapeOf(two!, 'network-eu-west'));
  expect(shapeOf(pair!, 'links')).not.toBe(shapeOf(two!, 'links'));
  const larger = await synthesizeChanged('two-clouds', { requestsPerSecond: 9000 });
  expect(shapeOf(larger, 'cluster-us-east')).toBe(shapeOf(two!, 'cluster-us-east'));
  const alarmed = await synthesizeChanged('two-clouds', { monitoring: { scrapeCidrs: ['10.200.0.0/16'] } });
  expect(shapeOf(alarmed, 'cluster-us-east')).not.toBe(shapeOf(two!, 'cluster-us-east'));
});

test('every shape is proven: each ready-made topology has its proof, and of two that are alike one is whole', async () => {
  const names = readdirSync(join(PROJECT, 'topologies')).flatMap((file) => /^([^.]+)\.json$/.exec(file)?.[1] ?? []);
  const proofOf = (name: string): string => readFileSync(join(PROJECT, 'test/topologies', `${name}.test.ts`), 'utf8');
  expect(names.filter((name) => !proofOf(name).includes(`proveTopology('${name}', { long: true });`))).toEqual([]);
  const shapes = new Set<string>();
  const proven = new Set<string>();
  for (const name of names) {
    const synthesized = await synthesizeShipped(name);
    for (const { name: stack } of synthesized.topology.plan.stacks) shapes.add(shapeOf(synthesized, stack));
    for (const stack of await stacksOfOwnShape(name, synthesized)) proven.add(shapeOf(synthesized, stack));
  }
  expect([...shapes].filter((shape) => !proven.has(shape))).toEqual([]);
  expect(proven.size).toBeGreaterThan(60);
});
