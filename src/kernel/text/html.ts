import { printable } from '../printable';
import { literal, made, plainWords, type Text, type Words } from './text';

/** A literal of HTML. */
export const markup = literal<'html'>();

/**
 * Words between tags or in a quoted attribute of HTML: none of them can open a tag, end the attribute or begin a
 * reference.
 */
export function htmlText(words: Words): Text<'html'> {
  const escaped = printable(plainWords(words))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
  return made(escaped);
}

/** Pieces one after the other, each on a line of its own. */
export function htmlLines(pieces: readonly Text<'html'>[]): Text<'html'> {
  return made(pieces.join('\n'));
}

/** A drawing in a page: a reader of HTML takes an element `svg` and all in it as XML has it. */
export function htmlDrawing(svg: Text<'xml'>): Text<'html'> {
  return made(svg);
}

/** The text of a style sheet or a script of topogen's own, which is no place for anybody's words. Throws if it would end its element. */
export function htmlProgram(text: string): Text<'html'> {
  if (/<\/|<!--/.test(text)) throw new Error('a style sheet or a script would end its own element');
  return made(text);
}
