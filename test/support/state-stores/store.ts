import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that Terraform made of a stand-in for a place of state, with its whole body. */
export interface StoreRequest {
  readonly method: string;
  /** Name of the requested host, without a port. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface StoreResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Answers the requests of one kind of backend, or returns undefined for any other request. */
export type Protocol = (request: StoreRequest, store: StateStore) => StoreResponse | undefined;

/**
 * A stand-in for the services that keep Terraform's state: one server on loopback that holds objects in memory. It answers
 * as little of each service's interface as Terraform's backends use, and fails loudly at anything else. It also serves as a
 * proxy for hosts that do not exist, where a service has a host for each bucket.
 */
export class StateStore {
  /** Objects by name, with the bucket in front: `acme-state/edge/shared.tfstate`. */
  readonly objects = new Map<string, Buffer>();
  /** Every request, in order. */
  readonly requests: StoreRequest[] = [];
  /** Requests that no backend answered. */
  readonly unknown: string[] = [];
  private readonly server: Server;

  private constructor(private readonly protocols: readonly Protocol[]) {
    this.server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { status = 200, headers = {}, body = '' } = this.answer(incoming, Buffer.concat(chunks));
        outgoing.writeHead(status, headers).end(body);
      });
    });
  }

  /** Runs something with a store, and ends it. */
  static async with<T>(protocols: readonly Protocol[], use: (store: StateStore) => Promise<T>): Promise<T> {
    const store = new StateStore(protocols);
    await new Promise<void>((resolve) => store.server.listen(0, '127.0.0.1', resolve));
    try {
      return await use(store);
    } finally {
      store.server.closeAllConnections();
      await new Promise((resolve) => store.server.close(resolve));
    }
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private answer(incoming: IncomingMessage, body: Buffer): StoreResponse {
    const url = new URL(incoming.url ?? '/', this.url);
    const request: StoreRequest = {
      method: incoming.method ?? 'GET',
      host: url.hostname,
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: incoming.headers,
      body,
    };
    this.requests.push(request);
    try {
      for (const protocol of this.protocols) {
        const answered = protocol(request, this);
        if (answered) return answered;
      }
      this.unknown.push(`${request.method} ${incoming.url}`);
    } catch (error) {
      this.unknown.push(`${request.method} ${incoming.url}: ${String((error as Error).stack)}`);
    }
    return { status: 501, body: 'the stand-in does not know this request' };
  }
}
