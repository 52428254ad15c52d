import { made, plainWords, type Text, type Words } from './text';

/** A value of a properties file of Java's, which is read as Latin-1: a backslash begins escapes, and a blank in front is dropped. */
export function propertiesValue(words: Words): Text<'properties'> {
  const escaped = plainWords(words)
    .replaceAll('\\', '\\\\')
    .replace(/^[ ]/, '\\ ')
    .replace(/[^\x20-\x7e]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return made(escaped);
}
