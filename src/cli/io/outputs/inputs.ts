import { Refusal } from '../refusal';
import { readBounded } from '../read-bounded';

/** A file as a run read it. */
export interface Read {
  readonly path: string;
  /** Undefined if there was no such file. */
  readonly text: string | undefined;
}

/** The largest spec and the largest lock file are smaller. */
const LARGEST_INPUT_BYTES = 64 * 1024 * 1024;

/**
 * Returns the text of a file; undefined if there is none.
 *
 * @throws Refusal if it cannot be read
 */
export function contentOf(path: string): string | undefined {
  const file = readBounded(path, LARGEST_INPUT_BYTES);
  if (file.kind === 'missing') return undefined;
  if (file.kind === 'bytes') return file.bytes.toString('utf8');
  throw new Refusal(`${path} is no text file any more; run again when it is`);
}

/**
 * Checks that nobody changed the files that the outputs were made from. Otherwise two runs that read the same lock file
 * and write one after the other would give one index to two datacenters. A file that already has the text that this run
 * would write is accepted.
 *
 * @throws Refusal
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
