import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userDataBytes } from '../../../../src/actions/user-data';
import { CLOUD_FACTS } from '../../../../src/clouds/facts';
import { expandCloudInit } from '../../../../src/plan/nodes/expanded-document';
import type { VpnInstanceSecret, InstanceTunnel } from '../../../../src/plan/nodes/vpn-instance/secret';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { complaintsOfSystemd, testWithSystemd } from '../../../support/systemd';
import { datacenterOf, describeWithPython, filesOf, ipsecPlan, sampleSecret, THREE, TWO } from './an-instance';

const { userData: AWS } = CLOUD_FACTS.aws;

function textOf(files: NodeFiles, path: string): string {
  const found = files.artifacts.find((artifact) => artifact.path === path);
  if (!found) throw new Error(`no ${path}`);
  return found.text;
}

function userData(files: NodeFiles): string {
  return expandCloudInit(textOf(files, files.userData), files.artifacts);
}

describe('files of a gateway', () => {
  test('depend on its own datacenter alone: a new link changes no machine', () => {
    for (const gateway of ['vpn-a', 'vpn-b']) {
      expect(filesOf(ipsecPlan(THREE), 'us-west', gateway)).toEqual(filesOf(ipsecPlan(TWO), 'us-west', gateway));
    }
  });

  test('differ between the two of a pair by who they are, and by nothing else', () => {
    const plan = ipsecPlan(TWO);
    const [a, b] = ['vpn-a', 'vpn-b'].map((gateway) => filesOf(plan, 'us-west', gateway));
    const own = (files: NodeFiles, gateway: string): string => textOf(files, `us-west-${gateway}/gateway.env`);
    const withoutOwn = (files: NodeFiles): unknown[] =>
      files.artifacts.filter((it) => !it.path.startsWith('us-west-vpn-'));
    expect(withoutOwn(a!)).toEqual(withoutOwn(b!));
    expect(own(a!, 'vpn-a')).toMatch(/^ADDRESS=10\.65\.194\.10\nOTHER_ADDRESS=10\.65\.194\.26$/m);
    expect(own(b!, 'vpn-b')).toMatch(/^ADDRESS=10\.65\.194\.26\nOTHER_ADDRESS=10\.65\.194\.10$/m);
    expect([own(a!, 'vpn-a'), own(b!, 'vpn-b')].map((text) => /^PREFERRED=(.*)$/m.exec(text)?.[1])).toEqual([
      'yes',
      'no',
    ]);
    expect(own(a!, 'vpn-a')).toMatch(/^TUNNELS_SECRET=edge-us-west-vpn-a$/m);
  });

  test('fit into user data, and place the same files that they have', () => {
    const files = filesOf(ipsecPlan(TWO), 'us-west', 'vpn-a');
    expect(userDataBytes(userData(files), AWS)).toBeLessThan(AWS.maximumBytes.value);
    for (const { path, text } of files.artifacts.filter((it) => it.path !== files.userData)) {
      expect([path, textOf(files, files.userData).includes(`/${path}"`)]).toEqual([path, true]);
      expect([path, text.endsWith('\n')]).toEqual([path, true]);
    }
  });
});

testWithSystemd('systemd understands every unit of a gateway', 'VPN gateways', () => {
  const { artifacts } = filesOf(ipsecPlan(TWO), 'us-west', 'vpn-a');
  const units = artifacts.filter((it) => /\.(service|timer)$/.test(it.path));
  expect(units).toHaveLength(4);
  expect(complaintsOfSystemd(units)).toEqual([]);
  // The instrument complains of what is wrong.
  const wrong = units.map((it) => ({ ...it, text: it.text.replace('WatchdogSec=3min', 'WatchdogSec=soon') }));
  expect(complaintsOfSystemd(wrong).join()).toContain('Failed to parse sec value');
});

describeWithPython('topogen-vpn-render', () => {
  const plan = ipsecPlan(THREE);
  const ireland = datacenterOf(plan, 'ireland');
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'topogen-gateway-files-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the generated script as `topogen-vpn-apply` does, into the folder `out`. */
  function render(secret: unknown, gateway = 'vpn-a'): SpawnSyncReturns<string> {
    const files = filesOf(plan, 'ireland', gateway);
    const settings = textOf(files, `ireland-${gateway}/gateway.env`).matchAll(/^([A-Z_]+)=(.*)$/gm);
    const script = join(folder, 'topogen-vpn-render');
    writeFileSync(script, textOf(files, 'gateway/topogen-vpn-render'));
    return spawnSync('python3', [script, join(folder, 'out')], {
      input: typeof secret === 'string' ? secret : JSON.stringify(secret),
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        PYTHONDONTWRITEBYTECODE: '1',
        ...Object.fromEntries([...settings].map(([, name, value]) => [name, value])),
      },
    });
  }

  function made(name: string): string {
    return readFileSync(join(folder, 'out', name), 'utf8');
  }

  beforeEach(() => {
    spawnSync('mkdir', [join(folder, 'out')]);
  });

  const secret = sampleSecret(plan, 'ireland', 'vpn-a');
  const tunnel = secret.tunnels[0]!;

  test('makes a connection with one proposal and a key of its own for each tunnel', () => {
    expect(render(secret)).toMatchObject({ status: 0, stderr: '' });
    const conf = made('swanctl.conf');
    expect(secret.tunnels.map((it) => it.name)).toEqual([
      'us-east--ireland-0',
      'us-east--ireland-1',
      'us-west--ireland-0',
      'us-west--ireland-1',
    ]);
    for (const { name, outsideAddress, interfaceId, key } of secret.tunnels) {
      const connection = new RegExp(`^ {2}${name} \\{\\n([\\s\\S]*?)^ {2}\\}$`, 'm').exec(conf)?.[1];
      expect(connection).toContain(`remote_addrs = ${outsideAddress}\n`);
      expect(connection).toMatch(/^ {4}proposals = aes256-sha256-ecp384$/m);
      expect(connection).toMatch(/^ {8}esp_proposals = aes256-sha256-ecp384$/m);
      expect(connection).toContain(`if_id_in = ${interfaceId}\n    if_id_out = ${interfaceId}\n`);
      expect(conf).toContain(`id-far = ${outsideAddress}\n    secret = "${key}"`);
    }
    expect(conf.match(/version = 2$/gm)).toHaveLength(4);
    expect(conf.match(/id = 203\.0\.113\.10$/gm)).toHaveLength(4);
    expect(conf).toContain(`local_addrs = ${ireland.vpnInstances!.nodes[0].address}\n`);
  });

  test('makes BGP that announces the own range alone, and takes from each neighbour what its link leads to', () => {
    expect(render(secret).status).toBe(0);
    const conf = made('frr.conf');
    expect(conf).toContain(`router bgp ${ireland.asn}\n`);
    expect(conf.match(/^ {2}network .*$/gm)).toEqual([`  network ${ireland.cidr}`]);
    expect(conf).toContain(`ip prefix-list own seq 5 permit ${ireland.cidr}\n`);
    for (const { name, peerInsideAddress, peerAsn, ranges } of secret.tunnels) {
      expect(conf).toContain(` neighbor ${peerInsideAddress} remote-as ${peerAsn}\n`);
      expect(conf).toContain(`  neighbor ${peerInsideAddress} prefix-list ${name} in\n`);
      expect(conf).toContain(`  neighbor ${peerInsideAddress} prefix-list own out\n`);
      const [, second] = ranges[0]!.split('.').map(Number);
      expect(conf).toContain(`ip prefix-list ${name} seq ${10 * 256 + second! + 1} permit ${ranges[0]}\n`);
    }
    expect(conf.match(/ activate$/gm)).toHaveLength(4);
  });

  test('leaves the lines of other ranges as they are when one comes or goes', () => {
    const lines = (ranges: readonly string[]): string[] => {
      expect(render({ ...secret, tunnels: [{ ...tunnel, ranges }] }).status).toBe(0);
      return made('frr.conf').match(/^ip prefix-list us.*$/gm) ?? [];
    };
    const all = lines(['10.64.0.0/16', '10.70.0.0/16', '10.71.0.0/16']);
    expect(all).toHaveLength(3);
    expect(lines(['10.64.0.0/16', '10.71.0.0/16'])).toEqual([all[0], all[2]]);
  });

  test('has its routes name their tunnels, as nothing else survives a restart of systemd-networkd', () => {
    expect(render(secret).status).toBe(0);
    expect(made('frr.conf')).toMatch(/^no zebra nexthop kernel enable$/m);
  });

  test('lists interfaces that are unique, and what failover needs, without any key', () => {
    expect(render(secret).status).toBe(0);
    expect(made('tunnels')).toBe(
      secret.tunnels.map((it) => `vpn${it.interfaceId} ${it.interfaceId} ${it.insideAddress} ${it.name}\n`).join(''),
    );
    expect(JSON.parse(made('failover.json'))).toEqual({
      routeTableIds: ['rtb-a', 'rtb-b', 'rtb-c'],
      interfaceId: 'eni-vpn-a',
      otherInterfaceId: 'eni-vpn-b',
      ranges: ['10.64.0.0/16', '10.65.0.0/16'],
    });
    for (const name of readdirSync(join(folder, 'out'))) {
      expect([name, statSync(join(folder, 'out', name)).mode & 0o777]).toEqual([name, 0o600]);
      if (name !== 'swanctl.conf') expect(made(name)).not.toContain('Quite.a_long9Key');
    }
  });

  test('has nothing to do while no link is there yet', () => {
    expect(render({ ...secret, tunnels: [] }).status).toBe(0);
    expect(made('swanctl.conf')).toBe('connections {\n}\nsecrets {\n}\n');
    expect(made('tunnels')).toBe('');
  });

  const changed = (fields: Partial<Record<keyof InstanceTunnel, unknown>>): unknown => ({
    ...secret,
    tunnels: [{ ...tunnel, ...fields }],
  });
  const twin = (fields: Partial<InstanceTunnel>): VpnInstanceSecret => ({
    ...secret,
    tunnels: [tunnel, { ...secret.tunnels[1]!, ...fields }],
  });

  test.each<[string, unknown, RegExp]>([
    ['a secret of another gateway', { ...secret, gateway: 'vpn-b' }, /for gateway 'vpn-b', and this is vpn-a/],
    ['a key that would end its quotes', changed({ key: 'k"} evil' }), /the key has characters/],
    ['a key that is too short', changed({ key: 'kShort' }), /the key has characters/],
    ['a name with a line break', changed({ name: 'a\nb' }), /the name of a tunnel has characters/],
    ['an outside address that is none', changed({ outsideAddress: '198.51.100.300' }), /outsideAddress is no IPv4/],
    ['inside addresses of two ranges', changed({ peerInsideAddress: '169.254.9.1' }), /not two of one range/],
    ['a range with bits below its prefix', changed({ ranges: ['10.64.0.1/16'] }), /a range is no IPv4 range/],
    ['an ASN that is none', changed({ peerAsn: 0 }), /peerAsn is no number/],
    ['an interface beyond the range', changed({ interfaceId: true }), /interfaceId is no number/],
    ['one key for two tunnels', twin({ key: tunnel.key }), /two tunnels have the same key/],
    ['one interface for two tunnels', twin({ interfaceId: tunnel.interfaceId }), /the same interfaceId/],
    ['no JSON', '{ "gateway": "vpn-a", "key": "kLeaked"', /no JSON of ours \(JSONDecodeError\)/],
    ['JSON of another kind', { hello: 'kLeaked' }, /lacks something/],
  ])('refuses %s as a whole, and tells no key', (_, faulty, message) => {
    const ran = render(faulty);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/Quite|kLeaked|evil|kShort|Traceback/);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });
});
