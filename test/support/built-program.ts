import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './synthesized';

/**
 * Returns the folder of the compiled program, as `npm run build` (and `npm test` before it) leaves it.
 *
 * @throws Error if it is older than the source
 */
export function builtProgram(): string {
  const dist = join(PROJECT, 'dist');
  const stamp = join(dist, 'program.js');
  const sources = readdirSync(join(PROJECT, 'src'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const newest = Math.max(...sources.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
  if (!existsSync(stamp) || statSync(stamp).mtimeMs < newest)
    throw new Error('dist is older than src: run `npm run build` first');
  return dist;
}
