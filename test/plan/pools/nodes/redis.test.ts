import { generateKeyPairSync } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { RedisPassword } from '../../../../src/kernel/redis-password';
import type { Plan } from '../../../../src/plan/plan';
import { kongPlan, poolFilesOf } from './plan-fixture';
import { World, type Machine } from './simulation';

/* The password of Redis on a node: fetched by the generated scripts, in the environment of Kong alone. */

const CURRENT = { new: 0, pending: 0 };
const CERTIFICATE = `${rootCertificates[0] ?? ''}\n`;

function planIn(password: RedisPassword, version = '3.3.1'): Plan {
  const plan = kongPlan(version, { plugins: [{ name: 'rate-limiting', policy: 'redis' }] });
  return { ...plan, redis: { ...plan.redis!, password } };
}

let world: World | undefined;
afterEach(() => {
  world?.destroy();
  world = undefined;
});

async function started(
  datacenter: string,
  secret: string,
  certificate = CERTIFICATE,
): Promise<{ node: Machine; code: number | 'killed'; output: string }> {
  world = new World(planIn('required')).schema(CURRENT);
  world.write(`secrets/edge-${datacenter}-redis-password`, `${secret}\n`);
  world.write(`secrets/edge-${datacenter}-redis-ca`, certificate);
  const node = world.poolNode('kong-a', datacenter);
  return { node, ...(await node.run('topogen-kong-prepare')) };
}

/** A text file of a node by the end of its path. */
function textOf(plan: Plan, datacenter: string, path: string): string {
  return String(poolFilesOf(plan, datacenter).artifacts.find((it) => it.path === path)?.text);
}

test.each(['us-east', 'eu-west'])(
  'a node of %s has the password of its own Redis, for root and Kong alone',
  async (name) => {
    const secret = `Own-${name}-1`;
    const { node, code, output } = await started(name, secret);
    expect(code).toBe(0);
    expect(node.read('run/topogen/redis.env')).toBe(`TOPOGEN_REDIS_PASSWORD=${secret}\n`);
    expect(node.mode('run/topogen/redis.env')).toBe('600');
    expect(output).not.toContain(secret);
    expect(node.read('etc/kong/kong.conf')).not.toContain(secret);
  },
);

test('a node gives no password while its Redis asks for none', async () => {
  const { node } = await started('eu-west', 'none');
  expect(node.read('run/topogen/redis.env')).toBe('TOPOGEN_REDIS_PASSWORD=\n');
});

test("a node is given the authority of its own Redis, where it has one, and trusts the system's all the same", async () => {
  const { node } = await started('eu-west', 'x');
  expect(node.read('etc/kong/redis-ca.pem')).toContain(CERTIFICATE.trim());
  expect(node.setting('lua_ssl_trusted_certificate')).toBe('system,/etc/kong/redis-ca.pem');
  expect(textOf(planIn('required'), 'us-east', 'kong/kong.conf')).toContain('lua_ssl_trusted_certificate = system\n');
});

test.each([
  ['a password that the unit would misread', 'two words', CERTIFICATE],
  ['a certificate that is none', 'x', generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' })],
])('a node does not start with %s', async (_, secret, certificate) => {
  const { node, code } = await started('eu-west', secret, String(certificate));
  expect(code).not.toBe(0);
  expect(() => node.read('etc/kong/kong.conf')).toThrow('ENOENT');
});

test('the unit reads the file for Kong, and a plan without a password has none of it', () => {
  expect(textOf(planIn('required'), 'us-east', 'kong/kong.service')).toContain(
    '\nEnvironmentFile=-/run/topogen/redis.env\nExecStartPre=',
  );
  for (const plan of [planIn('none'), planIn('none', '2.8.5')]) {
    const all = poolFilesOf(plan, 'eu-west').artifacts.map(({ text }) => String(text));
    expect(all.join('')).not.toMatch(/redis/);
  }
});
