import { printable } from '../printable';
import { made, plainWords, type Text, type Words } from './text';

/** Words of a label, which stands in double quotes. Mermaid knows characters by their numbers, `#34;`, and draws labels as HTML and as Markdown. */
export function mermaidLabel(words: Words): Text<'mermaid'> {
  return made(printable(plainWords(words)).replace(/["#&<>`\\]/g, (mark) => `#${mark.charCodeAt(0)};`));
}
