import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, synthesizeShipped, type Synthesized } from './synthesized';

/** Ready-made topologies, those first whose stacks are what others are compared with. */
const FIRST = ['two-clouds', 'three-clouds', 'aws-pair', 'google-pair'];

/** Where each shape stands first, `<topology> <stack>` by shape. */
let firsts: Promise<ReadonlyMap<string, string>> | undefined;

/**
 * Returns the stacks of a topology whose shape no ready-made topology has before it: one with the same blocks, arguments and
 * references, however its names and numbers differ, is planned, applied and printed alike.
 */
export async function stacksOfOwnShape(title: string, synthesized: Synthesized): Promise<readonly string[]> {
  firsts ??= findFirsts();
  const known = await firsts;
  const stacks = synthesized.topology.plan.stacks.map(({ name }) => name);
  return stacks.filter((stack) => {
    const first = known.get(shapeOf(synthesized, stack));
    return first === undefined || first === `${title} ${stack}`;
  });
}

async function findFirsts(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const topology of readyMade()) {
    const synthesized = await synthesizeShipped(topology);
    for (const { name } of synthesized.topology.plan.stacks) {
      const shape = shapeOf(synthesized, name);
      if (!found.has(shape)) found.set(shape, `${topology} ${name}`);
    }
  }
  return found;
}

function readyMade(): readonly string[] {
  const files = readdirSync(join(PROJECT, 'topologies')).filter((file) => /^[^.]+\.json$/.test(file));
  const names = files.map((file) => file.replace('.json', '')).sort();
  return [...FIRST, ...names.filter((name) => !FIRST.includes(name))];
}

/** Returns a hash of a stack without its names and numbers, but with every reference, block and argument. */
export function shapeOf({ topology, synthesis }: Synthesized, stack: string): string {
  const { path, text } = synthesis.assembly.find((it) => it.path === `stacks/${stack}/cdk.tf.json`)!;
  const named = topology.plan.datacenters.reduce((all, { name }, i) => withoutName(all, name, `datacenter${i}`), text);
  const { '//': _, ...blocks } = JSON.parse(withoutName(named, topology.plan.topology, 'topology')) as object & {
    '//'?: unknown;
  };
  if (Object.keys(blocks).length === 0) throw new Error(`${path} is empty`);
  return createHash('sha256')
    .update(JSON.stringify(skeleton(blocks)))
    .digest('hex');
}

/** Replaces a name wherever it stands as a word of its own, with hyphens or underscores. */
function withoutName(text: string, name: string, by: string): string {
  const words = new RegExp(`(?<![a-z0-9])${name.replaceAll('-', '[-_]')}(?![a-z0-9])`, 'g');
  return text.replaceAll(words, by);
}

/** A value whose texts are gone but for what they refer to; what is asked of the platform stays as it is. */
function skeleton(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('${') ? value.replace(/\d+/g, '0') : 'text';
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(skeleton);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.replace(/\d+/g, '0'), skeleton(each)]));
}
