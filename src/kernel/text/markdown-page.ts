import type { Text } from './text';

/** A part of a page in Markdown. Its lines may be cut short, its head and end never. */
export interface MarkdownPart {
  readonly head: readonly Text<'markdown'>[];
  /** Lines, those that matter most first. */
  readonly lines: readonly Text<'markdown'>[];
  readonly end?: readonly Text<'markdown'>[];
}

/** A comment of GitHub's takes 65,536 characters: two such pages, of a difference and of its cost, fit into one. */
export const MOST_CHARACTERS = 32_000;

/** Room that is kept for the line about what was left out, and what joins the lines. */
const RESERVE = 120;

/**
 * Returns the parts as one page of at most so many characters. Parts come in the order of their weight: what does not fit is
 * left out from the end, and counted there.
 *
 * @param whole the command that shows all
 */
export function markdownPage(parts: readonly MarkdownPart[], whole: Text<'markdown'>, most = MOST_CHARACTERS): string {
  const frames = parts.flatMap(({ head, end = [] }) => [...head, ...end]);
  let room = most - frames.reduce((sum, line) => sum + line.length + 1, 0) - parts.length * (RESERVE + whole.length);
  const texts = parts.map(({ head, lines, end = [] }) => {
    const kept: string[] = [];
    for (const line of lines) {
      if (line.length + 1 > room) break;
      room -= line.length + 1;
      kept.push(line);
    }
    const left = lines.length - kept.length;
    const more = left > 0 ? ['', `… and ${left} more lines, which ${whole} shows.`] : [];
    return [...head, ...kept, ...more, ...end].join('\n');
  });
  return `${texts.join('\n\n')}\n`;
}
