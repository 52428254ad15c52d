import type { Renderer } from '../../actions/rendered-once';
import { userDataIssues } from '../../actions/user-data';
import type { Terminal } from '../ports';
import { loadFromFile, type LoadedTopology } from './loaded-topology';
import { settleFile } from './outputs/settled-leases';
import { STANDARD_INPUT } from '../standard-input';
import { lockFileOf } from './read-spec';
import { Refusal } from './refusal';

/**
 * Loads a topology whose outputs will be written. If a killed run has begun to change the lock file, that is finished
 * before the file is read. User data that a cloud would refuse is a fault of whatever is written.
 *
 * @param nodesOf renders the machines of a plan
 */
export function loadToWrite(
  spec: string,
  terminal: Terminal,
  nodesOf: Renderer,
  options: Parameters<typeof loadFromFile>[2] = {},
): LoadedTopology | undefined {
  if (spec === STANDARD_INPUT)
    throw new Refusal(
      'a spec on standard input has no place for its lock file, which keeps addresses and data; write it to a file, and name that',
    );
  settleFile(lockFileOf(spec));
  return loadFromFile(spec, terminal, {
    ...options,
    faultsOf: (plan) => userDataIssues(plan, nodesOf(plan)),
    wouldWrite: true,
  });
}
