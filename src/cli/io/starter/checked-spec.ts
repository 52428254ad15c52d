import { loadTopology } from '../../../actions/load-topology';
import type { Terminal } from '../../ports';
import { showIssues } from '../../views/issues';

/** True if a spec that is to be written is valid; else its errors are shown. */
export function checkedSpec(specText: string, specFile: string, terminal: Terminal): boolean {
  const loaded = loadTopology({ specText, specFile, lockFile: '' });
  if (!loaded.ok) showIssues(terminal, loaded.issues, true);
  return loaded.ok;
}
