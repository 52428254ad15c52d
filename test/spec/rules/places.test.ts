import existing from '../../fixtures/invalid/existing-network-ranges.json';
import { allIssuesOf, EAST, EUROPE, issuesOf, WEST, withEast } from './issues-of';

describe('placement', () => {
  test('a region is one of its cloud', () => {
    expect(withEast({ region: 'europe-west1' })).toEqual(['region-of-another-cloud datacenters.0.region']);
    expect(withEast({ region: 'us-east-9' })).toEqual(['unknown-region datacenters.0.region']);
    expect(withEast({ region: 'toString' })).toEqual(['unknown-region datacenters.0.region']);
  });

  test('zones are three, each once, all of the region', () => {
    const zones = (...letters: string[]): string[] =>
      withEast({ zones: letters.map((letter) => `us-east-1${letter}`) });
    expect(zones('a', 'b', 'c')).toEqual([]);
    expect(zones('f', 'd', 'a')).toEqual([]);
    expect(zones('a', 'b')).toEqual(['not-three-zones datacenters.0.zones']);
    expect(zones('a', 'b', 'c', 'd')).toEqual(['not-three-zones datacenters.0.zones']);
    expect(zones('a', 'b', 'a')).toEqual(['duplicate-zone datacenters.0.zones.2']);
    expect(zones('a', 'a', 'a')).toEqual(['duplicate-zone datacenters.0.zones.2']);
    expect(withEast({ zones: ['us-west-2a', 'us-east-1b', 'us-east-1c'] })).toEqual([
      'zone-of-another-region datacenters.0.zones.0',
    ]);
    // Accounts see other letters on AWS: one that the table lacks is a warning if it could be one.
    expect(zones('a', 'b', 'z')).toEqual(['zone-not-in-table datacenters.0.zones.2']);
    expect(zones('a', 'b', 'zz')).toEqual(['zone-of-another-region datacenters.0.zones.2']);
    expect(zones('a', 'b', '')).toEqual(['zone-of-another-region datacenters.0.zones.2']);
    const google = { ...EUROPE, zones: ['europe-west1-b', 'europe-west1-c', 'europe-west1-z'] };
    expect(issuesOf({ datacenters: [google] })).toEqual(['zone-of-another-region datacenters.0.zones.2']);
  });

  test('a region with fewer zones needs them named', () => {
    expect(withEast({ region: 'us-west-1' })).toEqual(['too-few-zones-in-region datacenters.0.region']);
  });

  test.each([
    ['acme-edge', true],
    ['abcdef', true],
    ['a23456', true],
    [`a${'b'.repeat(29)}`, true],
    ['example.com:acme-edge', true],
    ['e1:acme-edge', true],
    ['abcde', false],
    [`a${'b'.repeat(30)}`, false],
    ['1acme-edge', false],
    ['-acme-edge', false],
    ['acme-edge-', false],
    ['Acme-edge', false],
    ['acme_edge', false],
    ['.com:acme-edge', false],
    ['x y:acme-edge', false],
    ['acme-edge\n', false],
  ])('project id %j is well-formed: %s', (project, isWellFormed) => {
    expect(issuesOf({ datacenters: [{ ...EUROPE, project }] })).toEqual(
      isWellFormed ? [] : ['malformed-project datacenters.0.project'],
    );
    expect(issuesOf({ googleProject: project, datacenters: [{ ...EUROPE, project: undefined }] })).toEqual(
      isWellFormed ? [] : ['malformed-project googleProject'],
    );
  });

  test('a project is named where the cloud has them, and nowhere else', () => {
    expect(issuesOf({ datacenters: [{ ...EUROPE, project: undefined }] })).toEqual(['project-missing datacenters.0']);
    expect(withEast({ project: 'acme-edge' })).toEqual(['project-not-needed datacenters.0.project']);
  });

  test('a default project is told to be useless only where that is sure', () => {
    const unused = ['default-project-unused googleProject'];
    expect(issuesOf({ googleProject: 'acme-edge' })).toEqual(unused);
    expect(issuesOf({ googleProject: 'acme-edge', datacenters: [EAST, EUROPE] })).toEqual(unused);
    expect(issuesOf({ googleProject: 'acme-edge', datacenters: [EAST, { ...EUROPE, project: undefined }] })).toEqual(
      [],
    );
    // One that could not be read may have needed it.
    expect(issuesOf({ googleProject: 'acme-edge', datacenters: [EAST, { name: 'eu-west' }] })).toEqual([
      'missing-key datacenters.1',
      'missing-key datacenters.1',
    ]);
  });

  test('there is room for 88 datacenters', () => {
    const many = (count: number): string[] =>
      issuesOf({
        links: { shape: 'hub', hub: 'd0' },
        network: { supernet: '10.0.0.0/8' },
        datacenters: Array.from({ length: count }, (_, i) => ({
          ...(i === 0 ? EAST : EUROPE),
          name: `d${i}`,
        })),
      });
    expect(many(88)).toEqual([]);
    expect(many(89)).toEqual(['too-many-datacenters datacenters']);
  });
});

describe('names', () => {
  const named = (name: string, datacenter = 'us-east'): string[] =>
    issuesOf({ name, datacenters: [{ ...EAST, name: datacenter }] });

  test.each([
    ['ed', []],
    ['e', ['name-too-short name']],
    ['e9-x', []],
    ['9edge', ['malformed-name name']],
    ['edge-', ['malformed-name name']],
    ['ed--ge', ['malformed-name name']],
    ['Edge', ['malformed-name name']],
    ['sg', ['name-reserved-by-cloud name']],
    ['internal', ['name-reserved-by-cloud name']],
  ])('topology %s', (name, expected) => expect(named(name)).toEqual(expected));

  test('the length of a malformed one does not matter', () => {
    expect(named(`Edge${'e'.repeat(50)}`)).toEqual(['malformed-name name']);
    expect(named(`edge${'e'.repeat(50)}`)).not.toEqual(['malformed-name name']);
  });

  test('a datacenter has a name of its own, that Cassandra leaves free', () => {
    expect(named('edge', 'class')).toEqual(['name-reserved-by-cassandra datacenters.0.name']);
    expect(named('edge', 'classy')).toEqual([]);
    expect(named('edge', 'e')).toEqual(['name-too-short datacenters.0.name']);
    expect(named('edge', 'US')).toEqual(['malformed-name datacenters.0.name']);
    expect(issuesOf({ datacenters: [EAST, { ...WEST, name: 'us-east' }] })).toEqual([
      'duplicate-name datacenters.1.name',
    ]);
  });

  test('the two together have 24 characters at most, and of the short form the topology is too long', () => {
    expect(named('a'.repeat(17))).toEqual([]);
    expect(named('a'.repeat(18))).toEqual(['names-too-long datacenters.0.name']);
    expect(issuesOf({ name: 'a'.repeat(23), datacenters: 1 })).toEqual(['names-too-long name']);
  });

  test.each([
    ['Édge Nord', 'edge-nord'],
    ['99 bottles', 'bottles'],
    ['--edge--', 'edge'],
    ['EDGE_one.two', 'edge-one-two'],
  ])('for %j the nearest name is offered', (name, nearest) => {
    const [issue] = allIssuesOf({ name });
    expect(issue!.code).toBe('malformed-name');
    expect(issue!.remedy).toMatch(new RegExp(`such as ${nearest}$`));
  });
});

describe('addresses', () => {
  test.each([
    ['10.0.0.0/8', []],
    ['10.64.0.0/16', []],
    ['10.64.0.0/17', ['supernet-too-small network.supernet']],
    ['10.64.1.0/16', ['misaligned-range network.supernet']],
    ['11.0.0.0/8', ['not-private-range network.supernet']],
    ['172.16.0.0/12', []],
    ['ten', ['malformed-range network.supernet']],
  ])('supernet %s', (supernet, expected) => expect(issuesOf({ network: { supernet } })).toEqual(expected));

  test('a supernet has a /16 for each datacenter', () => {
    const room = (supernet: string): string[] => issuesOf({ network: { supernet }, datacenters: [EAST, WEST] });
    expect(room('10.64.0.0/15')).toEqual([]);
    expect(room('10.64.0.0/16')).toEqual(['supernet-too-small network.supernet']);
  });

  test.each([
    ['10.70.0.0/16', []],
    ['10.70.0.0/22', []],
    ['10.70.0.0/15', ['range-length datacenters.0.cidr']],
    ['10.70.0.0/24', ['range-length datacenters.0.cidr']],
    ['8.8.0.0/16', ['not-private-range datacenters.0.cidr']],
    ['192.168.0.0/16', ['range-outside-supernet datacenters.0.cidr']],
    ['10.70.1.0/16', ['misaligned-range datacenters.0.cidr']],
    ['10.70.0.0', ['malformed-range datacenters.0.cidr']],
  ])('datacenter range %s', (cidr, expected) => expect(withEast({ cidr })).toEqual(expected));

  test('two datacenters do not overlap', () => {
    const both = (one: string, other: string): string[] =>
      issuesOf({
        datacenters: [
          { ...EAST, cidr: one },
          { ...WEST, cidr: other },
        ],
      });
    expect(both('10.70.0.0/16', '10.71.0.0/16')).toEqual([]);
    expect(both('10.70.0.0/16', '10.70.0.0/16')).toEqual(['ranges-overlap datacenters.1.cidr']);
  });

  test('of a datacenter that names two ranges the first is held against the others', () => {
    const [own] = existing.datacenters;
    const two = { ...own, cidr: '10.71.0.0/16' };
    const found = (cidr: string): string[] =>
      issuesOf({ datacenters: [{ ...WEST, cidr }, two], network: existing.network });
    const overlaps = (cidr: string): number => found(cidr).filter((it) => it.startsWith('ranges-overlap')).length;
    expect(found('10.72.0.0/16').length).toBeGreaterThan(0);
    expect([overlaps('10.71.0.0/16'), overlaps('10.20.0.0/16')]).toEqual([1, 0]);
  });

  test('the Admin API is open to the supernet at most, and each range stands once', () => {
    const admin = (...adminCidrs: string[]): string[] => issuesOf({ kong: { adminCidrs } });
    expect(admin('10.64.0.0/10')).toEqual([]);
    expect(admin('10.0.0.0/8')).toEqual(['admin-from-outside kong.adminCidrs.0']);
    expect(issuesOf({ network: { supernet: '10.0.0.0/8' }, kong: { adminCidrs: ['10.0.0.0/8'] } })).toEqual([]);
    expect(admin('10.0.0.0/7')).toEqual(['admin-open-to-internet kong.adminCidrs.0']);
    expect(admin('10.64.0.0/24', '10.64.0.0/24')).toEqual(['duplicate-range kong.adminCidrs.1']);
    expect(admin('10.64.0.1/24')).toEqual(['misaligned-range kong.adminCidrs.0']);
    expect(issuesOf({ kong: { proxyCidrs: ['0.0.0.0/0', '10.0.0.0'] } })).toEqual([
      'malformed-range kong.proxyCidrs.1',
    ]);
  });

  test('a service behind Kong stands once for each port', () => {
    const upstreams = (...each: object[]): string[] => issuesOf({ kong: { upstreams: each } });
    expect(upstreams({ cidr: '10.9.0.0/16', ports: [80, 443] }, { cidr: '10.8.0.0/16', ports: [80] })).toEqual([]);
    expect(upstreams({ cidr: '10.9.0.0/16', ports: [80] }, { cidr: '10.9.0.0/16', ports: [443, 80] })).toEqual([
      'duplicate-upstream kong.upstreams.1.ports.1',
    ]);
    expect(upstreams({ cidr: '10.9.0.1/16', ports: [80] })).toEqual(['misaligned-range kong.upstreams.0.cidr']);
  });
});

describe('machines', () => {
  test('a machine type is known to its cloud, for either role', () => {
    expect(withEast({ kong: { machineType: 'c6i.xlarge' } })).toEqual([]);
    expect(withEast({ kong: { machineType: 'c6i.xlrage' } })).toEqual([
      'unknown-machine-type datacenters.0.kong.machineType',
    ]);
    expect(withEast({ cassandra: { machineType: 'n2-standard-4' } })).toEqual([
      'machine-type-of-another-cloud datacenters.0.cassandra.machineType',
    ]);
    expect(withEast({ cassandra: { machineType: 'c7g.xlarge' } })).toEqual([
      'machine-type-needs-image datacenters.0.cassandra.machineType',
    ]);
  });

  test('a stated size agrees with the table, in both numbers, where the table has the type', () => {
    const sized = (vcpus: number, memoryGib: number, type = 'c6i.xlarge'): string[] =>
      withEast({ kong: { machineType: { type, vcpus, memoryGib } } });
    expect(sized(4, 8)).toEqual([]);
    expect(sized(8, 8)).toEqual(['machine-size-contradicted datacenters.0.kong.machineType']);
    expect(sized(4, 16)).toEqual(['machine-size-contradicted datacenters.0.kong.machineType']);
    expect(sized(8, 32, 'm8i.2xlarge')).toEqual([]);
    expect(sized(8, 32, 'm99.huge')).toEqual(['unknown-machine-family datacenters.0.kong.machineType']);
  });
});
