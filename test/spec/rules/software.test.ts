import { EAST, issuesOf, WEST } from './issues-of';

describe('Kong', () => {
  const kong = (fields: object, datacenters: readonly object[] = [EAST]): string[] =>
    issuesOf({ kong: { packageSha256: 'a'.repeat(64), ...fields }, datacenters });

  test.each([
    ['3.3.1', []],
    ['3.3.0', []],
    ['3.3', []],
    ['3.3.2', ['unknown-kong-patch kong.version']],
    ['0.10.4', []],
    ['0.10.5', ['unknown-kong-patch kong.version']],
    ['0.9.9', ['kong-too-old kong.version']],
    ['0.9', ['kong-too-old kong.version']],
    ['2.9.0', ['unknown-kong-line kong.version']],
    ['3.4.0', ['kong-without-cassandra kong.version']],
    ['3.4', ['kong-without-cassandra kong.version']],
    ['4.0.0', ['kong-without-cassandra kong.version']],
    ['3.3.1.0', ['kong-enterprise-release kong.version']],
    ['3.3.1.0-1', ['malformed-release kong.version']],
    ['3', ['malformed-release kong.version']],
    ['3.3.x', ['malformed-release kong.version']],
    ['1.0.0', ['kong-known-fault kong.version']],
    ['1.0.2', ['kong-known-fault kong.version']],
    ['1.0.3', []],
    ['0.15.0', ['kong-known-fault kong.version']],
    ['0.14.1', []],
    ['1.1.0', ['kong-known-fault kong.version']],
    ['1.1.1', []],
    ['2.8.1', ['kong-known-fault kong.version']],
    ['2.8.2', []],
  ])('%s', (version, expected) => expect(kong({ version })).toEqual(expected));

  test('the slow migrations of 2.3 to 2.6 are told where there are two datacenters', () => {
    const two = [EAST, WEST];
    expect(kong({ version: '2.6.1' })).toEqual([]);
    expect(kong({ version: '2.6.1' }, two)).toEqual(['kong-known-fault kong.version']);
    expect(kong({ version: '2.3.0' }, two)).toEqual(['kong-known-fault kong.version']);
    expect(kong({ version: '2.2.2' }, two)).toEqual([]);
    expect(kong({ version: '2.7.0' }, two)).toEqual([]);
  });

  test('up to 1.2.0 two datacenters need each other for what must be unique', () => {
    const two = [EAST, WEST];
    expect(kong({ version: '0.12.3' }, two)).toEqual([]);
    expect(kong({ version: '0.13.1' }, two)).toEqual(['kong-known-fault kong.version']);
    expect(kong({ version: '1.2.0' }, two)).toEqual(['kong-known-fault kong.version']);
    expect(kong({ version: '1.2.0' })).toEqual([]);
    expect(kong({ version: '1.2.1' }, two)).toEqual([]);
  });

  test('a package that no checksum is known of needs one, unless every machine has an image of its own', () => {
    const own = (fields: object, east: object = EAST): string[] => issuesOf({ kong: fields, datacenters: [east] });
    const packageUrl = 'https://mirror.example.com/kong.deb';
    expect(own({})).toEqual([]);
    expect(own({ version: '2.8.5' })).toEqual([]);
    for (const version of ['1.5.1', '0.10.4', '3.0', '2.8.3'])
      expect([version, own({ version })]).toEqual([version, ['kong-package-unverified kong.version']]);
    expect(own({ packageUrl })).toEqual(['kong-package-unverified kong.packageUrl']);
    // Of an address that is none it is not known what it brings.
    expect(own({ version: '1.5.1', packageUrl: 7 }).filter((it) => it.includes('unverified'))).toEqual([]);
    // Whether machines have images is not known of a list that cannot be read.
    expect(issuesOf({ kong: { packageUrl }, datacenters: {} })).toContain('kong-package-unverified kong.packageUrl');
    expect(own({ packageUrl, packageSha256: 'a'.repeat(64) })).toEqual([]);
    expect(own({ version: '1.5.1', packageSha256: 'a'.repeat(64) })).toEqual([]);
    expect(own({ version: '1.5.1' }, { ...EAST, kong: { image: 'ami-0123456789abcdef0' } })).toEqual([]);
  });

  test('a plugin stands once, and one that looks misspelt is asked about', () => {
    expect(kong({ plugins: ['key-auth', 'acl'] })).toEqual([]);
    expect(kong({ plugins: ['key-auth', 'acl', 'key-auth'] })).toEqual(['duplicate-plugin kong.plugins.2']);
    expect(kong({ plugins: ['acl', { name: 'acl' }] })).toEqual(['duplicate-plugin kong.plugins.1']);
    expect(kong({ plugins: ['acl', 'key-auht'] })).toEqual(['misspelt-plugin kong.plugins.1']);
    expect(kong({ plugins: ['my-own-thing'] })).toEqual([]);
  });

  test('policies and periods belong to plugins that count', () => {
    expect(kong({ plugins: [{ name: 'rate-limiting', policy: 'cluster', periods: 2 }] })).toEqual([]);
    expect(kong({ plugins: [{ name: 'acl', policy: 'local' }] })).toEqual([
      'policy-without-counters kong.plugins.0.policy',
    ]);
    expect(kong({ plugins: ['key-auth', { name: 'acl', periods: 2 }] })).toEqual([
      'periods-without-counters kong.plugins.1.periods',
    ]);
    expect(kong({ plugins: [{ name: 'acl', periods: 1 }] })).toEqual([]);
    const redis = (version: string) => kong({ version, plugins: [{ name: 'rate-limiting', policy: 'redis' }] });
    expect(redis('0.12.3')).toEqual(['redis-policy-unproven kong.plugins.0.policy']);
    expect(redis('0.13.1')).toEqual([]);
  });
});

describe('the datastore', () => {
  const packageSha256 = 'a'.repeat(64);
  const stored = (datastore: object, fields: object = {}): string[] => issuesOf({ datastore, ...fields });

  test.each([
    [2, ['too-few-nodes datastore.nodesPerDatacenter']],
    [3, []],
    [4, ['nodes-not-in-threes datastore.nodesPerDatacenter']],
    [5, ['nodes-not-in-threes datastore.nodesPerDatacenter']],
    [6, []],
    [99, []],
    [102, ['too-many-nodes datastore.nodesPerDatacenter']],
    [100, ['too-many-nodes datastore.nodesPerDatacenter']],
  ])('%i nodes', (nodesPerDatacenter, expected) => expect(stored({ nodesPerDatacenter })).toEqual(expected));

  test.each([
    ['3.11', []],
    ['3.11.19', []],
    ['3.11.18', []],
    ['3.11.17', ['cassandra-known-fault datastore.version']],
    ['3.11.13', ['cassandra-known-fault datastore.version']],
    ['3.11.12', ['cassandra-nodetool-fails datastore.version']],
    ['3.11.99', ['cassandra-newer-than-table datastore.version']],
    ['3.12', ['unknown-cassandra-line datastore.version']],
    ['2.2', ['unknown-cassandra-line datastore.version']],
    ['three', ['malformed-release datastore.version']],
    ['4.0', ['kong-untested-on-cassandra datastore.version']],
    ['4.1', ['kong-untested-on-cassandra datastore.version']],
  ])('Cassandra %s', (version, expected) => expect(stored({ version })).toEqual(expected));

  test('Cassandra 4 is beyond Kong before 2.5', () => {
    const pair = (kong: string, version: string): string[] =>
      stored({ version }, { kong: { version: kong, packageSha256 } });
    expect(pair('2.4.1', '4.0')).toEqual(['kong-cannot-use-cassandra datastore.version']);
    expect(pair('2.5.0', '4.0')).toEqual(['kong-untested-on-cassandra datastore.version']);
    expect(pair('2.4.1', '3.11')).toEqual([]);
    // Of a Kong that does not exist nothing is known.
    expect(pair('9', '4.0')).toEqual(['malformed-release kong.version']);
  });

  test('copies are three, as many as there are nodes to hold them', () => {
    const copies = (replicationFactor: number, nodesPerDatacenter?: number): string[] =>
      stored({ replicationFactor, ...(nodesPerDatacenter === undefined ? {} : { nodesPerDatacenter }) });
    expect(copies(3)).toEqual([]);
    expect(copies(1)).toEqual(['single-copy datastore.replicationFactor']);
    expect(copies(2)).toEqual(['two-copies datastore.replicationFactor']);
    expect(copies(4)).toEqual(['copies-need-nodes datastore.replicationFactor']);
    expect(copies(5, 6)).toEqual([]);
    expect(copies(6, 6)).toEqual([]);
    expect(copies(7, 6)).toEqual(['copies-exceed-nodes datastore.replicationFactor']);
  });

  test('reads and writes differ in consistency from Kong 2.1 on', () => {
    const levels = { readConsistency: 'LOCAL_ONE', writeConsistency: 'LOCAL_QUORUM' };
    expect(stored(levels, { kong: { version: '2.0.5', packageSha256 } })).toEqual([
      'one-consistency-only datastore.writeConsistency',
    ]);
    expect(stored(levels, { kong: { version: '2.1.0', packageSha256 } })).toEqual([]);
    expect(stored(levels)).toEqual([]);
  });

  test.each(['QUORUM', 'EACH_QUORUM', 'ALL'])('%s waits for other datacenters', (level) => {
    const datacenters = [EAST, WEST];
    expect(stored({ writeConsistency: level }, { datacenters })).toEqual([
      'consistency-crosses-links datastore.writeConsistency',
    ]);
    expect(stored({ readConsistency: level }, { datacenters })).toEqual([
      'consistency-crosses-links datastore.readConsistency',
    ]);
    expect(stored({ readConsistency: level, writeConsistency: level })).toEqual([]);
  });
});

test('what Kong is told by directives of nginx needs a release that takes them: any of 0.14, and none before', () => {
  const codes = (version: string): string[] =>
    issuesOf({
      datacenters: [EAST],
      kong: { version, packageSha256: 'a'.repeat(64) },
      gateway: { plainHttp: 'redirect', healthPath: '/healthz' },
      monitoring: { logs: { access: 'all' } },
    });
  for (const version of ['0.14.0', '0.14.1', '0.14', '3.3.1']) expect([version, codes(version)]).toEqual([version, []]);
  expect(codes('0.13.1')).toEqual([
    'redirect-unknown-to-kong gateway.plainHttp',
    'health-path-unknown-to-kong gateway.healthPath',
    'access-unknown-to-kong monitoring.logs.access',
  ]);
});
