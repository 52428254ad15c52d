import { literal, made, plainWords, type Text, type Words } from './text';

/** A literal of systemd's units. */
export const systemd = literal<'systemd'>();

/** One word of a command line in a unit. `%` and `$` stand for something else there, and quotes and escapes are those of C. */
export function systemdWord(words: Words): Text<'systemd'> {
  const word = plainWords(words);
  if (/^[A-Za-z0-9_./:,@+=-]+$/.test(word)) return made(word);
  if (word.includes('\0')) throw new Error('a word of a unit cannot hold a NUL');
  const escaped = word
    .replace(/["\\]/g, (mark) => `\\${mark}`)
    .replaceAll('%', '%%')
    .replaceAll('$', () => '$$')
    .replace(/[\x01-\x1f\x7f]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return made(`"${escaped}"`);
}
