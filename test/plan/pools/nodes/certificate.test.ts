import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import type { Plan } from '../../../../src/plan/plan';
import type { PoolRole } from '../../../../src/plan/pools/pool';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { casesOf, longTest } from '../../../support/effort';
import { freePort } from '../../../support/free-port';
import { describeWithNginx } from '../../../support/nginx';
import { readTemplates } from '../../../support/templates';
import { ask, CertificateMachine, loadUntil, makeChain, secretOf, serialSoon } from './certificate-machine';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';

/* The certificate that clients meet: the node's own script, run for real with openssl and nginx. */

const STATED = { gateway: { certificate: { aws: 'edge/tls', google: 'edge-tls' } } };
const PLAN = aPlan(TWO_CLOUDS, STATED);

function filesOf(plan: Plan, number = 0, role: PoolRole = 'traditional'): NodeFiles {
  const datacenter = plan.datacenters[number]!;
  const pool = datacenter.pools.find((it) => it.role === role)!;
  return renderKongPool(plan, datacenter, pool, readTemplates());
}

function textOf(files: NodeFiles, ending: string): string | undefined {
  return files.artifacts.find(({ path }) => path.endsWith(`/${ending}`))?.text;
}

test('is on nodes that serve clients, where the spec names a secret', () => {
  const hybrid = aHybridPlan(TWO_CLOUDS, STATED);
  for (const files of [filesOf(PLAN), filesOf(PLAN, 1), filesOf(hybrid, 0, 'data-plane')]) {
    expect(textOf(files, 'topogen-kong-certificate')).toBeDefined();
    expect(textOf(files, 'kong.conf')).toMatch(
      /^ssl_cert = \/etc\/kong\/proxy\.pem\nssl_cert_key = \/etc\/kong\/proxy\.pem$/m,
    );
    expect(textOf(files, 'cloud-init.yaml.tftpl')).toContain('topogen-certificate.timer');
  }
  for (const files of [filesOf(aPlan(TWO_CLOUDS)), filesOf(hybrid, 0, 'control-plane')]) {
    expect(textOf(files, 'topogen-kong-certificate')).toBeUndefined();
    expect(textOf(files, 'kong.conf')).not.toContain('ssl_cert');
    expect(textOf(files, 'cloud-init.yaml.tftpl')).not.toContain('certificate');
  }
});

test.each([
  ['topogen-kong-prepare', filesOf(PLAN)],
  ['topogen-data-plane-prepare', filesOf(aHybridPlan(TWO_CLOUDS, STATED), 0, 'data-plane')],
])('%s brings it before Kong starts', (name, files) => {
  expect(textOf(files, name)).toContain(`\n"$root"'/usr/local/sbin/topogen-kong-certificate' start\n`);
});

describeWithNginx('a node', () => {
  const [first, second] = [makeChain(), makeChain({ days: 60 })];
  let machine: CertificateMachine;

  beforeEach(() => {
    machine = new CertificateMachine(filesOf(PLAN));
  });
  afterEach(() => machine.destroy());

  const serial = (): string => machine.about('-serial').replace('serial=', '');
  const askedKong = (): string[] => machine.log().filter((line) => line.startsWith('systemctl reload'));

  test.each([
    [0, 'secret edge/tls'],
    [1, 'secret https://secretmanager.googleapis.com/v1/projects/acme/secrets/edge-tls/versions/latest:access'],
  ])('of datacenter %i starts with what the secret holds, which root alone can read', async (number, asked) => {
    const node = new CertificateMachine(filesOf(PLAN, number));
    try {
      expect(await node.secret(secretOf(first)).run('start')).toMatchObject({ code: 0 });
      expect(node.pem()).toBe(`${first.leaf}${first.authority}${first.key}`);
      expect(node.mode('etc/kong/proxy.pem')).toBe('600');
      expect(node.log()).toEqual([asked]);
      expect(node.list('run/topogen')).toEqual(['certificate-read']);
    } finally {
      await node.destroy();
    }
  });

  test('that has one asks nobody when Kong starts over', async () => {
    await machine.secret(secretOf(first)).run('start');
    const { code, output } = await machine.secret('').run('start');
    expect([code, serial(), machine.log()]).toEqual([0, first.serial, ['secret edge/tls']]);
    expect(output).toContain('starting with the certificate that is here');
  });

  longTest(
    'takes a key in the form of older tools, lines of Windows, and the key before the certificates',
    async () => {
      const rsa = makeChain({ newKey: ['rsa:2048'] });
      const text = `${rsa.key}Bag Attributes\n${rsa.leaf}${rsa.authority}`.replaceAll('\n', '\r\n');
      expect(await machine.secret(text).run('start')).toMatchObject({ code: 0 });
      expect(serial()).toBe(rsa.serial);
      expect(machine.pem()).not.toContain('\r');
    },
  );

  const short = makeChain({ newKey: ['rsa:512'] });
  const ended = makeChain({ days: -1 });
  const FAULTS: readonly (readonly [string, string, string])[] = [
    ['is away', '', 'cannot be read'],
    ['is garbage', 'no certificate\n', 'no key in PEM'],
    ['is JSON', JSON.stringify({ certificate: second.leaf, key: second.key }), 'no key in PEM'],
    ['has the key of another certificate', `${second.leaf}${first.key}`, 'that its key is the key of'],
    ['begins with the authority', `${second.authority}${second.leaf}${second.key}`, 'that its key is the key of'],
    ['has ended', secretOf(ended), 'has ended, or has not begun'],
    ['has a key that nginx refuses', secretOf(short), 'nginx refuses'],
  ];

  const TRIED = casesOf(FAULTS, [FAULTS[0]!, FAULTS[6]!]);

  test.each(TRIED)(
    'that has none starts with a stand-in where the secret %s, and goes on trying',
    async (_, text, words) => {
      const { code, output } = await machine.secret(text).run('start');
      expect(code).toBe(0);
      expect(output).toContain(words);
      expect(output).toContain('clients meet one that this node has made, and refuse it');
      expect(machine.about('-subject', '-nameopt', 'RFC2253')).toBe('subject=CN=stand-in of this node,O=topogen');
      expect(machine.log().at(-1)).toBe('systemctl start --no-block topogen-certificate.service');
      await machine.secret(secretOf(first)).run('renew');
      expect(serial()).toBe(first.serial);
    },
  );

  test.each(TRIED)('keeps the last good one where the secret %s, and Kong is not touched', async (_, text, words) => {
    await machine.fact('serves').secret(secretOf(first)).run('start');
    const { code, output } = await machine.secret(text).run('renew');
    expect([code, serial(), askedKong()]).toEqual([1, first.serial, []]);
    expect(output).toContain(words);
  });

  test('keeps the last good one where the disk is full, and takes the new one once it is not', async () => {
    const port = await freePort();
    await machine.secret(secretOf(first)).run('start');
    await machine.serve(port);
    const { code, output } = await machine.fact('disk-full').secret(secretOf(second)).run('renew');
    expect([code, serial(), askedKong()]).toEqual([1, first.serial, []]);
    expect(output).toContain('cannot be written');
    expect(machine.list('etc/kong')).toEqual(['kong.conf', 'proxy.pem']);
    expect(await machine.fact('disk-full', false).run('renew')).toMatchObject({ code: 0 });
    expect(await serialSoon(port, second.serial)).toBe(second.serial);
  });

  longTest('goes on with one that has ended rather than with none, and says so', async () => {
    await machine.secret(secretOf(first)).run('start');
    machine.write('disk/etc/kong/proxy.pem', secretOf(ended));
    const { code, output } = await machine.secret('').run('start');
    expect([code, serial()]).toEqual([0, ended.serial]);
    expect(output).toContain('which does not hold');
  });

  longTest('warns every hour of an end that is near', async () => {
    const near = makeChain({ days: 7 });
    await machine.secret(secretOf(near)).run('start');
    const { code, output } = await machine.run('renew');
    expect(code).toBe(0);
    expect(output).toContain('ends within 14 days');
  });

  test('is reloaded once for a new certificate, and not for the same one', async () => {
    const port = await freePort();
    await machine.secret(secretOf(first)).run('start');
    await machine.serve(port);
    await machine.run('renew');
    expect(askedKong()).toEqual([]);
    await machine.secret(secretOf(second)).run('renew');
    await machine.run('renew');
    expect(askedKong()).toEqual(['systemctl reload kong.service']);
  });

  longTest(
    'whose Kong cannot be reloaded, as the datastore is away, shows the former one and is reloaded later',
    async () => {
      const port = await freePort();
      await machine.secret(secretOf(first)).run('start');
      await machine.serve(port);
      const failed = await machine.fact('datastore-away').secret(secretOf(second)).run('renew');
      expect(failed.code).toBe(1);
      expect(failed.output).toContain('shows the certificate of before');
      expect((await ask(port)).serial).toBe(first.serial);
      expect(await machine.fact('datastore-away', false).run('renew')).toMatchObject({ code: 0 });
      expect(await serialSoon(port, second.serial)).toBe(second.serial);
    },
  );

  longTest('whose nginx does not come through its reload shows the former one, and says so', async () => {
    const port = await freePort();
    await machine.secret(secretOf(first)).run('start');
    await machine.serve(port);
    machine.write('nginx/nginx.conf', 'no configuration;');
    const { code, output } = await machine.secret(secretOf(second)).run('renew');
    expect(code).toBe(1);
    expect(output).toContain('Kong was not reloaded');
    expect((await ask(port)).serial).toBe(first.serial);
  });

  test('that has not had a configuration of its own yet is not reloaded, which would bring back the seed', async () => {
    await machine.fact('serves').secret(secretOf(first)).run('start');
    machine.write('disk/etc/kong/kong.conf', 'declarative_config = /var/lib/topogen/seed/kong.yml\n');
    const { code } = await machine.secret(secretOf(second)).run('renew');
    expect([code, serial(), askedKong()]).toEqual([1, second.serial, []]);
  });

  test('renews under load without a failed request', async () => {
    const port = await freePort();
    await machine.secret(secretOf(first)).run('start');
    await machine.serve(port);
    const renewals = (async () => {
      for (const chain of [second, first, second]) {
        expect(await machine.secret(secretOf(chain)).run('renew')).toMatchObject({ code: 0 });
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    })();
    const { answered, failed, serials } = await loadUntil(port, 8, renewals);
    await renewals;
    expect(failed).toEqual([]);
    expect(answered).toBeGreaterThan(100);
    expect([...serials].sort()).toEqual([first.serial, second.serial].sort());
    expect(await serialSoon(port, second.serial)).toBe(second.serial);
  });
});
