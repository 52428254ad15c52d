import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Templates } from '../../kernel/template';

/** The folder of the installed package, whether it runs from `src` or from `dist`. */
export const PACKAGE_ROOT = packageRoot(__dirname);

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('topogen is not installed whole: its package.json is missing');
  return packageRoot(parent);
}

/** Reads every text of `templates/`, by its path there. */
export function readTemplates(): Templates {
  const root = join(PACKAGE_ROOT, 'templates');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      return [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

/** Returns the version of the installed package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string };
  return version;
}
