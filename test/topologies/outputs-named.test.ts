import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, synthesizeShipped, type Synthesized } from '../support/synthesized';

/* Commands for people read outputs by their names, which stand in sentences of many rooms: an output that is renamed leaves none behind. */

/** Topologies that have every kind of output between them. */
const TOPOLOGIES = ['private', 'haproxy', 'postgresql-traditional', 'postgresql-hybrid', 'redis', 'monitored'];

const READ = /terraform -chdir=(\S+) output(?: -(?:raw|json))? ([a-z]\w*)/g;

/** Returns the outputs of each stack. */
function outputsOf({ synthesis }: Synthesized): ReadonlyMap<string, readonly string[]> {
  const stacks = synthesis.assembly.filter(({ path }) => path.endsWith('/cdk.tf.json'));
  return new Map(
    stacks.map(({ path, text }) => {
      const { output = {} } = JSON.parse(text) as { readonly output?: object };
      return [path.split('/').at(-2)!, Object.keys(output)];
    }),
  );
}

test.each(TOPOLOGIES)('%s: its pages read outputs that their stacks have', async (name) => {
  const made = await synthesizeShipped(name);
  const outputs = outputsOf(made);
  const pages = made.synthesis.terraform.filter(({ path }) => path.endsWith('.md'));
  const reads = pages.flatMap(({ text }) =>
    [...text.matchAll(READ)].map(([, stack = '', output = '']) => ({ stack, output })),
  );
  expect(reads.length).toBeGreaterThan(0);
  const wrong = reads.filter(({ stack, output }) => !outputs.get(stack.split('/').at(-1)!)?.includes(output));
  expect(wrong).toEqual([]);
});

test('what sources and docs read by name is an output of some topology', async () => {
  const made = await Promise.all(TOPOLOGIES.map(synthesizeShipped));
  const known = new Set(made.flatMap((it) => [...outputsOf(it).values()].flat()));
  const texts = ['src', 'docs'].flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true })
      .map((path) => join(folder, String(path)))
      .filter((path) => /\.(ts|md)$/.test(path))
      .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') })),
  );
  const reads = texts.flatMap(({ path, text }) =>
    [...text.matchAll(/\boutput(?: -(?:raw|json))? ([a-z]+_\w+)/g)].map(([, output = '']) => ({ path, output })),
  );
  expect(reads.length).toBeGreaterThan(8);
  expect(reads.filter(({ output }) => !known.has(output))).toEqual([]);
});
