import { sizesInTree, type TreeSizes } from '../../actions/trees/tree-sizes';
import { readManifest } from '../../actions/trees/ownership';
import { readTree } from './outputs/read-tree';
import { realPath } from './real-path';

/** Returns the sizes in the tree at a root; undefined if no tree of the topology is there. */
export function treeSizes(root: string, topology: string): TreeSizes | undefined {
  const tree = readTree(realPath(root));
  const { files, topology: owner } = readManifest(tree);
  if (files.size === 0 || (owner !== undefined && owner !== topology)) return undefined;
  return { root, sizes: sizesInTree(tree) };
}
