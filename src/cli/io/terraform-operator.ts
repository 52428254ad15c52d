import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Operator } from '../../actions/carry-out/carry-out';
import type { PlannedLoss } from '../../actions/carry-out/planned-losses';
import type { Terminal } from '../ports';
import { lossLines } from '../views/carried-out';
import { pasted, shown } from '../views/shown';
import { TerraformRuns } from './terraform-command';

/** The wishes of whoever runs the stacks of a tree. */
export interface OperatorWishes {
  /** Program that reads the tree, such as `terraform`. */
  readonly program: string;
  /** Folder of the tree. */
  readonly root: string;
  /** True to apply plans that lose nothing without a question. */
  readonly yes: boolean;
  /** Names of what may be lost: `cluster-us-east/aws_ebs_volume.cassandra_3`. */
  readonly allowed: readonly string[];
  /** True if the user has named all that goes, so that nothing is asked. */
  readonly isConfirmed: boolean;
}

/**
 * Runs something with an operator that types the commands of Terraform on this terminal. Plans are kept meanwhile in a folder that
 * only this user can read, since they hold passwords.
 */
export async function withOperator<T>(
  wishes: OperatorWishes,
  terminal: Terminal,
  use: (operator: Operator) => Promise<T>,
): Promise<T> {
  const plans = mkdtempSync(join(tmpdir(), 'topogen-plans-'));
  const runs = new TerraformRuns(wishes.program);
  try {
    return await runs.whileSignalsWait(() => use(operatorOf(wishes, terminal, runs, plans)));
  } finally {
    rmSync(plans, { recursive: true, force: true });
  }
}

function operatorOf(wishes: OperatorWishes, terminal: Terminal, runs: TerraformRuns, plans: string): Operator {
  const inFolder = (stack: string, args: readonly string[]): string[] => [
    `-chdir=${join(wishes.root, stack)}`,
    ...args,
  ];
  return {
    begins: (stack, number, of) => terminal.err(`\n${stack} (${number} of ${of})\n`),
    run: (stack, args) => {
      const all = inFolder(stack, args);
      terminal.err(`$ ${[wishes.program, ...all].map(typed).join(' ')}\n`);
      return runs.run(all);
    },
    read: (stack, args) => Promise.resolve(runs.read(inFolder(stack, args))),
    planFile: (stack) => join(plans, `${stack}.tfplan`),
    consents: (stack, losses) => consents(wishes, terminal, stack, losses),
    isInterrupted: () => runs.isInterrupted,
  };
}

/** A word as it would be typed: of `-chdir=my tree` the value alone is quoted. */
function typed(word: string): string {
  const [, option = '', value = ''] = /^(-[\w-]+=)?([^]*)$/.exec(word)!;
  return `${option}${pasted(value)}`;
}

/** True if the plan of a stack may be applied. What it loses has to be named, by an option or by the stack that holds it. */
async function consents(
  { yes, allowed, isConfirmed }: OperatorWishes,
  terminal: Terminal,
  stack: string,
  losses: readonly PlannedLoss[],
): Promise<boolean> {
  if (isConfirmed) return true;
  const unnamed = losses.filter(({ name }) => !allowed.includes(name));
  if (unnamed.length === 0) {
    if (yes || !terminal.ask) return yes;
    return (await terminal.ask(`Apply this plan of ${shown(stack)}? Only yes is a yes: `)).trim() === 'yes';
  }
  terminal.err(lossLines(stack, unnamed));
  if (yes || !terminal.ask) return false;
  return (await terminal.ask(`To apply it all the same, type the name of the stack: `)).trim() === stack;
}
