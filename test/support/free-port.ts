import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Ports below those that Linux gives to connections that go out, so that none of these takes one before its server listens. */
const [FIRST, END] = [20_000, 32_000];
const TRIES = 100;

const given = new Set<number>();

/**
 * Returns a port of this machine on which nobody listens. No test file gets one twice, also where it has not listened yet.
 *
 * @throws Error if none is found
 */
export async function freePort(): Promise<number> {
  for (let i = 0; i < TRIES; i++) {
    const port = randomInt(FIRST, END);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${FIRST} to ${END - 1} is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .on('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
