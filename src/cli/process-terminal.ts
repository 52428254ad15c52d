import { asker } from './asker';
import { readStream } from './io/read-bounded';
import { COLUMNS, EXIT, type Terminal } from './ports';
import { startedAs } from './started-as';

/**
 * Returns the terminal of this process. It uses colours only on a terminal, and never against `NO_COLOR`.
 *
 * A reader that closes its end (`topogen explain edge.json | head`) has read enough: the rest is dropped, and the run
 * ends with the code that it would have had. Output that is lost for any other reason, such as a full disk, is reported
 * and is an error.
 */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    stderr.write(`error: standard output cannot be written: ${error.message}\n`);
    failAtExit();
  });
  stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failAtExit();
  });
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    input: (mostBytes) => readStream(0, mostBytes),
    colours: Boolean(stderr.isTTY) && !process.env['NO_COLOR'],
    ...(stdin.isTTY && stderr.isTTY ? { ask: asker() } : {}),
    program: startedAs(process.argv[1] ?? ''),
    columns: columnsOf(stdout.columns),
    ...(stderr.isTTY ? { foldsAt: columnsOf(stderr.columns) } : {}),
  };
}

/** Narrower than this, words alone would not fit. */
const LEAST_COLUMNS = 40;

/** Returns the width of the output: that of its terminal, else what `COLUMNS` says, as in a pipe to a pager. */
function columnsOf(own: number | undefined): number {
  const columns = own ?? Number(process.env['COLUMNS']);
  return columns >= LEAST_COLUMNS ? Math.floor(columns) : COLUMNS;
}

/** Sets the exit code at the very end: a stream may fail after the run has set its own. */
function failAtExit(): void {
  process.once('exit', () => (process.exitCode = EXIT.error));
}
