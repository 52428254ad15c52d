import { printable } from '../kernel/printable';
import { UsageError } from './arguments';
import { diskFault } from './io/disk-fault';
import { Refusal } from './io/refusal';

/** The reason why a run ended, for people and for programs. */
export interface Fault {
  /** Stable name in kebab case, like that of an issue. */
  readonly code: 'usage' | 'refused' | 'system' | 'own-fault';
  /** The fault, in lower case without a full stop. */
  readonly message: string;
  /** The action to take, in lower case without a full stop; of a wrong command line whole lines. */
  readonly remedy: string;
}

/** The answer of a command with `--json` that ended before it could judge a spec. */
export interface EndedJson {
  readonly format: 1;
  readonly ok: false;
  readonly issues: readonly [FaultJson];
}

/** A fault for programs. */
export interface FaultJson extends Fault {
  readonly severity: 'error';
}

/**
 * Returns the fault of a thrown value, in words that the user can act on. A wrong command line, a refusal and a full
 * disk are no bugs of topogen; everything else is one, and the message asks the user to report it, never with a stack.
 */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof UsageError)
    return { code: 'usage', message: oneLine(thrown.message), remedy: thrown.remedies.map(oneLine).join('\n') };
  if (thrown instanceof Refusal) return { code: 'refused', message: printable(thrown.message), remedy: '' };
  if ((thrown as NodeJS.ErrnoException | undefined)?.syscall === 'uv_cwd')
    return { code: 'system', message: 'the current folder is gone', remedy: 'change into one that is there' };
  const disk = diskFault(thrown);
  if (disk !== undefined) return { code: 'system', message: oneLine(disk), remedy: '' };
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return {
    code: 'own-fault',
    message: `topogen met a fault of its own (${oneLine(message)})`,
    remedy: `report this line with the command and the spec; ${DEBUG}=1 shows where it happened`,
  };
}

/** This environment variable makes a run show stacks. */
export const DEBUG = 'TOPOGEN_DEBUG';

/** Renders the fault for people. */
export function faultText({ code, message, remedy }: Fault): string {
  if (code === 'usage') return `error: ${message}\n${remedy}\n`;
  return `error: ${message}${remedy === '' ? '' : `; ${remedy}`}\n`;
}

/** A message has at most this many characters; a longer one repeats input. */
const LIMIT = 400;

/** Makes one line of a text: with its line ends, a part of the message would look like a second one. */
function oneLine(text: string): string {
  const line = printable(text.trim().replace(/\s*\n\s*/g, '; '));
  return line.length <= LIMIT ? line : `${line.slice(0, LIMIT - 1)}…`;
}
