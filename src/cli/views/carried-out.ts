import type { Course, StackEnd } from '../../actions/carry-out/carry-out';
import type { PlannedLoss } from '../../actions/carry-out/planned-losses';
import { LOSS_WORDS } from './loss-words';
import { pasted, shown } from './shown';

/** Names what the plan of a stack takes away, and the option that lets it pass. */
export function lossLines(stack: string, losses: readonly PlannedLoss[]): string {
  const names = losses.map(({ name }) => name).join(',');
  return [
    `This plan of ${shown(stack)} removes or replaces what others need:`,
    ...losses.map(({ name, loss }) => `  ${shown(name)}, which ${LOSS_WORDS[loss]}`),
    `Where nobody is asked, it is applied with --allow ${pasted(names)}`,
    '',
  ].join('\n');
}

const END_WORDS: Readonly<Record<StackEnd, string>> = {
  same: 'nothing to do',
  planned: 'would change',
  done: 'done',
  failed: 'failed',
  declined: 'left as it is',
};

/** Tells how each stack ended, which the run never came to, and how it goes on. */
export function courseText(
  course: Course,
  stacks: readonly string[],
  goOn: { readonly isInterrupted: boolean; readonly command: (from: string) => string },
): string {
  const width = Math.max(...stacks.map((stack) => stack.length));
  const ends = new Map(course.map(({ stack, end }) => [stack, end]));
  const lines = stacks.map((stack) => {
    const end = ends.get(stack);
    return `  ${shown(stack).padEnd(width)}  ${end === undefined ? 'not begun' : END_WORDS[end]}`;
  });
  const last = course.at(-1);
  const stopped = last && (last.end === 'failed' || last.end === 'declined') ? last.stack : undefined;
  const next = stopped ?? stacks.find((stack) => !ends.has(stack));
  const words =
    next === undefined
      ? []
      : [goOn.isInterrupted ? 'Interrupted. To go on:' : 'To go on, once that is mended:', `  ${goOn.command(next)}`];
  return ['', ...lines, ...words, ''].join('\n');
}
