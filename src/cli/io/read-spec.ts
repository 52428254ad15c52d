import { existsSync, readFileSync, statSync } from 'node:fs';
import type { TopologyInput } from '../../actions/load-topology';
import { failed, passed, type Checked } from '../../kernel/checked';
import { specIsDirectory, specMissing, specNotReadable, specTooLarge, specNotUtf8 } from '../../spec/issues/file';

/** A spec is a page of text; anything beyond this is some other file. */
const LARGEST_SPEC_BYTES = 1024 * 1024;

/** The spec and the lock file beside it, as texts. What is no readable text file is refused by name. */
export function readTopologyInput(specFile: string): Checked<TopologyInput> {
  const specText = readSpecText(specFile);
  if (!specText.ok) return specText;
  const lockFile = lockFileOf(specFile);
  const lockText = existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : undefined;
  return passed({ specText: specText.value, specFile, lockFile, ...(lockText === undefined ? {} : { lockText }) });
}

/** The lock of `topologies/edge.json` (or `.yaml`) is `topologies/edge.lock.json`. */
export function lockFileOf(specFile: string): string {
  return `${specFile.replace(/\.(json|ya?ml)$/i, '')}.lock.json`;
}

function readSpecText(file: string): Checked<string> {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return failed([specMissing(file)]);
  if (stats.isDirectory()) return failed([specIsDirectory(file)]);
  if (stats.size > LARGEST_SPEC_BYTES) return failed([specTooLarge(file, stats.size)]);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return failed([specNotReadable(file, (error as Error).message)]);
  }
  try {
    return passed(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return failed([specNotUtf8(file)]);
  }
}
