/**
 * Breaks a text between words into lines. A word that is longer than a line stands out.
 *
 * @param width characters on a line
 * @param indent room that all lines but the first leave for what stands before them, in characters
 */
export function foldedLines(text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const room = lines.length > 1 ? width - indent : width;
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
