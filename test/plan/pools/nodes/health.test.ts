import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../../support/free-port';

/** The responder for releases without a status listener, run for real against an Admin API of the test's own. */

const SCRIPT = join(__dirname, '../../../../templates/kong/topogen-kong-health');

let admin: Server;
let adminStatus: number;
let asked: string[];
let responder: ChildProcess;
let port: number;

beforeAll(async () => {
  admin = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(adminStatus).end('{"memory": "secret"}');
  });
  await listen(admin);
  port = await freePort();
  responder = spawn('python3', [SCRIPT, String(port), String(portOf(admin)), '/status'], { stdio: 'ignore' });
});

afterAll(async () => {
  responder.kill();
  await close(admin);
});

beforeEach(() => {
  adminStatus = 200;
  asked = [];
});

test('is healthy while Kong answers, and repeats nothing of what Kong says', async () => {
  const answer = await ask('/status');
  expect(answer).toEqual({ status: 200, text: 'healthy\n' });
  expect(asked.at(-1)).toBe('/status');
});

test('is not healthy when Kong says so', async () => {
  await ask('/status');
  adminStatus = 500;
  expect(await ask('/status')).toMatchObject({ status: 503 });
});

test('lets nobody through to the Admin API', async () => {
  await ask('/status');
  asked = [];
  expect(await ask('/services')).toMatchObject({ status: 404 });
  expect(await ask('/status/../services')).toMatchObject({ status: 404 });
  expect(asked).toEqual([]);
});

test('is not healthy without a Kong', async () => {
  const closed = await freePort();
  const alone = spawn('python3', [SCRIPT, String(closed), String(await freePort()), '/status'], { stdio: 'ignore' });
  try {
    expect(await ask('/status', closed)).toMatchObject({ status: 503 });
  } finally {
    alone.kill();
  }
});

/** Asks until the responder listens. */
async function ask(path: string, at = port): Promise<{ readonly status: number; readonly text: string }> {
  for (;;) {
    try {
      return await once(path, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function once(path: string, at: number): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: at, path }, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
