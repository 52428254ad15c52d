import { spawn } from 'node:child_process';

/** What a command said and how it ended. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. Never throws for what the command does. */
export function run(words: readonly string[], input = ''): Promise<Answer> {
  const [command = '', ...rest] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 255, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Runs a command that has to succeed; its output. */
export async function must(words: readonly string[], input = ''): Promise<string> {
  const answer = await run(words, input);
  if (answer.status !== 0) throw new Error(`${words.join(' ')} ended with ${answer.status}: ${answer.stderr}`);
  return answer.stdout;
}

export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Asks again and again until the answer is there. Throws, with what was last seen, when it never comes. */
export async function eventually<T>(what: string, limitSeconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + limitSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitSeconds} s`);
    await pause(4);
  }
}
