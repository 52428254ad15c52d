import { printable } from '../printable';
import { made, plainWords, type Text, type Words } from './text';

/** Words between tags or in an attribute of XML, which has no way at all to hold a control character: those are written out. */
export function xmlText(words: Words): Text<'xml'> {
  const escaped = printable(plainWords(words))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
  return made(escaped);
}

/** A document that a serializer of XML wrote, which escapes every word that it is given. */
export function xmlSerialized(text: string): Text<'xml'> {
  return made(text);
}
