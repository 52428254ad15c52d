import { literal, made, plainWords, type Text, type Words } from './text';

/** A literal of shell. */
export const shell = literal<'shell'>();

/** Characters that mean nothing to a shell, wherever in a word they stand. A tilde does, and an equals sign where a command begins. */
const PLAIN = /^[A-Za-z0-9_./:,@+-]+$/;

/** One word that the shell takes as it is, in quotes where it needs them. */
export function shellWord(words: Words): Text<'shell'> {
  const word = plainWords(words);
  return PLAIN.test(word) ? made(word) : shellQuoted(word);
}

/** One word in single quotes, in which a shell knows no special character but the quote itself. Throws for a NUL, which no word can hold. */
export function shellQuoted(words: Words): Text<'shell'> {
  const word = plainWords(words);
  if (word.includes('\0')) throw new Error('a word of shell cannot hold a NUL');
  return made(`'${word.replaceAll("'", `'\\''`)}'`);
}

/** Several words with a space between each two. */
export function shellWords(all: readonly Words[]): Text<'shell'> {
  return made(all.map(shellWord).join(' '));
}

/**
 * Several words, which bash makes of one: `10.64.{64.10,80.10}`, each start with each end, by start. Throws for a character that
 * bash reads there.
 *
 * @param starts what they begin with; may be empty
 * @param ends what each goes on with
 */
export function shellBraced(starts: readonly string[], ends: readonly string[]): Text<'shell'> {
  const strange = [...starts, ...ends].find(
    (it) => it !== '' && (!PLAIN.test(it) || it.includes(',') || it.includes('..')),
  );
  if (strange !== undefined) throw new Error(`bash would read ${strange} between braces`);
  // One word between braces would keep them.
  const braced = (words: readonly string[]): string => (words.length === 1 ? words.join('') : `{${words.join(',')}}`);
  return made(`${braced(starts)}${braced(ends)}`);
}

/** A piece that a line goes on behind. */
export function withoutLastLineEnd(piece: Text<'shell'>): Text<'shell'> {
  return made(piece.trimEnd());
}

/** Lines of pieces that are shell already. */
export function shellLines(lines: readonly Text<'shell'>[]): Text<'shell'> {
  return made(lines.join('\n'));
}
