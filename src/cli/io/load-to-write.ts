import type { Terminal } from '../ports';
import { loadFromFile, type LoadedTopology } from './load';
import { settleFile } from './outputs/settled-leases';
import { lockFileOf } from './read-spec';

/**
 * Loads a topology whose outputs will be written. If a killed run has begun to change the lock file, that is finished
 * before the file is read.
 */
export function loadToWrite(
  spec: string,
  terminal: Terminal,
  options: Parameters<typeof loadFromFile>[2] = {},
): LoadedTopology | undefined {
  settleFile(lockFileOf(spec));
  return loadFromFile(spec, terminal, options);
}
