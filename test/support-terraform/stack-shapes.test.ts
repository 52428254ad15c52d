import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { longTest } from '../support/effort';
import { readyMade } from '../support/ready-made';
import { chooseProven, provenShapes, shapesOf } from '../support/stack-shapes';
import { PROJECT, synthesizeChanged, synthesizeShipped, type Synthesized } from '../support/synthesized';

/* What is proven in real Terraform once for all blocks that are alike. */

const FILE = join(PROJECT, 'test/support/proven-stacks.json');

const shapes = (synthesized: Synthesized, stack: string): Set<string> => new Set(shapesOf(synthesized, stack));

/** The addresses of the shapes that one stack has and another has not. */
function lacking(one: Set<string>, other: Set<string>): string[] {
  return [...one].filter((it) => !other.has(it)).map((it) => it.split(' ').slice(0, 3).join(' '));
}

test('blocks that differ in names, regions and numbers have one shape, and what refers to something else has another', async () => {
  const [two, pair] = await Promise.all(['two-clouds', 'google-pair'].map(synthesizeShipped));
  const [here, there] = [shapes(two!, 'network-eu-west'), shapes(pair!, 'network-us-central')];
  expect([lacking(here, there), lacking(there, here)]).toEqual([[], []]);
  expect(lacking(shapes(pair!, 'links'), shapes(two!, 'links'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^resource google_compute_vpn_tunnel /)]),
  );
  const cluster = shapes(two!, 'cluster-us-east');
  const larger = shapes(await synthesizeChanged('two-clouds', { requestsPerSecond: 9000 }), 'cluster-us-east');
  expect(lacking(larger, cluster)).toEqual([]);
  const scraped = await synthesizeChanged('two-clouds', { monitoring: { scrapeCidrs: ['10.200.0.0/16'] } });
  expect(lacking(shapes(scraped, 'cluster-us-east'), cluster)).not.toEqual([]);
});

test('a shape keeps what a block refers to, whether something is so, and the names of its arguments', async () => {
  const two = await synthesizeShipped('two-clouds');
  const [first] = shapesOf(two, 'cluster-us-east').filter((it) => it.startsWith('resource aws_volume_attachment '));
  expect(first).toContain('aws_instance.cassandra_0.id');
  expect(first).toContain('"volume_id":"aws_ebs_volume.cassandra_0.id"');
  const disks = shapesOf(two, 'cluster-us-east').filter((it) => it.startsWith('resource aws_ebs_volume '));
  expect(disks.every((it) => it.includes('"encrypted":true'))).toBe(true);
});

longTest(
  'every shape is proven: each ready-made topology has its proof, and the stacks that are proven have them all',
  async () => {
    const proofOf = (name: string): string => readFileSync(join(PROJECT, 'test/topologies', `${name}.test.ts`), 'utf8');
    expect(readyMade().filter((name) => !proofOf(name).includes(`proveTopology('${name}', { long: true });`))).toEqual(
      [],
    );
    if (process.env['UPDATE_PROVEN'] === '1') {
      writeFileSync(FILE, `${JSON.stringify(await chooseProven(), null, 2)}\n`);
      throw new Error(`rewrote ${FILE}; look at the change, then run again without UPDATE_PROVEN`);
    }
    const proven = new Set(await provenShapes());
    const missing: string[] = [];
    for (const name of readyMade()) {
      const synthesized = await synthesizeShipped(name);
      for (const { name: stack } of synthesized.topology.plan.stacks)
        missing.push(...lacking(shapes(synthesized, stack), proven).map((it) => `${name} ${stack}: ${it}`));
    }
    // Where one is missing: UPDATE_PROVEN=1 TOPOGEN_LONG=1 npx jest test/support-terraform/stack-shapes
    expect(missing).toEqual([]);
    expect(proven.size).toBeGreaterThan(900);
  },
);
