import { inStep, type TreeDifference } from '../../actions/check';
import { canonicalJson } from '../../kernel/json';
import type { Terminal } from '../ports';
import { shown } from './shown';

/** The findings of `check`. */
export interface CheckReport {
  readonly difference: TreeDifference;
  /** Folder of the tree. */
  readonly root: string;
  /** Command that repairs the tree. */
  readonly remedy: string;
  /** True if a `synth` was ended while it wrote: the tree may be half old and half new. */
  readonly interrupted: boolean;
  /** Lock file, if it would change; its indexes fit. */
  readonly lockFile?: string;
}

/** True if there is nothing to repair. */
export function isMended({ difference, interrupted, lockFile }: CheckReport): boolean {
  return inStep(difference) && !interrupted && lockFile === undefined;
}

/** Writes the diff to standard output, the lists and the command that repairs the tree to the error stream. */
export function showCheck(terminal: Terminal, report: CheckReport): void {
  const { difference, remedy, interrupted } = report;
  const root = shown(report.root);
  if (isMended(report)) {
    terminal.err(`${root} is in step with its spec\n`);
    return;
  }
  terminal.out(difference.patch);
  const list = (what: string, paths: readonly string[], why = ''): void =>
    paths.forEach((path) => terminal.err(`${what}  ${root}/${shown(path)}${why}\n`));
  list('missing', difference.added);
  list(
    'changed',
    difference.changed.filter((path) => !difference.lineEndings.includes(path)),
  );
  list('changed', difference.lineEndings, ': only line endings differ');
  list('stale  ', difference.stale);
  for (const { path, what } of difference.clashes) terminal.err(`in the way  ${root}/${shown(path)}: ${what}\n`);
  if (difference.lineEndings.length > 0) terminal.err(LINE_ENDINGS);
  if (report.lockFile !== undefined)
    terminal.err(`changed  ${shown(report.lockFile)}: it does not hold what the spec gives\n`);
  if (interrupted) terminal.err(`\nAn earlier synth was ended while it wrote ${root}; the next one finishes it.\n`);
  const first = difference.clashes.length > 0 ? 'Move away what is in the way, then:' : 'To mend it:';
  terminal.err(`\nThe tree is out of step with its spec. ${first}\n  ${remedy}\n`);
}

const LINE_ENDINGS = '\nWhere only line endings differ, git has made CR LF of LF (core.autocrlf): nothing is edited.\n';

/** The answer of `check` for programs. */
export interface CheckJson extends TreeDifference, Omit<CheckReport, 'difference'> {
  readonly format: 1;
  /** True if there is nothing to repair. */
  readonly ok: boolean;
}

/** Renders the report for programs. */
export function checkJson(report: CheckReport): string {
  const { difference, ...rest } = report;
  return canonicalJson({ format: 1, ok: isMended(report), ...difference, ...rest } satisfies CheckJson);
}
