import { existsSync, readFileSync, statSync } from 'node:fs';
import type { TopologyInput } from '../../actions/load-topology';
import { LARGEST_SPEC_BYTES, specText, type FileFound } from '../../actions/spec-text';
import { passed, type Checked } from '../../kernel/checked';

/** The spec and the lock file beside it, as texts. What is no readable text file is refused by name. */
export function readTopologyInput(specFile: string): Checked<TopologyInput> {
  const text = specText(specFile, look(specFile));
  if (!text.ok) return text;
  const lockFile = lockFileOf(specFile);
  const lockText = existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : undefined;
  return passed({ specText: text.value, specFile, lockFile, ...(lockText === undefined ? {} : { lockText }) });
}

/** The lock of `topologies/edge.json` (or `.yaml`) is `topologies/edge.lock.json`. */
export function lockFileOf(specFile: string): string {
  return `${specFile.replace(/\.(json|ya?ml)$/i, '')}.lock.json`;
}

function look(file: string): FileFound {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return { kind: 'missing' };
  if (stats.isDirectory()) return { kind: 'directory' };
  // Sizes are asked first, so that a file of gigabytes is refused without being read.
  if (stats.size > LARGEST_SPEC_BYTES) return { kind: 'large', bytes: stats.size };
  try {
    return { kind: 'bytes', bytes: readFileSync(file) };
  } catch (error) {
    return { kind: 'unreadable', reason: (error as Error).message };
  }
}
