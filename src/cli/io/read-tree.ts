import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeOnDisk } from '../../actions/check';
import { MARKER_FILE, readMarker } from './tree-marker';
import { listFiles } from './write-tree';

/** The tree at a root as `check` compares it. A root that is not there is an empty tree. */
export function readTree(root: string): TreeOnDisk {
  if (!existsSync(root)) return { files: {}, own: new Set() };
  const own = new Set([...readMarker(root)].filter((path) => path !== MARKER_FILE));
  const paths = listFiles(root).filter((path) => path !== MARKER_FILE);
  return { files: Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')])), own };
}
