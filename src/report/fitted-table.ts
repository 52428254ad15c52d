import { foldedLines } from '../kernel/folded-lines';
import { textTable } from './table';

const GAP = 2;

/** Lines of a cell below its first are indented by this, so that rows are told apart. */
const INDENT = 2;

/**
 * Renders a table for a terminal of a given width. Where it is too wide, cells are folded between words, those of the
 * widest columns first; where it would be too wide even so, each row becomes a list of its cells.
 *
 * @param width characters on a line
 */
export function fittedTable(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const columns = head.map((title, i) => [title, ...rows.map((row) => row[i] ?? '')]);
  const widths = widthsOf(columns.map(measured), width - GAP * (head.length - 1));
  if (widths === undefined) return listed(head, rows, width);
  const [first, ...rest] = [head, ...rows].map((row) => linesOf(row, widths));
  return textTable(first![0]!, [...first!.slice(1), ...rest.flat()]);
}

/** Characters of a column. */
interface Measured {
  /** Its longest cell on one line. */
  readonly whole: number;
  /** Its longest word, with its indent. */
  readonly least: number;
}

function measured(cells: readonly string[]): Measured {
  const words = cells.flatMap((cell) => cell.split(' ').map((word, i) => word.length + (i === 0 ? 0 : INDENT)));
  const whole = Math.max(...cells.map((cell) => cell.length));
  return { whole, least: Math.min(whole, Math.max(...words)) };
}

/** Returns the width of each column; undefined if they do not fit. Those above one common width are folded to it. */
function widthsOf(columns: readonly Measured[], room: number): readonly number[] | undefined {
  const at = (cap: number): number[] => columns.map(({ whole, least }) => Math.min(whole, Math.max(least, cap)));
  const sum = (widths: readonly number[]): number => widths.reduce((total, each) => total + each, 0);
  const widest = Math.max(...columns.map(({ whole }) => whole));
  if (sum(at(widest)) <= room) return at(widest);
  if (sum(at(0)) > room) return undefined;
  let cap = 0;
  while (sum(at(cap + 1)) <= room) cap++;
  return withRest(at(cap), columns, room - sum(at(cap)));
}

/** Gives what is left of the room to the columns that are folded, from the first on. */
function withRest(widths: readonly number[], columns: readonly Measured[], rest: number): readonly number[] {
  let left = rest;
  return widths.map((width, i) => {
    const wider = Math.min(left, columns[i]!.whole - width);
    left -= wider;
    return width + wider;
  });
}

/** Returns the lines of a row, each with a piece of every cell. */
function linesOf(row: readonly string[], widths: readonly number[]): string[][] {
  const cells = widths.map((width, i) => foldedLines(row[i] ?? '', width, INDENT));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells.map((lines) => (at === 0 ? lines[0]! : lines[at] === undefined ? '' : `${' '.repeat(INDENT)}${lines[at]}`)),
  );
}

/** Renders each row as its first cell, and below it the others behind their columns' names. */
function listed(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const names = Math.max(...head.slice(1).map((title) => title.length));
  const margin = ' '.repeat(INDENT + names + GAP);
  return rows
    .map(([first = '', ...rest]) => {
      const cells = rest.flatMap((cell, i) => {
        if (cell === '') return [];
        const lines = foldedLines(cell, width - margin.length);
        return [`${' '.repeat(INDENT)}${head[i + 1]!.padEnd(names + GAP)}${lines.join(`\n${margin}`)}\n`];
      });
      return `${foldedLines(first, width, 2 * INDENT).join(`\n${' '.repeat(2 * INDENT)}`)}\n${cells.join('')}`;
    })
    .join('');
}
