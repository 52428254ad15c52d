import { Refusal } from '../refusal';
import { readBounded } from '../read-bounded';

/** A file as a run read it. */
export interface Read {
  readonly path: string;
  /** Undefined when there was none. */
  readonly text: string | undefined;
}

/** Beyond the largest spec and the largest lock file. */
const LARGEST_INPUT_BYTES = 64 * 1024 * 1024;

/** The text of a file; undefined when there is none. Throws a refusal when it cannot be read. */
export function contentOf(path: string): string | undefined {
  const file = readBounded(path, LARGEST_INPUT_BYTES);
  if (file.kind === 'missing') return undefined;
  if (file.kind === 'bytes') return file.bytes.toString('utf8');
  throw new Refusal(`${path} is no text file any more; run again when it is`);
}

/**
 * Holds that nobody changed what the outputs were made from. Two runs that read the same lock file and write after each other would
 * otherwise give one index to two datacenters. A file that already is what this run would write is no obstacle.
 */
export function assertUnchanged(
  read: readonly Read[],
  written?: { readonly path: string; readonly text: string },
): void {
  for (const { path, text } of read) {
    const now = contentOf(path);
    if (now === text || (path === written?.path && now === written.text)) continue;
    throw new Refusal(`${path} was changed while this run was at work, so nothing was written; run again`);
  }
}
