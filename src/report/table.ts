import { markdownText } from '../kernel/text/markdown';

/** Renders a table for a terminal: columns as wide as their widest cell, two spaces between, no trailing blanks. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return `${all.map(line).join('\n')}\n`;
}

/** Renders a table as GitHub's Markdown, whatever words its cells have. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => `| ${row.map(markdownText).join(' | ')} |`;
  return `${[line(head), `|${head.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n')}\n`;
}

/** Renders a number as `12,000`, with separators that do not depend on the locale. */
export function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const separated = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}
