import type { Terminal } from '../ports';
import { loadFromFile, type LoadedTopology } from './loaded-topology';
import { settleFile } from './outputs/settled-leases';
import { STANDARD_INPUT } from '../standard-input';
import { lockFileOf } from './read-spec';
import { Refusal } from './refusal';

/**
 * Loads a topology whose outputs will be written. If a killed run has begun to change the lock file, that is finished
 * before the file is read.
 */
export function loadToWrite(
  spec: string,
  terminal: Terminal,
  options: Parameters<typeof loadFromFile>[2] = {},
): LoadedTopology | undefined {
  if (spec === STANDARD_INPUT)
    throw new Refusal(
      'a spec on standard input has no place for its lock file, which keeps addresses and data; write it to a file, and name that',
    );
  settleFile(lockFileOf(spec));
  return loadFromFile(spec, terminal, { ...options, wouldWrite: true });
}
