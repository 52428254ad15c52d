import { carryOut, type Deed, type StackAtHand } from '../../actions/carry-out/carry-out';
import { EXIT, programOf, type ExitCode, type Terminal } from '../ports';
import { courseText } from '../views/carried-out';
import { isMended } from '../views/check';
import { outOption, pasted, shown } from '../views/shown';
import type { CheckedTree } from './checked-tree';
import { Refusal } from './refusal';
import { terraformCommand } from './terraform-command';
import { withOperator, type OperatorWishes } from './terraform-operator';

/** The options that `apply` and `destroy` share. */
export interface RunOptions {
  readonly spec: string;
  readonly out: string;
  readonly planOnly: boolean;
  readonly from?: string;
  readonly with?: string;
}

/** The run that a command makes of its options. */
export interface StackRun {
  readonly command: 'apply' | 'destroy';
  readonly deed: Deed;
  /** Every stack, in the order of this run. */
  readonly stacks: readonly StackAtHand[];
  readonly wishes: Omit<OperatorWishes, 'program' | 'root'>;
}

/**
 * Refuses a tree that is not what its spec and its lock file give now: what was reviewed would not be what is applied.
 *
 * @throws Refusal
 */
export function assertInStep({ report }: CheckedTree): void {
  if (isMended(report)) return;
  throw new Refusal(
    `${shown(report.root)} is not what its spec gives now, so nothing was run; see it with topogen check, and mend it with ${report.remedy}`,
  );
}

/** Runs Terraform for each stack, and says how each ended. */
export async function runStacks(
  { report }: CheckedTree,
  { command, deed, stacks, wishes }: StackRun,
  options: RunOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const names = stacks.map(({ plan }) => plan.name);
  const at = options.from === undefined ? 0 : names.indexOf(options.from);
  if (at < 0) throw new Refusal(`--from ${shown(options.from!)} is no stack; there are ${names.join(', ')}`);
  const program = terraformCommand(options.with, process.env);
  const wished = { ...wishes, program, root: report.root };
  return withOperator(wished, terminal, async (operator) => {
    const course = await carryOut(deed, stacks.slice(at), operator);
    const again = (from: string): string =>
      [programOf(terminal), ...ownWords(command, options), '--from', pasted(from)].join(' ');
    terminal.err(courseText(course, names.slice(at), { isInterrupted: operator.isInterrupted(), command: again }));
    if (course.length < stacks.length - at || course.some(({ end }) => end === 'failed' || end === 'declined'))
      return EXIT.error;
    return course.some(({ end }) => end === 'planned') ? EXIT.difference : EXIT.ok;
  });
}

function ownWords(command: string, options: RunOptions): string[] {
  return [
    command,
    `${pasted(options.spec)}${outOption(options.out)}`,
    ...(options.planOnly ? ['--plan-only'] : []),
    ...(options.with === undefined ? [] : ['--with', pasted(options.with)]),
  ];
}
