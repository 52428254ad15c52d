import { fillTemplate, holes } from '../../../../src/kernel/template';
import { nginx as words } from '../../../../src/kernel/text/nginx';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { freePort } from '../../../support/free-port';
import { describeWithNginx, exchange, startNginx, type Nginx } from '../../../support/nginx';
import { readTemplates } from '../../../support/templates';
import { poolFilesOf } from './plan-fixture';

/* The server that sends clients of plain HTTP to https: the file that nodes get, in a real nginx. */

const paths = (fields: object): (string | undefined)[] =>
  ['us-east', 'eu-west'].map((name) => {
    const { artifacts } = poolFilesOf(aPlan(TWO_CLOUDS, { ...fields }), name);
    return artifacts.find(({ path }) => path === 'kong/redirect.nginx')?.text;
  });

test('is on the nodes, on the port that plain HTTP arrives at, where the spec asks for it alone', () => {
  expect(paths({ gateway: { plainHttp: 'redirect' } })).toEqual([
    expect.stringContaining('listen 0.0.0.0:8000 '),
    expect.stringContaining('listen 0.0.0.0:80 '),
  ]);
  const behindMachines = 'listen 0.0.0.0:8000 backlog=16384 proxy_protocol;';
  expect(paths({ gateway: { plainHttp: 'redirect', balancer: 'haproxy' } })).toEqual([
    expect.stringContaining(behindMachines),
    expect.stringContaining(behindMachines),
  ]);
  expect(paths({})).toEqual([undefined, undefined]);
  expect(paths({ gateway: { plainHttp: 'serve' } })).toEqual([undefined, undefined]);
});

describeWithNginx('a client of plain HTTP', () => {
  let port: number;
  let nginx: Nginx;

  beforeAll(async () => {
    port = await freePort();
    const filled = holes('nginx', { port, told: words`` });
    nginx = await startNginx(fillTemplate(readTemplates(), 'kong/redirect.nginx', filled), port);
  });
  afterAll(() => nginx.stop());

  const ask = async (head: string): Promise<{ status: string; location: string | undefined; whole: string }> => {
    const whole = await exchange(port, `${head}\r\nConnection: close\r\n\r\n`);
    const [, status = ''] = /^HTTP\/1\.1 (\d+)/.exec(whole) ?? [];
    return { status, location: /^Location: (.*)\r$/m.exec(whole)?.[1], whole };
  };

  test.each([
    ['GET /orders?id=7%2F8 HTTP/1.1\r\nHost: api.example.com', 'https://api.example.com/orders?id=7%2F8'],
    ['POST /orders HTTP/1.1\r\nHost: API.example.com:80\r\nContent-Length: 0', 'https://api.example.com/orders'],
    ['GET //evil.example.org/ HTTP/1.1\r\nHost: api.example.com', 'https://api.example.com//evil.example.org/'],
  ])('of %j is sent to %s, with its method', async (head, location) => {
    expect(await ask(head)).toMatchObject({ status: '308', location });
  });

  test('that names no host is refused, since there is no address to send it to', async () => {
    expect(await ask('GET / HTTP/1.0')).toMatchObject({ status: '400', location: undefined });
  });

  test('is not told which release answers', async () => {
    const { whole } = await ask('GET / HTTP/1.1\r\nHost: api.example.com');
    expect(whole).toMatch(/^Server: \w+\r$/m);
  });
});
