import type { FileFound } from '../actions/spec-text';

/** The terminal that the commands read from and write to. Tests use another one. */
export interface Terminal {
  /** Writes data, which another program might read. */
  out(text: string): void;
  /** Writes everything else: progress, issues, advice. */
  err(text: string): void;
  /** Reads standard input to its end, or until there are more than so many bytes. */
  input(mostBytes: number): FileFound;
  /** True if colours may be used on the error stream. */
  readonly colours: boolean;
  /** Asks for a line, where a person sits at a terminal; an end of input is an empty line. */
  readonly ask?: (question: string) => Promise<string>;
  /** Words that start the program where this run was started. @default `topogen` */
  readonly program?: string;
  /** Number of characters on a line of standard output. @default COLUMNS */
  readonly columns?: number;
  /** Number of characters on a line of the error stream, where people read it. @default no line is folded */
  readonly foldsAt?: number;
}

/** A terminal that shows nothing, and on which nothing is typed. */
export const SILENT: Terminal = {
  out: () => {},
  err: () => {},
  input: () => ({ kind: 'bytes', bytes: new Uint8Array() }),
  colours: false,
};

/** Returns the words that start the program, for a command that is shown to be typed. */
export function programOf({ program = 'topogen' }: Terminal): string {
  return program;
}

/** A line has this many characters where nobody says otherwise, such as in a pipe. */
export const COLUMNS = 80;

/** Exit codes, the same as Terraform's `-detailed-exitcode`. */
export const EXIT = { ok: 0, error: 1, difference: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
