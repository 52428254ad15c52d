import type { Artifact } from '../../kernel/artifact';
import { lossesIn } from '../../clouds/replacement';
import type { StackPlan } from '../../plan/plan';
import type { TreeOnDisk } from './tree-on-disk';

/** Resources of a stack that hold data, which the tree has and the wanted files have no more. */
export interface LostData {
  readonly stack: string;
  /** Addresses such as `aws_ebs_volume.cassandra_4`, in order of their numbers. */
  readonly resources: readonly string[];
  /** Number of resources of those types that the stack has now. */
  readonly standing: number;
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
  const layers = new Map(stacks.map(({ name, layer }) => [name, layer]));
  const wanted = byStack(
    layers,
    artifacts.map(({ path, text }) => [path, text]),
  );
  const standing = byStack(
    layers,
    [...tree.entries].flatMap(([path, kind]): [string, string][] =>
      kind === 'file' && stackOf(path) !== undefined ? [[path, tree.text(path) ?? '']] : [],
    ),
  );
  return [...wanted].flatMap(([stack, resources]) => {
    const now = [...(standing.get(stack) ?? [])];
    const lost = now.filter((address) => !resources.has(address));
    const alike = now.filter((address) => lost.some((other) => typeOf(other) === typeOf(address)));
    return lost.length === 0 ? [] : [{ stack, resources: lost.sort(byNumber), standing: alike.length }];
  });
}

const COLLATOR = new Intl.Collator('en', { numeric: true });
const byNumber = (a: string, b: string): number => COLLATOR.compare(a, b);

function typeOf(address: string): string {
  return address.slice(0, address.indexOf('.'));
}

/** Returns the stack of a file that has resources, in an HCL tree or in an assembly; undefined for any other file. */
function stackOf(path: string): string | undefined {
  return /^([^/]+)\/[^/]+\.tf$/.exec(path)?.[1] ?? /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
}

/** Returns the addresses of the resources that hold data, by stack. */
function byStack(
  layers: ReadonlyMap<string, StackPlan['layer']>,
  files: readonly (readonly [path: string, text: string])[],
): Map<string, Set<string>> {
  const stacks = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    const stack = stackOf(path);
    if (stack === undefined) continue;
    const known = stacks.get(stack) ?? new Set<string>();
    const losses = lossesIn(layers.get(stack));
    for (const [type, name] of path.endsWith('.json') ? ofJson(text) : ofHcl(text))
      if (losses[type] === 'data') known.add(`${type}.${name}`);
    stacks.set(stack, known);
  }
  return stacks;
}

type Resource = readonly [type: string, name: string];

function ofHcl(text: string): Resource[] {
  const heads = text.matchAll(/^resource "([a-z0-9_]+)" "([a-z0-9_]+)" \{\r?$/gm);
  return [...heads].map(([, type = '', name = '']) => [type, name]);
}

/** Returns the resources of cdktf's JSON; none of a text that somebody has damaged. */
function ofJson(text: string): Resource[] {
  try {
    const { resource } = JSON.parse(text) as { readonly resource?: Readonly<Record<string, object>> };
    return Object.entries(resource ?? {}).flatMap(([type, byName]) =>
      Object.keys(byName).map((name): Resource => [type, name]),
    );
  } catch {
    return [];
  }
}
