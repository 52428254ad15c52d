import { inStep, type TreeDifference } from '../../actions/check';
import { canonicalJson } from '../../kernel/json';
import type { Terminal } from '../ports';

/** The diff on standard output, the lists and the command that mends it on the error stream. */
export function showCheck(terminal: Terminal, difference: TreeDifference, root: string, remedy: string): void {
  if (inStep(difference)) {
    terminal.err(`${root} is in step with its spec\n`);
    return;
  }
  terminal.out(difference.patch);
  const list = (what: string, paths: readonly string[]): void =>
    paths.forEach((path) => terminal.err(`${what}  ${root}/${path}\n`));
  list('missing', difference.added);
  list('changed', difference.changed);
  list('stale  ', difference.stale);
  terminal.err(`\nThe tree is out of step with its spec. To mend it:\n  ${remedy}\n`);
}

/** What a program reads. */
export function checkJson(difference: TreeDifference, root: string, remedy: string): string {
  return canonicalJson({ format: 1, ok: inStep(difference), root, ...difference, remedy });
}
