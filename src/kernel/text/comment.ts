import { printable } from '../printable';
import { made, plainWords, type Text, type Words } from './text';

/** Words in a comment that ends with its line: whatever would end the line, or change how it looks, is written out. */
export function commentText(words: Words): Text<'comment'> {
  return made(printable(plainWords(words)));
}
