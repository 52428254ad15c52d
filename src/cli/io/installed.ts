import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Returns the nearest folder, this one or one above it, that has something at a path; undefined if none has. */
export function nearestWith(folder: string, path: string): string | undefined {
  const full = resolve(folder);
  if (existsSync(join(full, path))) return full;
  const parent = dirname(full);
  return parent === full ? undefined : nearestWith(parent, path);
}

/** Returns the path of a file of topogen's package as Node finds it from a folder; undefined if it is not installed there. */
export function installedFile(folder: string, path: string): string | undefined {
  const root = nearestWith(folder, join('node_modules', 'topogen', 'package.json'));
  if (root === undefined) return undefined;
  const found = relative(resolve(folder), join(root, 'node_modules', 'topogen', path))
    .split(sep)
    .join('/');
  return found.startsWith('.') ? found : `./${found}`;
}
