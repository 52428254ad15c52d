/** What the commands need of the world, so that tests can run them without a terminal. */
export interface Terminal {
  /** Data: what another program might read. */
  out(text: string): void;
  /** Everything else: progress, issues, advice. */
  err(text: string): void;
  /** Whether colours may be used on the error stream. */
  readonly colours: boolean;
}

/** Exit codes, as Terraform's `-detailed-exitcode` has them. */
export const EXIT = { ok: 0, error: 1, difference: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
