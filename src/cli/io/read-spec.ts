import { dirname, join, normalize } from 'node:path';
import type { TopologyInput } from '../../actions/load-topology';
import { LARGEST_LOCK_BYTES, lockText } from '../../actions/lock-text';
import { basesOf } from '../../actions/spec-bases';
import { LARGEST_SPEC_BYTES, specText, type FileFound } from '../../actions/spec-text';
import { failed, passed, type Checked } from '../../kernel/checked';
import type { Terminal } from '../ports';
import { STANDARD_INPUT } from '../standard-input';
import { readBounded } from './read-bounded';

/**
 * Reads the spec, what it extends, and the lock file beside it. The issue about an unreadable file names it. Beside
 * standard input there is no file.
 */
export function readTopologyInput(specFile: string, terminal: Terminal): Checked<TopologyInput> {
  const isStream = specFile === STANDARD_INPUT;
  const found = isStream ? terminal.input(LARGEST_SPEC_BYTES) : look(specFile, LARGEST_SPEC_BYTES);
  const text = specText(specFile, found);
  if (!text.ok) return text;
  if (isStream) return passed({ specText: text.value, specFile, lockFile: lockFileOf(specFile) });
  const bases = basesOf({ file: normalize(specFile), text: text.value }, (named, from) => {
    const file = join(dirname(from), named);
    return { file, found: look(file, LARGEST_SPEC_BYTES) };
  });
  const lockFile = lockFileOf(specFile);
  const lock = lockText(lockFile, look(lockFile, LARGEST_LOCK_BYTES));
  if (!lock.ok || !bases.ok) return failed([...lock.issues, ...bases.issues]);
  return passed({
    specText: text.value,
    specFile,
    lockFile,
    bases: bases.value,
    ...(lock.value === undefined ? {} : { lockText: lock.value }),
  });
}

/** Returns the name of the lock file: `topologies/edge.lock.json` for `topologies/edge.json` (or `.yaml`). */
export function lockFileOf(specFile: string): string {
  return `${specFile.replace(/\.(json|ya?ml)$/i, '')}.lock.json`;
}

/** Returns the contents of a path. A device or a pipe may never end, and counts as unreadable. */
function look(file: string, mostBytes: number): FileFound {
  const found = readBounded(file, mostBytes);
  return found.kind === 'special' ? { kind: 'unreadable', reason: 'it is a device or a pipe, and no file' } : found;
}
