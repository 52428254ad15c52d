import { printable } from '../kernel/printable';
import { UsageError } from './arguments';
import { diskFault } from './io/disk-fault';
import { Refusal } from './io/refusal';

/** Why a run ended, as a person and a program are told. */
export interface Fault {
  /** Stable name in kebab case, as issues have one. */
  readonly code: 'usage' | 'refused' | 'system' | 'own-fault';
  /** In lower case without a full stop. */
  readonly message: string;
  /** What to do, in lower case without a full stop. */
  readonly remedy: string;
}

/**
 * What was thrown, in words that can be acted on. A wrong command line, a refusal and a full disk are no faults of topogen's;
 * everything else is one, and is told in a sentence to be reported, never as a stack.
 */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof UsageError || (thrown instanceof Error && thrown.name === 'YError'))
    return { code: 'usage', message: oneLine(thrown.message), remedy: 'run topogen --help for what there is' };
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

/** The environment variable that has stacks shown. */
export const DEBUG = 'TOPOGEN_DEBUG';

/** The fault as a person reads it. */
export function faultText({ code, message, remedy }: Fault): string {
  if (code === 'usage') return `error: ${message}\nRun topogen --help for what there is.\n`;
  return `error: ${message}${remedy === '' ? '' : `; ${remedy}`}\n`;
}

/** Room that a message takes; what is longer came from the input. */
const LIMIT = 400;

/** Line ends would make a second message of a part of the first. */
function oneLine(text: string): string {
  const line = printable(text.trim().replace(/\s*\n\s*/g, '; '));
  return line.length <= LIMIT ? line : `${line.slice(0, LIMIT - 1)}…`;
}
