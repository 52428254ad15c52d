import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASSANDRA_RELEASES } from '../../../src/spec/datastores/cassandra/releases';
import { KONG_LINES } from '../../../src/spec/kong-releases';
import type { Spec } from '../../../src/spec/spec';
import type { Standing, StandingDatacenter, StandingLinks } from '../../../src/spec/standing';
import { judgeTransition } from '../../../src/spec/transitions/judge';
import { kongWay } from '../../../src/spec/transitions/kong-way';
import { longTest } from '../../support/effort';

/* What stands, before and after: each change that would lose something has one code, and no other has any. */

const EAST: StandingDatacenter = {
  cloud: 'aws',
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  cidr: '10.64.0.0/16',
  share: 0.5,
  nodes: 6,
  diskGib: 200,
};
const WEST: StandingDatacenter = {
  cloud: 'google',
  region: 'europe-west1',
  project: 'acme',
  zones: ['b', 'c', 'd'],
  cidr: '10.65.0.0/16',
  share: 0.5,
  nodes: 3,
  diskGib: 100,
};
const STANDS: Standing = {
  kong: '2.8.5',
  supernet: '10.64.0.0/10',
  datastore: { engine: 'cassandra', release: '4.0.19', replicationFactor: 3, backupDays: 7 },
  links: { shape: 'mesh', inner: { aws: 'transit-peering' } },
  state: { backend: 's3', place: 'acme/edge' },
  flowLogDays: 365,
  datacenters: { east: EAST, west: WEST },
};

/** As much of a spec as the judgement looks at. */
function specOf(...names: string[]): Parameters<typeof judgeTransition>[0]['spec'] {
  return { datacenters: names.map((name) => ({ name })), datastore: { engine: 'cassandra' } as Spec['datastore'] };
}

function wordsOf(after: Partial<Standing>, before: Standing = STANDS): string[] {
  const all = { ...before, ...after };
  return judgeTransition({ before, after: all, spec: specOf(...Object.keys(all.datacenters)) }).map(({ word }) => word);
}

const east = (fields: Partial<StandingDatacenter>): Partial<Standing> => ({
  datacenters: { east: { ...EAST, ...fields }, west: WEST },
});
const west = (fields: Partial<StandingDatacenter>): Partial<Standing> => ({
  datacenters: { east: EAST, west: { ...WEST, ...fields } },
});
const NAMES = { hostname: 'api.example.com', provider: 'route53', zone: 'example.com' } as const;
const KEY = 'projects/acme-keys/locations/europe-west1/keyRings/edge/cryptoKeys/edge';
const datastore = (fields: object): Partial<Standing> => ({ datastore: { ...STANDS.datastore, ...fields } });

test.each<[string, Partial<Standing>, string[]]>([
  ['nothing', {}, []],
  ['plain HTTP, closed', { plainHttp: 'closed' }, ['plain-http-closed']],
  ['plain HTTP, redirected', { plainHttp: 'redirect' }, ['plain-http-redirected']],
  ['a health path', { healthPath: '/healthz' }, []],
  ['a certificate', { certificate: { aws: 'edge/tls', google: 'edge-tls' } }, []],
  ['plain HTTP, stated as it was', { plainHttp: 'serve' }, []],
  ['a hostname that comes', { names: NAMES }, []],
  ['a balancer that goes off the internet', east({ exposure: 'internal' }), ['exposure-changed:east']],
  ['other numbers of autonomous systems', { firstAsn: 64_608 }, ['asn-changed']],
  ['the numbers that there were', { firstAsn: 64_520 }, []],
  ['a gateway of the user', east({ gateway: 'tgw-1' }), ['existing-gateway-changed:east']],
  [
    'a region, and the gateway with it',
    east({ region: 'us-west-2', zones: ['x', 'y', 'z'], gateway: 'tgw-1' }),
    ['region-changed:east'],
  ],
  ['one NAT gateway for three', east({ egress: 'single' }), ['egress-changed:east']],
  ['no way to the internet', east({ egress: 'none' }), ['egress-changed:east']],
  ['none where addresses are reserved', west({ egress: 'none', egressAddresses: 2 }), ['egress-changed:west']],
  ['a NAT gateway in each zone, as it was', east({ egress: 'managed' }), []],
  [
    'a region, and NAT with it',
    east({ region: 'us-west-2', zones: ['x', 'y', 'z'], egress: 'regional' }),
    ['region-changed:east'],
  ],
  ['reserved addresses', west({ egressAddresses: 2 }), ['egress-addresses-changed:west']],
  ['a project, and its exposure with it', west({ project: 'other', exposure: 'internal' }), ['project-changed:west']],
  ['a project, and its addresses with it', west({ project: 'other', egressAddresses: 2 }), ['project-changed:west']],
  ['a balancer that stays where it is', east({ exposure: 'public' }), []],
  ['balancers of the topology', { balancer: 'haproxy' }, ['balancer-changed:east', 'balancer-changed:west']],
  [
    'a region, and the balancer with it',
    east({ region: 'us-west-2', zones: ['x', 'y', 'z'], exposure: 'internal' }),
    ['region-changed:east'],
  ],
  ['a cloud', east({ cloud: 'google', region: 'us-east1', project: 'acme' }), ['cloud-changed:east']],
  ['a region', east({ region: 'us-west-2', zones: ['x', 'y', 'z'] }), ['region-changed:east']],
  ['zones', east({ zones: ['us-east-1a', 'us-east-1b', 'us-east-1d'] }), ['zones-changed:east']],
  ['the order of zones', east({ zones: ['us-east-1b', 'us-east-1a', 'us-east-1c'] }), ['zones-changed:east']],
  ['a range', east({ cidr: '10.66.0.0/16' }), ['range-changed:east']],
  [
    'a network of its own range that the user has',
    east({ network: 'vpc-1', subnets: { 'kong-a': 'subnet-1' } }),
    ['network-changed:east'],
  ],
  [
    'a network that the user has, of another range',
    east({ cidr: '10.66.0.0/20', network: 'vpc-1', subnets: {} }),
    ['network-changed:east'],
  ],
  ['a project', { datacenters: { east: EAST, west: { ...WEST, project: 'other' } } }, ['project-changed:west']],
  ['a key that comes', west({ kmsKey: KEY }), ['key-changed:west']],
  ['a project, and the key with it', west({ project: 'other', kmsKey: KEY }), ['project-changed:west']],
  [
    'zones, and the key beside them',
    west({ zones: ['x', 'y', 'z'], kmsKey: KEY }),
    ['zones-changed:west', 'key-changed:west'],
  ],
  ['a region, and the key with it', west({ region: 'us-east1', kmsKey: KEY }), ['region-changed:west']],
  ['a name', { datacenters: { eastern: EAST, west: WEST } }, ['datacenter-renamed:east']],
  ['a datacenter that goes', { datacenters: { west: WEST } }, ['datacenter-removed:east']],
  ['a datacenter that comes', { datacenters: { ...STANDS.datacenters, north: { ...EAST, cidr: '10.66.0.0/16' } } }, []],
  [
    'a datacenter that comes and takes a share of another',
    {
      datacenters: { east: { ...EAST, share: 0.2 }, west: WEST, north: { ...EAST, cidr: '10.66.0.0/16', share: 0.3 } },
    },
    ['share-lowered'],
  ],
  [
    'a datacenter that comes with next to no share',
    {
      datacenters: {
        east: { ...EAST, share: 0.499999 },
        west: WEST,
        north: { ...EAST, cidr: '10.66.0.0/16', share: 0.000001 },
      },
    },
    [],
  ],
  ['a share that becomes smaller without a datacenter that comes', east({ share: 0.1 }), []],
  [
    'one that goes and one that comes elsewhere',
    { datacenters: { west: WEST, north: { ...EAST, region: 'x' } } },
    ['datacenter-removed:east'],
  ],
  ['a supernet that contains the former', { supernet: '10.0.0.0/8' }, []],
  ['a narrower supernet', { supernet: '10.64.0.0/12' }, ['supernet-changed']],
  ['another supernet', { supernet: '172.16.0.0/12' }, ['supernet-changed']],
  ['flow logs kept for fewer days', { flowLogDays: 30 }, ['flow-logs-shortened']],
  ['flow logs kept for longer', { flowLogDays: 3_653 }, []],
  ['logs of units that come', { logDays: 30 }, []],
  ['traffic between nodes encrypted', datastore({ internode: 'all' }), ['internode-encryption-changed']],
  ['clients by TLS alone', datastore({ clientTls: true }), ['client-encryption-changed']],
  [
    'both',
    datastore({ internode: 'dc', clientTls: true }),
    ['internode-encryption-changed', 'client-encryption-changed'],
  ],
  ['backups kept for fewer days', datastore({ backupDays: 6 }), ['backups-shortened']],
  ['a second region of backups that comes', east({ copyRegion: 'us-west-2' }), []],
  ['backups kept for longer', datastore({ backupDays: 8 }), []],
  ['states in another bucket', { state: { backend: 's3', place: 'other/edge' } }, ['state-moved']],
  ['states under another path', { state: { backend: 's3', place: 'acme/edge/2' } }, ['state-moved']],
  ['states on one machine', { state: { backend: 'local' } }, ['state-moved']],
  ['states of another backend', { state: { backend: 'gcs', place: 'acme/edge' } }, ['state-moved']],
  ['fewer nodes', east({ nodes: 3 }), ['nodes-lowered:east']],
  ['more nodes', east({ nodes: 9 }), []],
  ['smaller disks', east({ diskGib: 199 }), ['data-disk-lowered:east']],
  ['larger disks', east({ diskGib: 201 }), []],
  ['fewer copies', datastore({ replicationFactor: 2 }), ['replication-factor-changed']],
  ['more copies', datastore({ replicationFactor: 5 }), ['replication-factor-changed']],
  ['the next line of Cassandra', datastore({ release: '4.1.10' }), []],
  ['a later patch of Cassandra', datastore({ release: '4.0.20' }), []],
  ['an earlier patch of Cassandra', datastore({ release: '4.0.18' }), ['cassandra-step-back']],
  ['an earlier line of Cassandra', datastore({ release: '3.11.19' }), ['cassandra-step-back']],
  ['the line after the next of Cassandra', datastore({ release: '5.0.8' }), ['cassandra-release-skipped']],
  ['Kong to the next major release', { kong: '3.3.1' }, []],
  ['Kong one patch back', { kong: '2.8.4' }, ['kong-step-back']],
])('%s', (_, after, words) => {
  expect(wordsOf(after)).toEqual(words);
});

test('balancers of the topology change their program with their addresses, and not back to those of the clouds', () => {
  const own: Standing = { ...STANDS, balancer: 'haproxy' };
  // The program is one for all, and is said once.
  expect(wordsOf({ balancer: 'nginx' }, own)).toEqual(['balancer-program-changed']);
  const { balancer: _balancer, ...cloud } = own;
  const words = judgeTransition({ before: own, after: cloud, spec: specOf('east', 'west') }).map(({ word }) => word);
  expect(words).toEqual(['balancer-changed:east', 'balancer-changed:west']);
});

test('what stands keeps the key that it was made with: another one, or none, is judged, and the same one is not', () => {
  const keyed = { ...STANDS, ...west({ kmsKey: KEY }) };
  expect(wordsOf(west({ kmsKey: `${KEY}-2` }), keyed)).toEqual(['key-changed:west']);
  expect(wordsOf(west({}), keyed)).toEqual(['key-changed:west']);
  expect(wordsOf(west({ kmsKey: KEY, diskGib: 200 }), keyed)).toEqual([]);
});

test('states that leave one machine are warned of, since Terraform asks there; where a lock file does not say where they are, nobody can', () => {
  const { state: _state, flowLogDays: _days, ...unknown } = STANDS;
  const judged = (before: Standing): unknown =>
    judgeTransition({ before, after: STANDS, spec: specOf('east', 'west') }).map(({ issue }) => [
      issue.code,
      issue.severity,
    ]);
  expect(judged({ ...STANDS, state: { backend: 'local' } })).toEqual([['state-moved', 'warning']]);
  expect(judged(unknown)).toEqual([]);
});

test.each([
  ['3.3.1', '3.5.0', []],
  ['3.5.0', '3.6.1', ['kong-redis-fields-moved']],
  ['3.6.1', '3.7.1', ['kong-events-apart']],
  ['3.3.1', '3.9.1', ['kong-events-apart', 'kong-redis-fields-moved']],
  ['3.7.1', '3.9.1', []],
])('Kong %s to %s in place is warned of what does not hold beside each other: %j', (from, to, words) => {
  const redis = { password: 'required' } as const;
  expect(wordsOf({ kong: to }, { ...STANDS, kong: from, redis })).toEqual(words);
  expect(wordsOf({ kong: to }, { ...STANDS, kong: from })).toEqual(
    words.filter((word) => word !== 'kong-redis-fields-moved'),
  );
});

test('what stands keeps its account: another one, or none that is known, is judged; one that becomes known is not', () => {
  const there = east({ account: '111122223333' }) as Standing;
  const stands = { ...STANDS, ...there };
  expect(wordsOf(east({ account: '444455556666' }), stands)).toEqual(['account-changed:east']);
  expect(wordsOf(east({}), stands)).toEqual(['account-changed:east']);
  expect(wordsOf(there, stands)).toEqual([]);
  expect(wordsOf(there)).toEqual([]);
});

test('another engine leaves all data behind, and nothing of the former engine is judged by the rules of the other', () => {
  const before = { ...STANDS, datastore: { ...STANDS.datastore, engine: 'other' as 'cassandra', release: '16.4' } };
  const spec = specOf('east', 'west');
  const [judged, ...more] = judgeTransition({ before, after: STANDS, spec });
  expect([judged?.word, judged?.dataOf, more]).toEqual(['engine-changed', ['east', 'west'], []]);
});

test('a datacenter with the name of something that every object has is no datacenter that stands', () => {
  expect(
    wordsOf({ datacenters: { ...STANDS.datacenters, constructor: { ...EAST, region: 'x', cidr: '10.70.0.0/16' } } }),
  ).toEqual([]);
});

describe('steps of Kong', () => {
  test.each([
    ['0.10.4', '0.11.2', []],
    ['0.10.4', '0.12.3', ['0.11.2']],
    ['0.13.1', '2.5.2', ['0.14.1', '1.5.1']],
    ['0.14.0', '1.5.1', ['0.14.1']],
    ['0.14.1', '1.5.1', []],
    ['0.14.1', '2.0.5', ['1.5.1']],
    ['1.0.4', '2.8.5', []],
    ['2.0.5', '3.3.1', ['2.8.5']],
    ['2.5.2', '3.3.1', ['2.8.5']],
    ['2.8.1', '3.0.2', ['2.8.5']],
    ['2.8.2', '3.3.1', []],
    ['3.0.2', '3.3.1', []],
    ['3.3.0', '3.3.1', []],
  ])('%s to %s goes by %j', (from, to, way) => {
    expect(kongWay(from, to)).toEqual(way);
  });

  longTest('every later release that topogen builds can be reached from every earlier one', () => {
    const releases = [...KONG_LINES.values()].map(({ release }) => release);
    for (const [i, from] of releases.entries())
      for (const to of releases.slice(i + 1))
        expect([from, to, kongWay(from, to)]).toEqual([from, to, expect.any(Array)]);
  });

  test.each([
    ['2.0.5', '2.1.4', ['kong-tables-incompatible']],
    ['2.1.4', '2.8.5', ['kong-tables-incompatible']],
    ['2.2.2', '2.8.5', []],
    ['1.5.1', '2.0.5', []],
    ['1.5.1', '3.3.1', ['kong-tables-incompatible', 'kong-release-skipped']],
    ['2.5.2', '3.3.1', ['kong-release-skipped']],
  ])("%s to %s on Cassandra, whose tables of Kong's changed in 2.1", (from, to, words) => {
    expect(wordsOf({ kong: to }, { ...STANDS, kong: from })).toEqual(words);
  });
});

test('the lines of Cassandra are in the order in which a ring goes through them', () => {
  expect([...CASSANDRA_RELEASES.keys()]).toEqual(['3.11', '4.0', '4.1', '5.0']);
});

test('every issue says what would be lost, a way that loses nothing, and its word', () => {
  const changes: Partial<Standing>[] = [
    east({ cloud: 'google' }),
    { datacenters: { east: { ...EAST, share: 0.2 }, west: WEST, eastern: { ...EAST, share: 0.3 } } },
    east({ region: 'x' }),
    east({ zones: ['x'] }),
    east({ cidr: '10.66.0.0/16', nodes: 3, diskGib: 10 }),
    { datacenters: { east: EAST, west: { ...WEST, project: 'other' } }, supernet: '10.64.0.0/12' },
    { datacenters: { eastern: EAST, west: WEST } },
    west({ kmsKey: KEY }),
    east({ network: 'vpc-1', subnets: {} }),
    { flowLogDays: 1, state: { backend: 'local' }, firstAsn: 64_608 },
    datastore({ backupDays: 1 }),
    { ...datastore({ replicationFactor: 2, release: '5.0.8' }), kong: '2.7.2' },
    datastore({ release: '3.11.19' }),
    datastore({ engine: 'other' }),
  ];
  const spec = specOf('east', 'west', 'eastern');
  const elsewhere: Standing = { ...STANDS, links: { shape: 'hub', hub: 'other', inner: {} } };
  const found = [
    ...judgeTransition({ before: STANDS, after: elsewhere, spec }),
    ...changes
      .slice(0, -1)
      .flatMap((change) => judgeTransition({ before: STANDS, after: { ...STANDS, ...change }, spec })),
    ...judgeTransition({ before: { ...STANDS, ...changes.at(-1) }, after: STANDS, spec }),
    ...judgeTransition({ before: { ...STANDS, ...east({ account: '111122223333' }) }, after: STANDS, spec }),
    ...judgeTransition({
      before: { ...STANDS, ...east({ network: 'vpc-1', subnets: {} }) },
      after: { ...STANDS, ...east({ network: 'vpc-1', subnets: {}, cidr: '10.64.0.0/17', networkEgress: 'managed' }) },
      spec,
    }),
    ...judgeTransition({
      before: { ...STANDS, ...east({ network: 'vpc-1', subnets: {}, datastoreCidr: '10.64.4.64/26' }) },
      after: { ...STANDS, ...east({ network: 'vpc-1', subnets: {}, datastoreCidr: '10.64.4.0/25' }) },
      spec,
    }),
    ...judgeTransition({ before: STANDS, after: { ...STANDS, redis: { password: 'required' } }, spec }),
    ...judgeTransition({ before: STANDS, after: { ...STANDS, datacenters: { west: WEST } }, spec }),
    ...judgeTransition({
      before: STANDS,
      after: { ...STANDS, ...datastore({ internode: 'all', clientTls: true }) },
      spec,
    }),
    ...judgeTransition({
      before: { ...STANDS, redis: { password: 'required' } },
      after: { ...STANDS, redis: { password: 'none' } },
      spec,
    }),
    ...judgeTransition({ before: { ...STANDS, redis: { password: 'none' } }, after: STANDS, spec }),
    ...judgeTransition({ before: { ...STANDS, kong: '2.0.5' }, after: { ...STANDS, kong: '3.3.1' }, spec }),
    ...judgeTransition({
      before: { ...STANDS, kong: '3.3.1', redis: { password: 'none' } },
      after: { ...STANDS, kong: '3.9.1', redis: { password: 'none' } },
      spec,
    }),
  ];
  for (const { issue, word } of found.filter((it) => it.issue.severity === 'error')) {
    expect(issue).toMatchObject({ severity: 'error', path: expect.arrayContaining([expect.anything()]) as unknown[] });
    expect(issue.remedy).toMatch(
      new RegExp(`^(write|name it|leave|keep) .*; topogen synth --allow ${word} lets it pass once$`),
    );
  }
  const rooms = ['transitions', 'datastores/cassandra/transitions'];
  const made = rooms.flatMap((room) => {
    const text = readFileSync(join(__dirname, '../../../src/spec', room, 'issues.ts'), 'utf8');
    return [...text.matchAll(/ issue\('([^']+)'/g)].map(([, code]) => code);
  });
  expect([...new Set(found.map(({ issue }) => issue.code))].sort()).toEqual(made.sort());
});

const FOUR: Standing = { ...STANDS, datacenters: { east: EAST, north: EAST, south: WEST, west: WEST } };
const linked = (links: StandingLinks, datacenters = FOUR.datacenters): Partial<Standing> => ({
  links,
  datacenters,
});
const PEERED = { aws: 'transit-peering' } as const;
const SECURED = { aws: 'gateway-vpn' } as const;

test.each<[string, Partial<Standing> | 'none', Partial<Standing>, RegExp | undefined]>([
  ['the same', {}, {}, undefined],
  [
    'a hub instead of a mesh',
    {},
    linked({ shape: 'hub', hub: 'east', inner: PEERED }),
    /north--south, north--west, south--west are cut/,
  ],
  [
    'a mesh instead of a hub',
    linked({ shape: 'hub', hub: 'east', inner: PEERED }),
    linked({ shape: 'mesh', inner: PEERED }),
    undefined,
  ],
  [
    'another hub',
    linked({ shape: 'hub', hub: 'east', inner: PEERED }),
    linked({ shape: 'hub', hub: 'north', inner: PEERED }),
    /east--south, east--west are cut/,
  ],
  ['another kind', {}, linked({ shape: 'mesh', inner: SECURED }), /east--north is made anew/],
  [
    'a mesh whose links have a managed end by the shape',
    linked({ shape: 'hub', hub: 'east', inner: SECURED }),
    linked({ shape: 'mesh', inner: SECURED }),
    /east--north is made anew/,
  ],
  [
    'a hub for two datacenters, which were linked before',
    linked({ shape: 'mesh', inner: {} }, STANDS.datacenters),
    linked({ shape: 'hub', hub: 'east', inner: {} }, STANDS.datacenters),
    undefined,
  ],
  [
    'links of datacenters that go',
    {},
    linked({ shape: 'hub', hub: 'east', inner: PEERED }, { east: EAST, west: WEST }),
    undefined,
  ],
  ['a lock file that does not hold them', 'none', linked({ shape: 'hub', hub: 'east', inner: {} }), undefined],
])('links: %s', (_, before, after, message) => {
  const { links: _links, ...unknown } = FOUR;
  const stood: Standing = before === 'none' ? unknown : { ...FOUR, ...before };
  const all = { ...stood, ...after };
  const found = judgeTransition({ before: stood, after: all, spec: specOf(...Object.keys(all.datacenters)) }).filter(
    ({ issue }) => issue.code !== 'datacenter-removed',
  );
  expect(found.map(({ word }) => word)).toEqual(message ? ['links-changed'] : []);
  if (message) expect(found[0]?.issue.message).toMatch(message);
});

test.each<[string, Partial<Standing>, string[]]>([
  ['stays', { names: NAMES }, []],
  ['is another', { names: { ...NAMES, hostname: 'www.example.com' } }, ['hostname-changed']],
  ['moves to another zone', { names: { ...NAMES, zone: 'Z0123456789ABCDEFGHIJ' } }, ['hostname-changed']],
  ['moves to another service', { names: { ...NAMES, provider: 'cloud-dns' } }, ['hostname-changed']],
])('a hostname that %s', (_, after, words) => {
  expect(wordsOf(after, { ...STANDS, names: NAMES })).toEqual(words);
});

test('a hostname that goes', () => {
  const { names: _names, ...without } = { ...STANDS, names: NAMES };
  const all = { before: { ...STANDS, names: NAMES }, after: without, spec: specOf('east', 'west') };
  expect(judgeTransition(all).map(({ word }) => word)).toEqual(['hostname-removed']);
});

test.each<[string, Partial<Standing>, string[]]>([
  ['the same path', {}, []],
  ['another path', { healthPath: '/status' }, ['health-path-moved']],
  ['another secret', { certificate: { aws: 'edge/tls', google: 'other' } }, ['certificate-secret-changed']],
  ['no datacenter on a cloud any more', { certificate: { aws: 'edge/tls' } }, []],
])('an entrance that stands, and then has %s', (_, fields, words) => {
  const before: Standing = { ...STANDS, healthPath: '/healthz', certificate: { aws: 'edge/tls', google: 'edge-tls' } };
  expect(wordsOf(fields, before)).toEqual(words);
});

test('an entrance that stands, and then has neither path nor certificate', () => {
  const before: Standing = { ...STANDS, healthPath: '/healthz', certificate: { aws: 'edge/tls' } };
  const judged = judgeTransition({ before, after: STANDS, spec: specOf('east', 'west') });
  expect(judged.map(({ word, issue }) => [word, issue.severity])).toEqual([
    ['health-path-moved', 'warning'],
    ['certificate-removed', 'error'],
  ]);
});

test.each<[string, Partial<StandingDatacenter>, string[]]>([
  ['the same subnets', { network: 'vpc-1', subnets: { 'kong-a': 'subnet-1', 'redis-a': 'subnet-3' } }, []],
  ['another subnet of a tier', { network: 'vpc-1', subnets: { 'kong-a': 'subnet-9' } }, ['network-changed:east']],
  ['another network', { network: 'vpc-2', subnets: { 'kong-a': 'subnet-1' } }, ['network-changed:east']],
  ['a network of topogen', {}, ['network-changed:east']],
  ['a network of topogen, with one NAT gateway', { egress: 'single' }, ['network-changed:east']],
  [
    'another of its ranges',
    { cidr: '10.64.0.0/17', network: 'vpc-1', subnets: { 'kong-a': 'subnet-1' } },
    ['existing-range-changed:east'],
  ],
  [
    'a subnet of the datastore that has grown at its end',
    { network: 'vpc-1', subnets: { 'kong-a': 'subnet-1' }, datastoreCidr: '10.64.4.64/26' },
    [],
  ],
  [
    'a subnet of the datastore that begins elsewhere',
    { network: 'vpc-1', subnets: { 'kong-a': 'subnet-1' }, datastoreCidr: '10.64.4.0/25' },
    ['datastore-subnet-changed:east'],
  ],
  [
    'a way out of topogen in it',
    { network: 'vpc-1', subnets: { 'kong-a': 'subnet-1' }, networkEgress: 'managed' },
    ['existing-egress-changed:east'],
  ],
])('a datacenter that stands in a network of the user is judged: %s', (_what, place, words) => {
  const subnets = { 'kong-a': 'subnet-1', 'cassandra-a': 'subnet-2' };
  const own = { network: 'vpc-1', subnets, datastoreCidr: '10.64.4.64/27' };
  const before = { ...STANDS, datacenters: { ...STANDS.datacenters, east: { ...EAST, ...own } } };
  const after = { ...STANDS, datacenters: { ...STANDS.datacenters, east: { ...EAST, ...place } } };
  expect(wordsOf(after, before)).toEqual(words);
});

test('exports of the configuration that are made no more take their bucket', () => {
  const before: Standing = { ...STANDS, datacenters: { east: { ...EAST, exports: true }, west: WEST } };
  expect(wordsOf(east({ exports: true }), before)).toEqual([]);
  expect(wordsOf(east({}), before)).toEqual(['exports-left:east']);
  expect(wordsOf(east({ exports: true }))).toEqual([]);
});

test('a second region of backups that goes or moves takes the key of its copies', () => {
  const before: Standing = { ...STANDS, datacenters: { east: { ...EAST, copyRegion: 'us-west-2' }, west: WEST } };
  expect(wordsOf({}, before)).toEqual([]);
  expect(wordsOf(east({}), before)).toEqual(['backup-copies-left:east']);
  expect(wordsOf(east({ copyRegion: 'eu-west-1' }), before)).toEqual(['backup-copies-left:east']);
});

test.each<[number | undefined, number | undefined, string]>([
  [undefined, 2, 'the outside addresses that the cloud gave west are given up for 2 reserved ones'],
  [2, undefined, 'west gives 2 of 2 reserved outside addresses back for good'],
  [3, 1, 'west gives 2 of 3 reserved outside addresses back for good'],
  [1, 3, 'west gets 2 more outside addresses, which nobody knows yet'],
  [2, 2, ''],
])('of %p reserved addresses %p are left: it says what becomes of them', (had, has, message) => {
  const at = (egressAddresses: number | undefined): Partial<Standing> =>
    west(egressAddresses === undefined ? {} : { egressAddresses });
  const spec = specOf('east', 'west');
  const judged = judgeTransition({ before: { ...STANDS, ...at(had) }, after: { ...STANDS, ...at(has) }, spec });
  expect(judged.map(({ issue }) => issue.message.split(', and ')[0])).toEqual(message === '' ? [] : [message]);
});

const ON_GATEWAY = { ...STANDS, ...east({ gateway: 'tgw-1' }) };

test.each<[string, Standing, Partial<Standing>, string[]]>([
  ['the same one', ON_GATEWAY, {}, []],
  ['another one', ON_GATEWAY, east({ gateway: 'tgw-2' }), ['existing-gateway-changed:east']],
  ['one of topogen', ON_GATEWAY, east({}), ['existing-gateway-changed:east']],
  [
    'another router beside it',
    { ...STANDS, ...west({ gateway: 'g', gatewayRouter: 'r' }) },
    west({ gateway: 'g', gatewayRouter: 's' }),
    ['existing-gateway-changed:west'],
  ],
  ['one where no other datacenter was', { ...STANDS, datacenters: { east: EAST } }, ON_GATEWAY, []],
  [
    'one where there is no other datacenter',
    { ...STANDS, datacenters: { east: EAST } },
    { datacenters: { east: { ...EAST, gateway: 'tgw-1' } } },
    [],
  ],
  ['other numbers, which topogen gives to west', ON_GATEWAY, { firstAsn: 64_608 }, ['asn-changed']],
  [
    'other numbers, which topogen gives to nobody',
    { ...STANDS, datacenters: { east: { ...EAST, gateway: 'tgw-1' }, west: { ...WEST, gateway: 'g' } } },
    { firstAsn: 64_608 },
    [],
  ],
])('a gateway of the user is judged by the links that end on it: %s', (_what, before, after, words) => {
  expect(wordsOf(after, before)).toEqual(words);
});
