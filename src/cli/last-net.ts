import { faultOf, faultText } from './faults';
import { EXIT, type ExitCode, type Terminal } from './ports';
import { processTerminal } from './process-terminal';

/**
 * Runs something as the whole of this process and sets its exit code. An error that escapes it, such as one of a stream
 * long after, is reported in one sentence like any other.
 */
export async function runProcess(run: (terminal: Terminal) => Promise<ExitCode>): Promise<void> {
  const terminal = processTerminal();
  const tell = (thrown: unknown): void => terminal.err(faultText(faultOf(thrown)));
  process.on('uncaughtException', (thrown) => {
    tell(thrown);
    process.exit(EXIT.error);
  });
  try {
    process.exitCode = await run(terminal);
  } catch (thrown) {
    tell(thrown);
    process.exitCode = EXIT.error;
  }
}
