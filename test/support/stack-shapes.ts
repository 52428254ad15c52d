import proven from './proven-stacks.json';
import { readyMade } from './ready-made';
import { synthesizeShipped, type Synthesized } from './synthesized';

/*
 * Which stacks of the ready-made topologies are taken through all of Terraform. It judges a stack block by block, each with what it
 * refers to; blocks of one shape, which differ in names, numbers and how many they are, are planned, applied and printed alike. So
 * `proven-stacks.json` lists stacks that have every shape among them. What lies between blocks (names given twice, circles) is seen
 * by `terraform validate`, which every stack goes through.
 */

/** Proven in whole, whatever its shapes: what README begins with. */
const WHOLE = 'two-clouds';

/** Stacks by topology, in the order of its plan. */
export type ProvenStacks = Readonly<Record<string, readonly string[]>>;

/** Returns the stacks of a ready-made topology that are taken through all of Terraform. */
export function provenStacks(topology: string): readonly string[] {
  return (proven as ProvenStacks)[topology] ?? [];
}

/** Returns the stacks of another topology that have a shape which no proven stack has. */
export async function stacksOfNewShape(synthesized: Synthesized): Promise<readonly string[]> {
  const known = await provenShapes();
  const stacks = synthesized.topology.plan.stacks.map(({ name }) => name);
  return stacks.filter((stack) => shapesOf(synthesized, stack).some((shape) => !known.has(shape)));
}

let shapes: Promise<ReadonlySet<string>> | undefined;

/** Returns the shapes that the proven stacks have. */
export function provenShapes(): Promise<ReadonlySet<string>> {
  shapes ??= (async () => {
    const found = new Set<string>();
    for (const [topology, stacks] of Object.entries(proven as ProvenStacks)) {
      const synthesized = await synthesizeShipped(topology);
      for (const stack of stacks) for (const shape of shapesOf(synthesized, stack)) found.add(shape);
    }
    return found;
  })();
  return shapes;
}

/** Chooses stacks that have every shape among them: the largest are left out first, where smaller ones have what they have. */
export async function chooseProven(): Promise<ProvenStacks> {
  const stacks = (await Promise.all(readyMade().map(shapesOfTopology))).flat();
  const holders = new Map<string, number>();
  for (const shape of stacks.flatMap(({ shapes }) => [...shapes])) holders.set(shape, (holders.get(shape) ?? 0) + 1);
  const largestFirst = [...stacks].sort((a, b) => b.blocks - a.blocks).filter(({ topology }) => topology !== WHOLE);
  const left = new Set<Shapes>();
  for (const it of largestFirst) {
    if (![...it.shapes].every((shape) => holders.get(shape)! > 1)) continue;
    for (const shape of it.shapes) holders.set(shape, holders.get(shape)! - 1);
    left.add(it);
  }
  const chosen = stacks.filter((it) => !left.has(it));
  const named = readyMade().map((name) => [name, chosen.filter((it) => it.topology === name).map((it) => it.stack)]);
  return Object.fromEntries(named.filter(([, its]) => its!.length > 0)) as ProvenStacks;
}

interface Shapes {
  readonly topology: string;
  readonly stack: string;
  readonly blocks: number;
  readonly shapes: ReadonlySet<string>;
}

async function shapesOfTopology(topology: string): Promise<Shapes[]> {
  const synthesized = await synthesizeShipped(topology);
  return synthesized.topology.plan.stacks.map(({ name: stack }) => {
    const all = shapesOf(synthesized, stack);
    return { topology, stack, blocks: all.length, shapes: new Set(all) };
  });
}

/** Returns the shape of each block of a stack: its address without names of datacenters and numbers, and its skeleton. */
export function shapesOf({ topology, synthesis }: Synthesized, stack: string): string[] {
  const { path, text } = synthesis.assembly.find((it) => it.path === `stacks/${stack}/cdk.tf.json`)!;
  const named = topology.plan.datacenters.reduce((all, { name }) => withoutName(all, name), text);
  const { '//': _, ...kinds } = JSON.parse(named) as Record<string, Record<string, unknown>>;
  if (Object.keys(kinds).length === 0) throw new Error(`${path} is empty`);
  return Object.entries(kinds)
    .flatMap(([kind, blocks]) =>
      Object.entries(blocks).flatMap(([type, body]): [string, unknown][] =>
        kind === 'resource' || kind === 'data'
          ? Object.entries(body as object).map(([name, each]) => [`${kind} ${type} ${name}`, each])
          : [[`${kind} ${type}`, body]],
      ),
    )
    .map(([address, body]) => `${withoutNumbers(address)} ${JSON.stringify(skeleton(body))}`);
}

/** Replaces the name of a datacenter wherever it stands as a word of its own, with hyphens or underscores. */
function withoutName(text: string, name: string): string {
  return text.replaceAll(new RegExp(`(?<![a-z0-9])${name.replaceAll('-', '[-_]')}(?![a-z0-9])`, 'g'), 'datacenter');
}

const withoutNumbers = (text: string): string => text.replace(/\d+/g, '0');

/** A value of which texts and numbers are gone; of an expression what it refers to and calls, of a list each shape once. */
function skeleton(value: unknown): unknown {
  if (typeof value === 'string') return withoutNumbers(wordsOf(value).join(' ')) || 'text';
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(skeleton(each))))].sort();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [withoutNumbers(key), skeleton(each)]));
}

/** Returns the names in the expressions of a text, each once: references, functions, variables, keys. */
function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (let from = text.indexOf('${'); from >= 0;) {
    let [end, depth] = [from + 2, 1];
    for (; depth > 0 && end < text.length; end++) depth += { '{': 1, '}': -1 }[text[end]!] ?? 0;
    const expression = text.slice(from + 2, end - 1).replace(/"(?:[^"\\]|\\.)*"/g, '');
    for (const [word] of expression.matchAll(/[a-z_][\w.]*/g)) words.add(word);
    from = text.indexOf('${', end);
  }
  return [...words].sort();
}
