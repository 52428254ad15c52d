import { failed, passed, type Checked } from '../kernel/checked';
import { tryExtendedFile, type SpecText } from '../spec/extends';
import { baseMissing, extendsInCircle, tooManyBases } from '../spec/issues/extends';
import { specText, type FileFound } from './spec-text';

/** So many specs may extend one another: more would tell nobody where a value comes from. */
const MOST_BASES = 10;

/** A file that a spec extends, as it was found. */
export interface BaseFound {
  /** Its name, the same for the same file. */
  readonly file: string;
  readonly found: FileFound;
}

/**
 * Returns the specs that a spec extends, the nearest first; none for one that is not well-formed, which its parser
 * reports.
 *
 * @param find returns the file of a name, from the folder of the file that names it
 */
export function basesOf(
  spec: SpecText,
  find: (named: string, from: string) => BaseFound,
): Checked<readonly SpecText[]> {
  const files = [spec];
  for (;;) {
    const last = files.at(-1)!;
    const place = tryExtendedFile(last);
    if (place === undefined) return passed(files.slice(1));
    const { file, found } = find(place.named, last.file);
    const first = files.findIndex((it) => it.file === file);
    if (first >= 0)
      return failed([
        extendsInCircle(
          place,
          files.slice(first).map((it) => it.file),
        ),
      ]);
    if (files.length > MOST_BASES) return failed([tooManyBases(place, MOST_BASES)]);
    if (found.kind === 'missing') return failed([baseMissing(place, file)]);
    const text = specText(file, found);
    if (!text.ok) return text;
    files.push({ file, text: text.value });
  }
}
