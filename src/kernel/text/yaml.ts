import { printable } from '../printable';
import { literal, made, plainWords, type Text, type Words } from './text';

/** A literal of YAML. */
export const yaml = literal<'yaml'>();

/** Words that YAML of any version reads as text without quotes: names, paths, and addresses of four numbers. */
const PLAIN = /^([A-Za-z/][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]+)*|[0-9]{1,3}(\.[0-9]{1,3}){3})$/;
const MEANS_MORE = /^(true|false|yes|no|on|off|null|y|n)$/i;

/** A value that is text, in quotes where YAML would read something else. */
export function yamlText(words: Words): Text<'yaml'> {
  const text = plainWords(words);
  return PLAIN.test(text) && !MEANS_MORE.test(text) ? made(text) : yamlQuoted(text);
}

/** A piece that a line ends behind. */
export function withoutLastLine(piece: Text<'yaml'>): Text<'yaml'> {
  return made(piece.trimEnd());
}

/** A value that is text, in double quotes. YAML knows the escapes of JSON, and wants no more unseen characters than it. */
export function yamlQuoted(words: Words): Text<'yaml'> {
  return made(printable(JSON.stringify(plainWords(words))));
}
