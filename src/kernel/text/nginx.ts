import { literal, made, type Text } from './text';

/** A literal of nginx's configuration. */
export const nginx = literal<'nginx'>();

/** One word of a directive. Throws for a character that nginx reads, or that would end it. */
export function nginxWord(word: string): Text<'nginx'> {
  if (!/^[A-Za-z0-9_./:~-]+$/.test(word)) throw new Error(`nginx would read ${word} as more than a word`);
  return made(word);
}
