import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** True if rsyslog is here, and the program that speaks to it. */
export const RSYSLOG = spawnSync('rsyslogd', ['-v']).status === 0 && spawnSync('logger', ['--version']).status === 0;

/**
 * Returns the lines that rsyslog writes with these rules of what programs say, by their names; the last of them has to be written.
 *
 * @param folder an empty one, for its files
 */
export async function writtenByRsyslog(
  folder: string,
  rules: string,
  said: readonly (readonly [name: string, words: string])[],
): Promise<string[]> {
  const written = join(folder, 'journals.log');
  const socket = join(folder, 'socket');
  writeFileSync(
    join(folder, 'rsyslog.conf'),
    [
      `global(workDirectory="${folder}")`,
      'module(load="imuxsock" SysSock.Use="off")',
      `input(type="imuxsock" Socket="${socket}" CreatePath="on")`,
      rules.replace('/var/log/topogen-journals.log', written),
    ].join('\n'),
  );
  const daemon = spawn('rsyslogd', ['-n', '-f', join(folder, 'rsyslog.conf'), '-i', join(folder, 'pid')]);
  try {
    for (let tries = 0; !existsSync(socket) && tries < 100; tries++) await setTimeout(50);
    for (const [tag, words] of said)
      spawnSync('logger', ['--socket', socket, '--socket-errors=on', '--id=1', '--tag', tag, words]);
    const last = said.at(-1)?.[1] ?? '';
    const lines = (): string[] => (existsSync(written) ? readFileSync(written, 'utf8').trimEnd().split('\n') : []);
    for (let tries = 0; !lines().at(-1)?.includes(last) && tries < 100; tries++) await setTimeout(50);
    return lines();
  } finally {
    daemon.kill();
    await new Promise((done) => daemon.once('exit', done));
  }
}
