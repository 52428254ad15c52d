import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const STANDARD_OUTPUT = 1;

/**
 * Prints the version, if that is all that a command line asks for: it needs nothing of the program, which takes longer to load
 * than this to answer. Returns false if it printed nothing, as where the output is full: the program then says so.
 */
export function printsVersion(folder: string, args: readonly string[]): boolean {
  if (args.length !== 1 || args[0] !== '--version') return false;
  try {
    const { version } = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8')) as { version: string };
    writeSync(STANDARD_OUTPUT, `${version}\n`);
    return true;
  } catch {
    return false;
  }
}
