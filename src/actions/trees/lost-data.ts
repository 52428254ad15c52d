import type { Artifact } from '../../kernel/artifact';
import { lossesIn } from '../../clouds/replacement';
import type { StackPlan } from '../../plan/plan';
import { ownershipOf } from './ownership';
import type { TreeOnDisk } from './tree-on-disk';

/** The word of `--allow` for a loss that only the tree shows; the stack follows it. */
export const DATA_LOSS = 'data-loss';

/** The loss of data in a stack that stays. */
export interface LostData {
  readonly stack: string;
  /** Addresses such as `aws_ebs_volume.cassandra_4` that are wanted no more, in order of their numbers. */
  readonly gone: readonly string[];
  /** Numbers of the disks of nodes, which alone have a size, among what is wanted no more and in the stack as it is. */
  readonly disks: { readonly gone: number; readonly standing: number };
  /** Disks that are wanted smaller, in GiB: no cloud shrinks a disk, so each would be made anew. */
  readonly shrunk: readonly { readonly address: string; readonly from: number; readonly to: number }[];
}

/**
 * Finds what holds data and a stack would lose although it stays: the disks of nodes, for instance, if fewer are wanted than the
 * tree has. A stack that goes as a whole belongs to a datacenter that the spec names no more, and is no such loss.
 *
 * @param stacks the stacks that are wanted
 * @param tree the HCL tree or the assembly that stands
 * @param artifacts the files that are wanted instead
 */
export function lostData(stacks: readonly StackPlan[], tree: TreeOnDisk, artifacts: readonly Artifact[]): LostData[] {
  const wanted = byStack(
    layersOf(stacks),
    artifacts.map(({ path, text }) => [path, text]),
  );
  const paths = new Set(artifacts.map(({ path }) => path));
  const { owns } = ownershipOf(tree, artifacts);
  // What the user added to a stack's folder stays there, and so does its data.
  const standing = dataInTree(stacks, tree, (path) => owns(path, paths.has(path)));
  return [...wanted].flatMap(([stack, resources]) => {
    const loss = lossOf(stack, standing.get(stack) ?? new Map(), resources);
    return loss.gone.length + loss.shrunk.length === 0 ? [] : [loss];
  });
}

/**
 * Returns what holds data in a tree, by stack. Stacks that are not among these are read as such of no layer.
 *
 * @param counts true for a file whose resources count. @default all
 */
export function dataInTree(
  stacks: readonly StackPlan[],
  tree: TreeOnDisk,
  counts: (path: string) => boolean = () => true,
): ReadonlyMap<string, Sizes> {
  const files = [...tree.entries].flatMap(([path, kind]): [string, string][] =>
    kind === 'file' && stackOf(path) !== undefined && counts(path) ? [[path, tree.text(path) ?? '']] : [],
  );
  return byStack(layersOf(stacks), files);
}

function layersOf(stacks: readonly StackPlan[]): ReadonlyMap<string, StackPlan['layer']> {
  return new Map(stacks.map(({ name, layer }) => [name, layer]));
}

/** Size in GiB by address; undefined if the resource states none. */
export type Sizes = ReadonlyMap<string, number | undefined>;

function lossOf(stack: string, now: Sizes, wanted: Sizes): LostData {
  const addresses = [...now.keys()].sort(byNumber);
  const gone = addresses.filter((address) => !wanted.has(address));
  const disksAmong = (them: readonly string[]): number => them.filter((it) => now.get(it) !== undefined).length;
  const shrunk = addresses.flatMap((address) => {
    const [from, to] = [now.get(address), wanted.get(address)];
    return from !== undefined && to !== undefined && to < from ? [{ address, from, to }] : [];
  });
  return { stack, gone, disks: { gone: disksAmong(gone), standing: disksAmong(addresses) }, shrunk };
}

const COLLATOR = new Intl.Collator('en', { numeric: true });
const byNumber = (a: string, b: string): number => COLLATOR.compare(a, b);

/** Returns the stack of a file that has resources, in an HCL tree or in an assembly; undefined for any other file. */
function stackOf(path: string): string | undefined {
  return /^([^/]+)\/[^/]+\.tf$/.exec(path)?.[1] ?? /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
}

/** Returns the resources that hold data, by stack. */
function byStack(
  layers: ReadonlyMap<string, StackPlan['layer']>,
  files: readonly (readonly [path: string, text: string])[],
): Map<string, Map<string, number | undefined>> {
  const stacks = new Map<string, Map<string, number | undefined>>();
  for (const [path, text] of files) {
    const stack = stackOf(path);
    if (stack === undefined) continue;
    const known = stacks.get(stack) ?? new Map<string, number | undefined>();
    const losses = lossesIn(layers.get(stack));
    for (const { type, name, size } of path.endsWith('.json') ? ofJson(text) : ofHcl(text))
      if (losses[type] === 'data') known.set(`${type}.${name}`, size);
    stacks.set(stack, known);
  }
  return stacks;
}

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly size: number | undefined;
}

/** Reads HCL as topogen writes it: a block ends with the first line that is a closing brace alone. */
function ofHcl(text: string): Resource[] {
  const blocks = text.matchAll(/^resource "([a-z0-9_]+)" "([a-z0-9_]+)" \{\r?\n([\s\S]*?)^\}/gm);
  return [...blocks].map(([, type = '', name = '', body = '']) => {
    const size = /^ {2}size += (\d+)\r?$/m.exec(body)?.[1];
    return { type, name, size: size === undefined ? undefined : Number(size) };
  });
}

/** Reads cdktf's JSON; a text that somebody has damaged has no resources. */
function ofJson(text: string): Resource[] {
  try {
    const { resource } = JSON.parse(text) as { resource?: Record<string, Record<string, { size?: unknown }>> };
    return Object.entries(resource ?? {}).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, { size }]) => ({
        type,
        name,
        size: typeof size === 'number' ? size : undefined,
      })),
    );
  } catch {
    return [];
  }
}
