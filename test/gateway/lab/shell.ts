import { spawnSync } from 'node:child_process';
import { PATIENCE } from './patience';

/** What a command said and how it ended. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end and returns what it said; throws unless it succeeds. */
export function must(command: string, args: readonly string[], input: Buffer | string = ''): Buffer {
  const ended = spawnSync(command, args, { input, maxBuffer: 2 ** 30, env: { ...process.env, LC_ALL: 'C' } });
  if (ended.error) throw ended.error;
  if (ended.status !== 0) throw new Error(`${command} ended with ${ended.status}: ${ended.stderr.toString()}`);
  return ended.stdout;
}

export function onPath(tool: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
}

export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Between two questions, each of which takes the emulated processors some tenths of a second. */
const PAUSE_SECONDS = 3;

/** Asks again and again until the answer is there. Throws, with what was seen last, when it never comes. */
export async function eventually<T>(
  what: string,
  limitSeconds: number,
  ask: () => Promise<T | undefined>,
  seen: () => Promise<string> = () => Promise.resolve(''),
): Promise<T> {
  const end = Date.now() + limitSeconds * PATIENCE * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitSeconds * PATIENCE} s\n${await seen()}`);
    await pause(PAUSE_SECONDS);
  }
}
