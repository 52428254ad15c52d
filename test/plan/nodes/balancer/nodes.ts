import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Ports } from './balancer-machine';

/** A stand-in of a Kong node: it takes clients behind a line of the PROXY protocol, and says on another port whether it serves. */
export class Node {
  /** Connections of clients that it has taken. */
  taken = 0;
  /** Address of the last client, as the balancer told it. */
  client = '';
  draining = false;
  /** True if it answers questions with something that is no HTTP. */
  isGarbled = false;
  readonly #proxy: Server;
  readonly #status: HttpServer;
  readonly #open = new Set<Socket>();

  constructor(
    readonly address: string,
    { proxy, status }: Ports,
  ) {
    this.#proxy = createServer((socket) => {
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket)).on('error', () => socket.destroy());
      this.serve(socket);
    }).listen(proxy, address);
    this.#status = createHttpServer((request, response) => {
      if (this.isGarbled) return void request.socket.end('what?\n\n');
      response.statusCode = request.url !== '/serving' ? 404 : this.draining ? 503 : 200;
      response.setHeader('Connection', 'close').end();
    }).listen(status, address);
  }

  /** Answers each line of a client with its own address; the first line says who the client is. */
  private serve(socket: Socket): void {
    let text = '';
    let isTold = false;
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        if (isTold) {
          socket.write(`${this.address}\n`);
          continue;
        }
        isTold = true;
        const [, client] = /^PROXY TCP4 (\S+) /.exec(line) ?? [];
        if (client === undefined) return socket.destroy();
        this.client = client;
        this.taken += 1;
      }
    });
  }

  /** Takes no connection any more, and serves those that it has. */
  refuse(): void {
    this.#proxy.close();
    this.#status.close();
  }

  async end(): Promise<void> {
    this.refuse();
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Asks the balancer once, over a connection of its own. Returns the address of the node that answered. */
export function ask(port: number, from = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from }, () => socket.write('who\n'));
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.setEncoding('utf8').on('data', (answer: string) => {
      socket.destroy();
      resolve(answer.trim());
    });
    socket.on('error', reject).on('close', () => reject(new Error('closed without an answer')));
  });
}

/** Clients that ask all the time, each over a new connection for each question, and one that keeps its connection. */
export class Load {
  answered = 0;
  readonly failures: string[] = [];
  readonly #askers: Promise<void>[];
  #isOver = false;

  constructor(port: number, askers: number) {
    this.#askers = Array.from({ length: askers }, () => this.askOn(port));
  }

  private async askOn(port: number): Promise<void> {
    while (!this.#isOver) {
      try {
        await ask(port);
        this.answered += 1;
      } catch (error) {
        this.failures.push(`${new Date().toISOString()} ${String(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#askers);
  }
}
