import { foldedLines } from '../kernel/folded-lines';
import { textTable } from './table';

/** Terminals are taken to have this many columns. */
export const WIDTH = 80;

/** A column is never folded to less than this, whatever the others take. */
const LEAST_WIDTH = 24;

/**
 * Renders a table for a terminal whose first column is folded between words, so that the whole fits. A word that is
 * longer than the column stands out.
 */
export function foldedTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const others = head.slice(1).map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i + 1] ?? '').length)));
  const room = Math.max(LEAST_WIDTH, WIDTH - others.reduce((sum, width) => sum + width + 2, 0));
  return textTable(
    head,
    rows.flatMap(([first = '', ...rest]) =>
      foldedLines(first, room, 2).map((line, i) => [i === 0 ? line : `  ${line}`, ...(i === 0 ? rest : [])]),
    ),
  );
}

/**
 * Folds a text between words into lines, each further one indented.
 *
 * @param width characters on a line
 */
export function folded(text: string, indent = '', width = WIDTH): string {
  return `${foldedLines(text, width, indent.length).join(`\n${indent}`)}\n`;
}
