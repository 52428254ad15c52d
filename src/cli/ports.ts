/** What the commands need of the world, so that tests can run them without a terminal. */
export interface Terminal {
  /** Data: what another program might read. */
  out(text: string): void;
  /** Everything else: progress, issues, advice. */
  err(text: string): void;
  /** Whether colours may be used on the error stream. */
  readonly colours: boolean;
}

/** The terminal of this process. Colours only on a terminal, and never against `NO_COLOR`. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colours: Boolean(process.stderr.isTTY) && !process.env['NO_COLOR'],
  };
}

/** Exit codes, as Terraform's `-detailed-exitcode` has them. */
export const EXIT = { ok: 0, error: 1, difference: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
