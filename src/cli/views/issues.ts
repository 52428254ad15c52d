import { canonicalJson } from '../../kernel/json';
import { formatIssue, formatPath, type Issue, type Severity } from '../../kernel/issue';
import { EXIT, type ExitCode, type Terminal } from '../ports';
import { foldedMessage } from './folded-message';

const COLOURS: Readonly<Record<Severity, string>> = {
  error: '\u001b[31m',
  warning: '\u001b[33m',
  advice: '\u001b[36m',
};
const PLAIN = '\u001b[0m';

/**
 * At most this many issues are shown: nobody reads further, and a file that is no spec at all could have tens of
 * thousands.
 */
const MOST_SHOWN = 100;

/**
 * Shows every issue on a line of its own, which a terminal folds, errors first, then a count.
 *
 * @param wouldWrite true for a command that writes where there is no error, which then says that it has not
 */
export function showIssues(terminal: Terminal, issues: readonly Issue[], wouldWrite = false): void {
  const shown = ordered(issues).slice(0, MOST_SHOWN);
  for (const it of shown) {
    const line = foldedMessage(formatIssue(it), terminal);
    terminal.err(
      `${terminal.colours ? line.replace(`${it.severity}:`, `${COLOURS[it.severity]}${it.severity}:${PLAIN}`) : line}\n`,
    );
  }
  if (shown.length < issues.length) terminal.err(`... and ${issues.length - shown.length} more\n`);
  const errors = issues.filter((it) => it.severity === 'error').length;
  if (errors > 0)
    terminal.err(`\n${errors} ${errors === 1 ? 'error' : 'errors'}.${wouldWrite ? ' Nothing was written.' : ''}\n`);
}

/** An issue for programs. */
export interface IssueJson extends Omit<Issue, 'path' | 'position'> {
  /** Place in the spec, e.g. `datacenters[1].region`; `(spec)` for all of it. */
  readonly path: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** Column in the file, from 1. */
  readonly column?: number;
}

/** The answer of a command with `--json` that refused a spec, or words of the command line about it. */
export interface FailedJson {
  readonly format: 1;
  readonly ok: false;
  readonly issues: readonly IssueJson[];
}

/** Renders the issues of a failed command with `--json`, for standard output. */
export function faultsJson(issues: readonly Issue[]): string {
  return canonicalJson({ format: 1, ok: false, issues: issuesJson(issues) } satisfies FailedJson);
}

/** Shows why a command failed, for people, and for programs too if JSON was asked for; returns the exit code. */
export function showFailed(terminal: Terminal, issues: readonly Issue[], json: boolean): ExitCode {
  if (json) terminal.out(faultsJson(issues));
  showIssues(terminal, issues);
  return EXIT.error;
}

/** Returns issues for programs. */
export function issuesJson(issues: readonly Issue[]): readonly IssueJson[] {
  return ordered(issues).map(({ path, position, ...rest }) => ({ ...rest, path: formatPath(path), ...position }));
}

function ordered(issues: readonly Issue[]): Issue[] {
  const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, advice: 2 };
  return [...issues].sort((a, b) => rank[a.severity] - rank[b.severity]);
}
