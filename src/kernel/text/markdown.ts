import { printable } from '../printable';
import { literal, made, plainWords, type Text, type Words } from './text';

/** A literal of Markdown. */
export const markdown = literal<'markdown'>();

/** Words in a paragraph or a cell of a table: what GitHub would read as Markdown or as a tag is taken as it is. */
export function markdownText(words: Words): Text<'markdown'> {
  return made(
    printable(plainWords(words))
      .replace(/[\\`*[\]|]/g, (mark) => `\\${mark}`)
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;'),
  );
}

/** Words as code: between more backticks in a row than they have themselves. */
export function markdownCode(words: Words): Text<'markdown'> {
  const code = printable(plainWords(words));
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const isEdged = /^`|`$|^ .* $/.test(code);
  return made(isEdged ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`);
}

/** Words in a comment of HTML, which the first `-->` ends, and which takes no two hyphens anywhere. */
export function markdownComment(words: Words): Text<'markdown'> {
  return made(printable(plainWords(words)).replace(/-(?=[->]|$)/g, '\\u002d'));
}
