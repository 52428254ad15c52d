import { printable } from './printable';

/** `error` stops the run; `warning` is a risk that the user accepted by writing it; `advice` is worth knowing. */
export type Severity = 'error' | 'warning' | 'advice';

/** One step into the spec: a key of an object or an index of a list. */
export type PathStep = string | number;

/** Where in a text, counted from 1 as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * One thing to tell the user, as a value: what is wrong where, by which rule, and what to do about it.
 * Issues are made by the named functions of a room's `issues.ts`, never inline.
 */
export interface Issue {
  /** Stable name in kebab case, derived from the name of the function that makes it, e.g. `unknown-region`. */
  readonly code: string;
  readonly severity: Severity;
  /** Steps from the spec's root; empty for the whole document. */
  readonly path: readonly PathStep[];
  /** What is wrong, in lower case without a full stop, with the bad value in it. */
  readonly message: string;
  /** What to do, in lower case without a full stop. */
  readonly remedy: string;
  /** File as the user named it. Filled in by the parser. */
  readonly file?: string;
  /** Filled in by the parser when the text is at hand. */
  readonly position?: Position;
}

/** The parts of an issue that its maker states; severity is `error` unless said otherwise. */
export interface IssueText {
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly remedy: string;
  readonly severity?: Severity;
}

/** An issue of the given code. Its words are one line, whatever of the user's stands in them. */
export function issue(code: string, { severity = 'error', path, message, remedy }: IssueText): Issue {
  return { code, severity, path, message: words(message), remedy: words(remedy) };
}

/** Room that a message or a remedy takes at most; what is longer repeats something of the user's. */
const WORDS_LIMIT = 1_200;

function words(text: string): string {
  return printable(text.length <= WORDS_LIMIT ? text : `${text.slice(0, WORDS_LIMIT)}…`);
}

/**
 * A path as people write it: `datacenters[1].region`. The root is `(spec)`. A key that is no plain word stands in quotes, on one
 * line whatever it holds: `tags["a b"]`.
 */
export function formatPath(path: readonly PathStep[]): string {
  if (path.length === 0) return '(spec)';
  return path
    .map((step, i) => (i > 0 && isWord(step) ? `.${step}` : isWord(step) ? step : `[${quoted(step)}]`))
    .join('');
}

const WORD = /^[A-Za-z$_][\w$-]{0,99}$/;

function isWord(step: PathStep): step is string {
  return typeof step === 'string' && WORD.test(step);
}

/** Room that a key takes in a path. */
const KEY_LIMIT = 60;

function quoted(step: PathStep): string {
  if (typeof step === 'number') return String(step);
  return printable(JSON.stringify(step.length <= KEY_LIMIT ? step : `${step.slice(0, KEY_LIMIT)}…`));
}

/** One line for people: `file:line:column: error: path: message (remedy) [code]`. Parts that are unknown are left out. */
export function formatIssue(it: Issue): string {
  const at = it.position ? `:${it.position.line}:${it.position.column}` : '';
  const place = it.file ? `${printable(it.file)}${at}: ` : '';
  return `${place}${it.severity}: ${formatPath(it.path)}: ${it.message}; ${it.remedy} [${it.code}]`;
}
