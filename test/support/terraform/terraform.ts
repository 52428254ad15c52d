/**
 * Real Terraform in tests: offline, without credentials, against stand-in providers that this process serves.
 *
 *     describeWithTerraform('the network stack', () => {
 *       test('applies', () =>
 *         withTerraform(async (tf) => {
 *           await tf.copyFrom('terraform/edge');            // or: await tf.write('main.tf', '...')
 *           const stack = tf.at('network-us-east');         // a folder below tf.root
 *           await stack.init();
 *           const plan = await stack.plan();                // plan.hasChanges, plan.actions(), plan.json, plan.warnings
 *           await stack.settle(plan);                       // applies it; nothing is left to change
 *         }));
 *     });
 *
 * Whole topologies: applyTopology in topology.ts. The cdktf command: cdktf.ts. Everything happens in a temporary folder that
 * is removed at the end, servers included. Each withTerraform is a world of its own: the same tree gets the same made-up ids.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { forceNew } from './force-new';
import { PlanResult } from './plan-result';
import type { Action, PlanJson, StateJson } from './plan-result';
import { Providers } from './providers';
import type { ReplacementRules } from './replacement';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WorldOptions {
  /** Arguments that cannot change in place. @default the table in force-new.ts */
  readonly replacementRules?: ReplacementRules;
  /** Further variables of every command. @default none */
  readonly env?: NodeJS.ProcessEnv;
  /** Further text of Terraform's own settings. @default nothing */
  readonly settings?: string;
}

/** True if there is a `terraform` on the PATH. Nothing is run and nothing else is searched. */
export function terraformAvailable(): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, 'terraform'), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

/** Runs `describe`; without `terraform` the tests are skipped, and a line says so. */
export function describeWithTerraform(name: string, define: () => void): void {
  if (terraformAvailable()) {
    describe(name, define);
    return;
  }
  process.stderr.write(`skipped, no terraform on the PATH: ${name}\n`);
  describe.skip(name, define);
}

/** Runs something with an empty temporary folder and stand-in providers, and clears both away. */
export async function withTerraform<T>(use: (tf: World) => Promise<T>, options: WorldOptions = {}): Promise<T> {
  const base = await mkdtemp(path.join(tmpdir(), 'topogen-terraform-'));
  const root = path.join(base, 'root');
  const rules = options.replacementRules ?? forceNew;
  const world = new World(base, root, new Providers(root, rules), options);
  try {
    await world.prepare();
    return await use(world);
  } finally {
    world.providers.stop();
    await rm(base, { recursive: true, force: true });
  }
}

/** A temporary folder, and the providers that the commands below it talk to. */
export class World {
  constructor(
    private readonly base: string,
    /** Folder of the test's own files. */
    readonly root: string,
    readonly providers: Providers,
    private readonly options: WorldOptions,
  ) {}

  async prepare(): Promise<void> {
    await Promise.all(['root', 'home', 'no-providers'].map((name) => mkdir(path.join(this.base, name))));
    // Providers without a stand-in are looked for in an empty folder, so that no command ever asks a registry.
    const mirror = path.join(this.base, 'no-providers');
    const settings = `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`;
    await writeFile(this.cliConfig, `${settings}${this.options.settings ?? ''}`);
  }

  /** Writes a file below the root, folders included. */
  async write(relative: string, text: string): Promise<void> {
    const file = path.join(this.root, relative);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  read(relative: string): Promise<string> {
    return readFile(path.join(this.root, relative), 'utf8');
  }

  remove(relative: string): Promise<void> {
    return rm(path.join(this.root, relative), { recursive: true, force: true });
  }

  /** Copies a folder's content over the root, or over a folder below it. Terraform's own working files stay behind. */
  async copyFrom(folder: string, to = '.'): Promise<void> {
    await cp(folder, path.join(this.root, to), {
      recursive: true,
      filter: (source) => path.basename(source) !== '.terraform',
    });
  }

  /** Terraform in a folder below the root. */
  at(folder = '.'): TerraformFolder {
    return new TerraformFolder(this, path.join(this.root, folder));
  }

  /** Runs a program with the providers attached; resolves whatever its exit code. */
  async run(
    program: string,
    args: readonly string[],
    folder = this.root,
    env: NodeJS.ProcessEnv = {},
  ): Promise<CommandResult> {
    // Another program than Terraform may write stacks meanwhile, and run it in any folder.
    const isTerraform = program === 'terraform';
    const reattach = await this.providers.reattachments(isTerraform ? folder : this.root, { once: isTerraform });
    return runProgram(program, args, folder, { ...this.environment(reattach), ...env });
  }

  /** Returns nothing of the user's environment but the search path: no TF_ variable, no credentials, no home. */
  private environment(reattach: object): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      HOME: path.join(this.base, 'home'),
      TMPDIR: this.base,
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: this.cliConfig,
      // There are many short commands: Go's garbage collection in parallel would take a third of their time.
      GOMAXPROCS: '1',
      GOGC: '400',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
      ...this.options.env,
    };
  }

  private get cliConfig(): string {
    return path.join(this.base, 'terraform.rc');
  }
}

/** A Terraform command with an unexpected exit code. */
export class TerraformError extends Error {
  constructor(
    readonly command: string,
    readonly result: CommandResult,
  ) {
    super(`${command}: exit code ${result.code}\n${result.stdout}\n${result.stderr}`);
    this.name = 'TerraformError';
  }
}

export interface ValidationResult {
  readonly valid: boolean;
  /** Messages `summary: detail`, white space joined. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export interface PlanOptions {
  readonly destroy?: boolean;
  readonly args?: readonly string[];
}

/** The commands of Terraform in one folder. Each throws TerraformError unless its exit code is one that it expects. */
export class TerraformFolder {
  private plans = 0;

  constructor(
    private readonly world: World,
    readonly folder: string,
  ) {}

  async run(args: readonly string[], expectedCodes: readonly number[] = [0]): Promise<CommandResult> {
    const result = await this.world.run('terraform', args, this.folder);
    if (expectedCodes.includes(result.code)) return result;
    throw new TerraformError(`terraform ${args.join(' ')} in ${path.basename(this.folder)}`, result);
  }

  async init(): Promise<void> {
    await this.run(['init', ...plain]);
  }

  async validate(): Promise<ValidationResult> {
    const { stdout } = await this.run(['validate', '-json'], [0, 1]);
    const report = JSON.parse(stdout) as { valid: boolean; diagnostics: Diagnostic[] };
    const texts = (severity: string): string[] =>
      report.diagnostics.filter((each) => each.severity === severity).map(diagnosticText);
    return { valid: report.valid, errors: texts('error'), warnings: texts('warning') };
  }

  /** Plans, and reads the plan: its actions, its whole JSON. Terraform validates first, as `validate` does. */
  async plan(options: PlanOptions = {}): Promise<PlanResult> {
    return (await this.planned(options)).read();
  }

  /** Plans, and reads the plan if it changes anything; undefined if not, when there is nothing to read or to apply. */
  async changes(options: PlanOptions = {}): Promise<PlanResult | undefined> {
    const { hasChanges, read } = await this.planned(options);
    return hasChanges ? read() : undefined;
  }

  /** Prepares a folder in which nothing stands, and applies all of it. */
  async build(): Promise<void> {
    await this.init();
    await this.apply();
  }

  /** Applies every change. Returns what was done, by address. */
  async applyChanges(): Promise<Record<string, Action>> {
    const plan = await this.changes();
    if (plan) await this.apply(plan);
    return plan?.actions() ?? {};
  }

  /**
   * Applies what is to change, after which nothing is left to.
   *
   * @param plan to apply. @default one of every change
   * @returns what was done, by address
   * @throws Error with the second plan, where that is not empty
   */
  async settle(plan?: PlanResult): Promise<Record<string, Action>> {
    const made = plan ?? (await this.changes());
    if (!made) return {};
    await this.apply(made);
    // The stand-ins read what the state holds, so that nothing can come of asking them.
    const left = await this.changes({ args: ['-refresh=false'] });
    if (!left) return made.actions();
    const actions = JSON.stringify(left.actions(), null, 2);
    throw new Error(`${path.basename(this.folder)} does not settle; a second plan says ${actions}`);
  }

  private async planned(
    options: PlanOptions,
  ): Promise<{ readonly hasChanges: boolean; readonly read: () => Promise<PlanResult> }> {
    const file = `plan-${this.plans++}.tfplan`;
    const args = this.planArgs(options, ['-detailed-exitcode', `-out=${file}`]);
    const { code, stdout } = await this.run(args, [0, 2]);
    const warnings = stdout.match(/(?<=^[\s│]*Warning: ).*/gm) ?? [];
    const hasChanges = code === 2;
    const read = async (): Promise<PlanResult> => {
      const shown = await this.run(['show', '-json', file]);
      return new PlanResult(file, hasChanges, JSON.parse(shown.stdout) as PlanJson, warnings);
    };
    return { hasChanges, read };
  }

  /** True if a plan has changes: half the work of `plan`. */
  async hasChanges(options: PlanOptions = {}): Promise<boolean> {
    const { code } = await this.run(this.planArgs(options, ['-detailed-exitcode']), [0, 2]);
    return code === 2;
  }

  /** Expects a plan to fail, and returns its error text, white space joined. */
  async planError(options: PlanOptions = {}): Promise<string> {
    const { stderr } = await this.run(this.planArgs(options, []), [1]);
    return joined(stderr);
  }

  /** Applies a plan, or without one every change. */
  async apply(plan?: PlanResult): Promise<void> {
    await this.run(['apply', ...unlocked, ...(plan ? [plan.file] : ['-auto-approve'])]);
  }

  async destroy(): Promise<void> {
    await this.run(['destroy', '-auto-approve', ...unlocked, '-refresh=false']);
  }

  /** Returns `terraform show -json` of the state. */
  async state(): Promise<StateJson> {
    const { stdout } = await this.run(['show', '-json']);
    return JSON.parse(stdout) as StateJson;
  }

  /** Runs `terraform test`; passes and failures both resolve. */
  test(args: readonly string[] = []): Promise<CommandResult> {
    return this.run(['test', '-no-color', ...args], [0, 1]);
  }

  /** Returns the files that `terraform fmt` would change. */
  async unformatted(): Promise<string[]> {
    const { stdout } = await this.run(['fmt', '-check', '-recursive', '-no-color'], [0, 3]);
    return stdout.split('\n').filter((line) => line !== '');
  }

  private planArgs(options: PlanOptions, more: readonly string[]): string[] {
    return ['plan', ...unlocked, ...(options.destroy ? ['-destroy'] : []), ...more, ...(options.args ?? [])];
  }
}

const plain = ['-input=false', '-no-color'];
const unlocked = [...plain, '-lock=false', '-parallelism=50'];

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
}
const diagnosticText = (each: Diagnostic): string => joined(`${each.summary}: ${each.detail ?? ''}`);
/** Terraform breaks its lines to fit a terminal and draws a margin. */
const joined = (text: string): string => text.replace(/[\s│╷╵]+/g, ' ').trim();

function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (chunk: string) => (output[stream] += chunk));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, ...output }));
  });
}
