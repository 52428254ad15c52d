import { columns } from './text';

/** A line of a generated file. */
export interface Line {
  /** Indentation in steps of two spaces, or `VERBATIM` for a line of a heredoc, which is never indented. */
  readonly depth: number;
  readonly text: string;
}

export const VERBATIM = -1;

/** Lists and calls are kept within this width. HCL has no limit and words are never broken, so lines can be longer. */
export const WIDTH = 100;

export const line = (text: string): Line => ({ depth: 0, text });

export const BLANK = line('');

/** Indents lines by one step; blank lines and heredocs stay. */
export function indent(lines: readonly Line[]): Line[] {
  return lines.map((each) =>
    each.depth === VERBATIM || each.text === '' ? each : { depth: each.depth + 1, text: each.text },
  );
}

export function prefix(start: string, lines: readonly Line[]): Line[] {
  const [first, ...others] = lines;
  return first ? [{ depth: first.depth, text: start + first.text }, ...others] : [];
}

export function suffix(lines: readonly Line[], end: string): Line[] {
  const last = lines[lines.length - 1];
  return last ? [...lines.slice(0, -1), { depth: last.depth, text: last.text + end }] : [];
}

export function printLines(lines: readonly Line[]): string {
  return lines.map((each) => `${'  '.repeat(Math.max(0, each.depth))}${each.text}\n`).join('');
}

/** An assignment `name = value`, the value over as many lines as it needs. */
export interface Assignment {
  readonly name: string;
  readonly value: readonly Line[];
}

/** True if a value ends on the line that it begins on; for `terraform fmt` a heredoc does. */
export function isOneLine(value: readonly Line[]): boolean {
  return value.length === 1 || value.every((each, i) => i === 0 || each.depth === VERBATIM);
}

/**
 * Lays out assignments below each other; runs of one-line values have their `=` in one column, as in `terraform fmt`.
 */
export function alignAssignments(assignments: readonly Assignment[]): Line[] {
  const lines: Line[] = [];
  let run: Assignment[] = [];
  const closeRun = (): void => {
    const width = Math.max(...run.map(({ name }) => columns(name)));
    for (const { name, value } of run) {
      lines.push(...prefix(`${name}${' '.repeat(width - columns(name))} = `, value));
    }
    run = [];
  };
  for (const assignment of assignments) {
    if (isOneLine(assignment.value)) run.push(assignment);
    else {
      closeRun();
      lines.push(...prefix(`${assignment.name} = `, assignment.value));
    }
  }
  closeRun();
  return lines;
}
