import { literal, made, type Text } from './text';

/** A literal of HAProxy's configuration. */
export const haproxy = literal<'haproxy'>();

/** One word of a directive. Throws for a character that HAProxy reads, or that would end it. */
export function haproxyWord(word: string): Text<'haproxy'> {
  if (!/^[A-Za-z0-9_./:-]+$/.test(word)) throw new Error(`HAProxy would read ${word} as more than a word`);
  return made(word);
}
