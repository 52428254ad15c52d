import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTopology } from '../../src/actions/load-topology';
import { renderedOnce } from '../../src/actions/rendered-once';
import { userDataBytes, userDataIssues, userDataOf, type UserData } from '../../src/actions/user-data';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import type { CloudId } from '../../src/kernel/ids';
import { formatIssue } from '../../src/kernel/issue';
import { expandCloudInit } from '../../src/plan/nodes/expanded-document';
import type { Plan } from '../../src/plan/plan';
import { aHybridPlan } from '../support/a-hybrid-plan';
import { aPlan, type ADatacenter } from '../support/a-spec';
import { readTemplates } from '../support/templates';

/* What clouds get as user data of the machines that have most of it: what their limits are held against, for every kind of machine. */

const NODES = renderedOnce(readTemplates());

const machinesOf = (plan: Plan): readonly UserData[] => userDataOf(plan, NODES(plan));

/** With the name of the topology as long as names may be. */
const THREE = [
  { name: 'north-virginia-1', cloud: 'aws', region: 'us-east-1' },
  { name: 'oregon-and-idaho', cloud: 'aws', region: 'us-west-2' },
  { name: 'ireland-or-wales', cloud: 'aws', region: 'eu-west-1' },
] as const satisfies readonly ADatacenter[];
const PLUGINS = [{ name: 'rate-limiting', policy: 'redis' }, 'jwt', 'oauth2', 'prometheus'];

/** Everything that adds files to machines, with long words. */
const MOST = {
  name: 'gateways',
  backups: { configuration: true },
  gateway: {
    balancer: 'haproxy',
    hostname: 'gateway.of-a-company-with-a-long-name.example.com',
    dns: { provider: 'route53', zone: 'Z0123456789ABCDEFGHIJ', policy: 'latency' },
    plainHttp: 'redirect',
    healthPath: '/healthz/of/the/gateway',
    certificate: { aws: 'certificates/of-a-company-with-a-long-name/gateway' },
  },
  links: { awsToAws: 'ipsec' },
  monitoring: {
    scrapeCidrs: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
    notify: Object.fromEntries(
      THREE.map(({ name, region }) => [name, `arn:aws:sns:${region}:111122223333:a-topic-of-alarms-with-a-long-name`]),
    ),
    logs: { retentionDays: 30, access: 'all' },
    hostMetrics: true,
  },
} as const;
const OWN_PACKAGE = {
  packageUrl: `https://mirror.example.com/${'a'.repeat(200)}/kong.deb`,
  packageSha256: 'c22a88395f1edb9b7182c2f995c1dbb03348142249a65939379cddeb1cc8ecda',
};
const KONG = { ...OWN_PACKAGE, plugins: PLUGINS, adminCidrs: ['10.64.0.0/16'] };
const RING = { version: '5.0.4', nodesPerDatacenter: 9, encryption: { internode: 'all', clients: true } };

/** Topologies whose machines have most. */
const PLANS: Readonly<Record<string, () => Plan>> = {
  ring: () => aPlan(THREE, { ...MOST, kong: KONG, datastore: RING }),
  'blue-green': () =>
    aPlan(THREE, {
      ...MOST,
      kong: {
        ...KONG,
        version: '2.8.5',
        upgrade: { strategy: 'blue-green', stage: 'beside', to: '3.3.1', ...OWN_PACKAGE },
      },
      datastore: RING,
    }),
  // Health checks are answered by a program of its own there; it has neither the PROXY protocol nor TLS to its ring.
  'Kong 2.0': () => {
    const gateway = { ...MOST.gateway, balancer: 'cloud' };
    const datastore = { version: '3.11', nodesPerDatacenter: 3, encryption: { internode: 'all' } };
    return aPlan(THREE, { ...MOST, gateway, kong: { ...KONG, version: '2.0.5' }, datastore });
  },
  hybrid: () => aHybridPlan(THREE, { ...MOST, kong: KONG }),
};

test.each(Object.entries(PLANS))('user data of every machine of the topology %s fits on AWS', (_, planned) => {
  const plan = planned();
  const machines = machinesOf(plan);
  const { maximumBytes } = CLOUD_FACTS.aws.userData;
  const [pool] = machines.filter(({ key }) => key === 'kong').sort((one, other) => other.bytes - one.bytes);
  // The measure measures: these machines have nearly all that there is room for.
  expect(pool?.bytes).toBeGreaterThan(maximumBytes.value * 0.75);
  expect(machines.filter(({ bytes }) => bytes > maximumBytes.value)).toEqual([]);
  expect(userDataIssues(plan, NODES(plan))).toEqual([]);
});

test('every kind of machine is among them', () => {
  const kinds = Object.values(PLANS).flatMap((plan) => machinesOf(plan()).map(({ key }) => key));
  expect([...new Set(kinds)].sort()).toEqual(['datastore', 'gateway', 'kong', 'links']);
  const pools = Object.values(PLANS).flatMap((plan) => plan().datacenters.flatMap((it) => it.pools));
  expect([...new Set(pools.map(({ role }) => role))].sort()).toEqual(['control-plane', 'data-plane', 'traditional']);
  expect(pools.some(({ colour }) => colour === 'green')).toBe(true);
});

const terraform = spawnSync('terraform', ['version']).status === 0;
if (!terraform) process.stderr.write('skipped: no terraform to compress user data with\n');

(terraform ? test : test.skip)('what is measured is what Terraform makes, or some bytes more', () => {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-user-data-'));
  try {
    const machines = Object.values(PLANS).flatMap((plan) => machinesOf(plan()).slice(0, 30));
    const samples = machines.filter((_, i) => i % 5 === 0);
    for (const [i, { files }] of samples.entries()) {
      const document = files.artifacts.find(({ path }) => path === files.userData)!;
      writeFileSync(join(folder, String(i)), expandCloudInit(document.text, files.artifacts));
    }
    const input = `jsonencode([for i in range(${samples.length}) : base64gzip(file("\${path.module}/\${i}"))])\n`;
    const { stdout } = spawnSync('terraform', ['console'], { input, cwd: folder, encoding: 'utf8' });
    const texts = JSON.parse(JSON.parse(stdout) as string) as readonly string[];
    const made = texts.map((text) => Buffer.from(text, 'base64').length);
    expect(made).toHaveLength(samples.length);
    for (const [i, { bytes }] of samples.entries()) {
      expect(bytes).toBeGreaterThanOrEqual(made[i]!);
      expect(bytes).toBeLessThan(made[i]! * 1.01);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('user data that is too large', () => {
  /** Nothing makes it shorter. */
  const NOISE = Array.from({ length: 250 }, (_, i) => createHash('sha256').update(String(i)).digest('base64url')).join(
    '',
  );
  const load = (cloud: CloudId): ReturnType<typeof loadTopology> =>
    loadTopology({
      specText: JSON.stringify({
        name: 'edge',
        requestsPerSecond: 1_000,
        googleProject: 'acme-edge',
        datacenters: [{ name: 'here', cloud, region: { aws: 'us-east-1', google: 'europe-west1' }[cloud] }],
        kong: { ...OWN_PACKAGE, packageUrl: `https://mirror.example.com/${NOISE}/kong.deb` },
      }),
      specFile: 'edge.json',
      lockFile: 'edge.lock.json',
      faultsOf: (plan) => userDataIssues(plan, NODES(plan)),
    });

  test('is refused before anything is written, with the machine, the bytes, the limit and what takes them', () => {
    const loaded = load('aws');
    expect(loaded.ok).toBe(false);
    const errors = loaded.issues.filter(({ severity }) => severity === 'error');
    expect(errors.map(formatIssue)).toEqual([
      expect.stringMatching(
        /^edge\.json:1:\d+: error: kong: user data of kong in here has 1\d,\d{3} bytes, compressed, and AWS takes 16,384; ask for less .* a packageUrl, .* most of it is kong\/.*\[user-data-too-large\]$/,
      ),
    ]);
  });

  test('is measured as it is on Google Cloud, which has room for it', () => {
    expect(load('google').ok).toBe(true);
    expect(userDataBytes('x'.repeat(9_000), CLOUD_FACTS.google.userData)).toBe(9_000);
    expect(userDataBytes('x'.repeat(9_000), CLOUD_FACTS.aws.userData)).toBeLessThan(100);
  });
});
