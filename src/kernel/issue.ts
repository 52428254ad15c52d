import { printable } from './printable';

/** `error` stops the run; `warning` is a risk that the user accepted by writing it; `advice` is worth knowing. */
export type Severity = 'error' | 'warning' | 'advice';

/** One step into the spec: a key of an object or an index of a list. */
export type PathStep = string | number;

/** A place in a text, counted from 1 as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * An issue is one message to the user, as a value: what is wrong, where, by which rule, and what to do about it. Issues
 * are made by the named functions of a room's `issues.ts`, never inline.
 */
export interface Issue {
  /** Stable name in kebab case, derived from the name of the function that makes it, e.g. `unknown-region`. */
  readonly code: string;
  readonly severity: Severity;
  /** Steps from the spec's root; empty for the whole document. */
  readonly path: readonly PathStep[];
  /** The fault, in lower case without a full stop, with the bad value in it. */
  readonly message: string;
  /** The action to take, in lower case without a full stop. */
  readonly remedy: string;
  /** File as the user named it. The parser fills it in. */
  readonly file?: string;
  /** Place in the file. The parser fills it in if it has the text. */
  readonly position?: Position;
}

/** The parts of an issue that its maker states. @default `severity` is `error` */
export interface IssueText {
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly remedy: string;
  readonly severity?: Severity;
}

/**
 * Makes an issue of the given code. Message and remedy become one printable line each, whatever the user's values
 * contain.
 */
export function issue(code: string, { severity = 'error', path, message, remedy }: IssueText): Issue {
  return { code, severity, path, message: words(message), remedy: words(remedy) };
}

/** A message or a remedy may have at most this many characters; a longer one repeats some text of the user's. */
const WORDS_LIMIT = 1_200;

function words(text: string): string {
  return printable(text.length <= WORDS_LIMIT ? text : `${text.slice(0, WORDS_LIMIT)}…`);
}

/**
 * Renders a path as people write it: `datacenters[1].region`. The root is `(spec)`. A key that is no plain word is
 * quoted, on one line whatever it holds: `tags["a b"]`.
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

/** A path shows at most this many characters of a key. */
const KEY_LIMIT = 60;

function quoted(step: PathStep): string {
  if (typeof step === 'number') return String(step);
  return printable(JSON.stringify(step.length <= KEY_LIMIT ? step : `${step.slice(0, KEY_LIMIT)}…`));
}

/**
 * Renders an issue as one line: `file:line:column: error: path: message; remedy [code]`. Parts that are unknown are
 * left out: an issue that has neither file nor path is about words of the command line.
 */
export function formatIssue(it: Issue): string {
  const at = it.position ? `:${it.position.line}:${it.position.column}` : '';
  const place = it.file ? `${printable(it.file)}${at}: ` : '';
  const path = it.file || it.path.length > 0 ? `${formatPath(it.path)}: ` : '';
  return `${place}${it.severity}: ${path}${it.message}; ${it.remedy} [${it.code}]`;
}
