/** A table whose cells are Markdown already: those of the reference, which nobody else writes into. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(head), `|${head.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n')}\n`;
}
