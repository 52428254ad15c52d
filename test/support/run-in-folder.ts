import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run';

/** Output and exit code of a command line. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A temporary folder in which command lines are run, in this process, with their output kept. */
export class RunFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'topogen-cli-'));
  /** Width of the terminal. @default 80 */
  columns?: number;
  /** Width of the terminal that shows the error stream. @default a program reads it */
  foldsAt?: number;
  /** What is on standard input. @default nothing */
  input: Uint8Array = new Uint8Array();
  /** What a person at the terminal types, line after line. @default nobody is there */
  typed?: string[];
  private readonly home = process.cwd();

  async run(...args: string[]): Promise<Ran> {
    let [out, err] = ['', ''];
    process.chdir(this.root);
    try {
      const code = await runCli(args, {
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        input: () => ({ kind: 'bytes', bytes: this.input }),
        colours: false,
        ...(this.typed ? { ask: (question) => this.answer(question, (text) => void (err += text)) } : {}),
        ...(this.columns === undefined ? {} : { columns: this.columns }),
        ...(this.foldsAt === undefined ? {} : { foldsAt: this.foldsAt }),
      });
      return { code, out, err };
    } finally {
      process.chdir(this.home);
    }
  }

  private answer(question: string, show: (text: string) => void): Promise<string> {
    show(`${question}\n`);
    return Promise.resolve(this.typed?.shift() ?? '');
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
