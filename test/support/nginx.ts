import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs tests where there is an nginx, and says so where there is none. */
export const describeWithNginx =
  spawnSync('nginx', ['-v']).status === 0
    ? describe
    : (((name: string, body: () => void) =>
        describe.skip(`${name} (skipped: no nginx here)`, body)) as typeof describe);

/** Modules of Debian's by which nginx runs Lua, as Kong's does. */
const LUA_MODULES = ['ndk_http_module', 'ngx_http_lua_module'].map((it) => `/usr/lib/nginx/modules/${it}.so`);

/** Runs tests where there is an nginx that runs Lua, and says so where there is none. */
export const describeWithLuaNginx = LUA_MODULES.every((it) => existsSync(it))
  ? describeWithNginx
  : (((name: string, body: () => void) =>
      describe.skip(`${name} (skipped: no nginx with Lua here)`, body)) as typeof describe);

/** An nginx of the test's own, in one process. */
export interface Nginx {
  stop(): Promise<void>;
}

/**
 * Starts nginx with what stands in its http block, and waits until it listens.
 *
 * @param options `lua`: with the modules that run Lua
 * @throws Error with what nginx says, if it does not take the configuration
 */
export async function startNginx(http: string, port: number, { lua = false } = {}): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-nginx-'));
  const conf = join(folder, 'nginx.conf');
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${folder}/${it};`);
  const modules = lua ? LUA_MODULES.map((it) => `load_module ${it};\n`).join('') : '';
  writeFileSync(
    conf,
    `${modules}daemon off;\nmaster_process off;\npid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\n${places.join('\n')}\n${http}\n}\n`,
  );
  const checked = spawnSync('nginx', ['-t', '-c', conf], { encoding: 'utf8' });
  if (checked.status !== 0) throw new Error(checked.stderr);
  const nginx = spawn('nginx', ['-c', conf], { stdio: 'ignore' });
  await listening(port);
  return {
    stop: async () => {
      const ended = new Promise((resolve) => nginx.once('exit', resolve));
      if (isRunning(nginx)) {
        nginx.kill();
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sends a text to a port of this machine as it is, and returns all that comes back. */
export function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

async function listening(port: number): Promise<void> {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nginx does not listen on ${port}`);
}
