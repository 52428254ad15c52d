import { spawn, spawnSync } from 'node:child_process';
import { Refusal } from './refusal';

/** The programs that read the tree, in the order in which they are looked for. */
const PROGRAMS = ['terraform', 'tofu'];

/**
 * Returns the name of the program that carries out the plans: what the user names, what cdktf would take, or the first that is
 * installed.
 *
 * @throws Refusal if it cannot be started
 */
export function terraformCommand(named: string | undefined, env: NodeJS.ProcessEnv): string {
  const wished = named ?? (env['TERRAFORM_BINARY_NAME'] || undefined);
  if (wished !== undefined) {
    if (starts(wished)) return wished;
    const by = named === undefined ? 'TERRAFORM_BINARY_NAME' : '--with';
    throw new Refusal(`${by} names ${wished}, which cannot be started; name terraform, tofu or the path of one`);
  }
  const found = PROGRAMS.find(starts);
  if (found === undefined)
    throw new Refusal('neither terraform nor tofu can be started; install one, or name it with --with');
  return found;
}

function starts(program: string): boolean {
  const { error, status } = spawnSync(program, ['version'], { stdio: 'ignore' });
  return error === undefined && status === 0;
}

/** Output that is read has at most this many bytes: a plan of a large stack has some megabytes. */
const MOST_BYTES = 2 ** 29;

/** The commands of one Terraform, one at a time, which may be interrupted. */
export class TerraformRuns {
  private interrupted = false;
  private interrupt: (() => void) | undefined;

  constructor(private readonly program: string) {}

  /** True as soon as this process was told to end. */
  get isInterrupted(): boolean {
    return this.interrupted;
  }

  /**
   * Does something while the first signal that would end this process goes to the command instead, which then gives its locks
   * back and ends by itself. A second one would make it end at once, with its lock held, so it is not passed on.
   */
  async whileSignalsWait<T>(run: () => Promise<T>): Promise<T> {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const wait = (): void => {
      if (!this.interrupted) this.interrupt?.();
      this.interrupted = true;
    };
    for (const signal of signals) process.on(signal, wait);
    try {
      return await run();
    } finally {
      for (const signal of signals) process.off(signal, wait);
    }
  }

  /** Runs a command on this terminal and returns its exit code. */
  run(args: readonly string[]): Promise<number> {
    // In a group of its own it hears of Ctrl-C by this process alone, and so once.
    const child = spawn(this.program, args, { stdio: 'inherit', detached: true });
    this.interrupt = () => void child.kill('SIGINT');
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        this.interrupt = undefined;
        resolve(code ?? 1);
      });
    });
  }

  /** Runs a command and returns what it printed; undefined if it failed. Its errors are shown. */
  read(args: readonly string[]): string | undefined {
    const { status, stdout } = spawnSync(this.program, args, {
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return status === 0 ? stdout : undefined;
  }
}
