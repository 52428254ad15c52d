import type { Artifact } from '../../kernel/artifact';
import { lossesIn } from '../../clouds/replacement';
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
 * Finds the disks and databases that a stack would lose although it stays: fewer nodes than the tree has, for instance. A stack
 * that goes as a whole belongs to a datacenter that the spec names no more, and is no such loss.
 *
 * @param tree the HCL tree that stands
 * @param artifacts the HCL that is wanted instead
 */
export function lostData(tree: TreeOnDisk, artifacts: readonly Artifact[]): LostData[] {
  const wanted = byStack(artifacts.map(({ path, text }) => [path, text]));
  const standing = byStack(
    [...tree.entries].flatMap(([path, kind]): [string, string][] =>
      kind === 'file' && isHcl(path) ? [[path, tree.text(path) ?? '']] : [],
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

function isHcl(path: string): boolean {
  return /^[^/]+\/[^/]+\.tf$/.test(path);
}

const HOLDING_DATA = lossesIn('cluster');

/** Returns the addresses of the resources that hold data, by stack. */
function byStack(files: readonly (readonly [path: string, text: string])[]): Map<string, Set<string>> {
  const stacks = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    if (!isHcl(path)) continue;
    const stack = path.slice(0, path.indexOf('/'));
    const known = stacks.get(stack) ?? new Set<string>();
    for (const [, type = '', name = ''] of text.matchAll(/^resource "([a-z0-9_]+)" "([a-z0-9_]+)" \{\r?$/gm))
      if (HOLDING_DATA[type] === 'data') known.add(`${type}.${name}`);
    stacks.set(stack, known);
  }
  return stacks;
}
