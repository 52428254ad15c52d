import type { StandingSizes } from '../../spec/standing';
import { dataInTree } from './lost-data';
import type { TreeOnDisk } from './tree-on-disk';

/** The sizes that a tree on disk shows. */
export interface TreeSizes {
  /** Root of the tree, as the user named it. */
  readonly root: string;
  readonly sizes: StandingSizes;
}

/** Returns the sizes of the datastores in a tree, by datacenter. One without data disks has none. */
export function sizesInTree(tree: TreeOnDisk): StandingSizes {
  const found = [...dataInTree([], tree)].flatMap(([stack, data]) => {
    const datacenter = /^cluster-(.+)$/.exec(stack)?.[1];
    const disks = [...data.values()].filter((gib) => gib !== undefined);
    if (datacenter === undefined || disks.length === 0) return [];
    return [[datacenter, { nodes: disks.length, diskGib: Math.max(...disks) }] as const];
  });
  return Object.fromEntries(found);
}
