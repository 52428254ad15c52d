import { failed, passed, type Checked } from '../../kernel/checked';
import type { Issue } from '../../kernel/issue';
import { MAXIMUM_SPEC_BYTES, specHasByteOrderMark, specIsEmpty, specIsLockFile, specTooLarge } from '../issues/file';
import { duplicateKey } from '../issues/syntax';
import { readJson } from './json';
import { duplicateKeys, lineStarts, positionAt, type Source } from './source';
import { readYaml } from './yaml';

/** A well-formed text as a tree, and what is said of it already, such as of each key that it has twice. */
export interface ReadSource {
  readonly source: Source;
  readonly issues: readonly Issue[];
}

/** Reads the text of a spec into a tree, or says why it cannot. */
export function readSource(text: string, file: string): Checked<ReadSource> {
  if (text.length > MAXIMUM_SPEC_BYTES) return failed([specTooLarge(file, text.length)]);
  if (text.startsWith('\ufeff')) return failed([specHasByteOrderMark(file)]);
  const { root, fault } = isBlank(text) ? {} : looksLikeJson(text, file) ? readJson(text) : readYaml(text);
  const lines = lineStarts(text);
  if (fault) return failed([{ ...fault.issue, file, position: positionAt(lines, fault.offset) }]);
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) return failed([specIsEmpty(file)]);
  if (root.kind === 'map' && root.byKey.has('nextIndex') && root.byKey.has('checksum'))
    return failed([specIsLockFile(file)]);
  const repeatedKeys = duplicateKeys(root).map(({ path, keyStart, firstKeyStart }) => ({
    ...duplicateKey(path.slice(0, -1), String(path.at(-1)), positionAt(lines, firstKeyStart).line),
    file,
    position: positionAt(lines, keyStart),
  }));
  return passed({ source: { root, texts: [{ file, from: 0, lines }] }, issues: repeatedKeys });
}

/** True if the ending of the file is .json, or if it is neither .json nor .yaml and the text begins with a brace. */
function looksLikeJson(text: string, file: string): boolean {
  if (/\.json$/i.test(file)) return true;
  if (/\.ya?ml$/i.test(file)) return false;
  return text.trimStart().startsWith('{');
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
