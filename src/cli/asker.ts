import { createInterface, type Interface } from 'node:readline';

/**
 * Returns a function that asks for lines on the error stream, so that standard output stays data. Lines that were typed before
 * their question are its answers. Ctrl-C ends the process, as anywhere; the end of input answers the rest with empty lines.
 */
export function asker(): (question: string) => Promise<string> {
  const typed: string[] = [];
  let waiting: ((line: string) => void) | undefined;
  let ended = false;
  let lines: Interface | undefined;

  const take = (line: string): void => {
    if (!waiting) return void typed.push(line);
    waiting(line);
    waiting = undefined;
  };
  const begin = (): Interface => {
    const begun = createInterface({ input: process.stdin, output: process.stderr });
    begun.on('line', take);
    begun.on('SIGINT', () => process.exit(130));
    begun.on('close', () => {
      ended = true;
      take('');
    });
    return begun;
  };

  return async (question) => {
    lines ??= begin();
    lines.setPrompt(question);
    if (!ended) lines.prompt();
    const line = typed.shift() ?? (ended ? '' : await new Promise<string>((answered) => (waiting = answered)));
    // A paused input does not keep the process from ending.
    if (!ended) lines.pause();
    return line;
  };
}
