import type { TreeOnDisk } from '../../src/actions/trees/tree-on-disk';
import { manifestOf } from '../../src/actions/trees/manifest';
import type { Artifact } from '../../src/kernel/artifact';

/** Returns the tree as it lies on the disk after topogen wrote these files, with its list. */
export function treeOf(topology: string, artifacts: readonly Artifact[]): TreeOnDisk {
  const all = [...artifacts, manifestOf(topology, artifacts)];
  const texts = new Map(all.map(({ path, text }) => [path, text]));
  return {
    entries: new Map(all.map(({ path }) => [path, 'file'])),
    text: (path) => texts.get(path),
    executable: () => true,
  };
}
