import type { CloudFactsTable } from '../../src/kernel/cloud/facts';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { parseSpec } from '../../src/spec/parse';

/* What the folders of invalid and valid specs cannot show: rules that depend on the facts, and rules that keep silent. */

const EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const STATE = { backend: 'gcs', bucket: 'acme-state' };

function codesOf(changes: object, facts: CloudFactsTable = CLOUD_FACTS): string[] {
  const spec = { name: 'edge', requestsPerSecond: 1, datacenters: [EAST], state: STATE, ...changes };
  const codes = parseSpec(JSON.stringify(spec), 's.json', facts).issues.map((it) => it.code);
  // Of every spec that names no certificate; rules of the certificate have their folders of specs.
  return codes.filter((it) => it !== 'certificate-of-each-node');
}

function eastWith(changes: object): object {
  return { datacenters: [{ ...EAST, ...changes }] };
}

test('where the table of offerings knows nothing, a type without a price in a priced region is a warning', () => {
  const machines = CLOUD_FACTS.aws.machines.map((machine) =>
    machine.type === 'c6i.xlarge' ? { ...machine, usdPerHour: { 'us-west-2': 0.17 } } : machine,
  );
  const offerings = { date: '2026-11', regions: {} };
  const facts = { ...CLOUD_FACTS, aws: { ...CLOUD_FACTS.aws, machines, offerings } };
  const kong = { machineType: 'c6i.xlarge' };
  expect(codesOf(eastWith({ kong }), facts)).toEqual(['machine-type-without-price']);
  expect(codesOf(eastWith({ kong, region: 'sa-east-1' }), facts)).toEqual([]);
});

test('an arm64 machine type is accepted with an image of its own', () => {
  expect(codesOf(eastWith({ kong: { machineType: 'c7g.xlarge' } }))).toEqual(['machine-type-needs-image']);
  expect(codesOf(eastWith({ kong: { machineType: 'c7g.xlarge', image: 'ami-0123456789abcdef0' } }))).toEqual([]);
});

test('an image is named in any form that its cloud has for one image', () => {
  const google = { cloud: 'google', region: 'us-east1', project: 'acme-edge' };
  const codes = (place: object, image: string) => codesOf(eastWith({ ...place, kong: { image } }));
  expect(codes({}, 'ami-01234567')).toEqual([]);
  expect(codes({}, 'ami-0123456789abcdef0')).toEqual([]);
  for (const image of ['ami-012345678', 'ami-0123456G', 'resolve:ssm:/images/kong', 'i-01234567'])
    expect([image, codes({}, image)]).toEqual([image, ['malformed-image']]);
  const link = 'projects/acme-images/global/images/kong-3';
  expect(codes(google, link)).toEqual([]);
  expect(codes(google, link.replace('images/kong', 'images/family/kong'))).toEqual([]);
  expect(codes(google, link.replace('acme-images', 'example.com:acme-images'))).toEqual([]);
  expect(codes(google, `https://www.googleapis.com/compute/v1/${link}`)).toEqual([]);
  expect(codes(google, `https://compute.googleapis.com/compute/v1/${link}`)).toEqual([]);
  for (const image of [
    'kong-3',
    'global/images/kong-3',
    `https://example.com/${link}`,
    `${link}-`,
    'projects/acme/kong',
  ])
    expect([image, codes(google, image)]).toEqual([image, ['malformed-image']]);
});

test('a stated size that agrees with the table is accepted', () => {
  expect(codesOf(eastWith({ kong: { machineType: { type: 'c6i.xlarge', vcpus: 4, memoryGib: 8 } } }))).toEqual([]);
});

test('three named zones make up for a region with two in the table', () => {
  const zones = ['us-west-1a', 'us-west-1b', 'us-west-1c'];
  expect(codesOf(eastWith({ region: 'us-west-1', zones }))).toEqual(['zone-not-in-table']);
});

test('consistency over all datacenters is no matter where there is one', () => {
  const datastore = { readConsistency: 'QUORUM', writeConsistency: 'QUORUM' };
  expect(codesOf({ datastore })).toEqual([]);
  expect(codesOf({ datastore, datacenters: [EAST, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }] })).toEqual([
    'consistency-crosses-links',
    'consistency-crosses-links',
  ]);
});

test('what is left out because it is malformed is not also reported as missing', () => {
  expect(codesOf({ links: { shape: 'hub', hub: 7 } })).toEqual(['number-needs-quotes']);
  expect(codesOf({ links: { shape: 'star', hub: 'us-east' } })).toEqual(['not-a-choice']);
  expect(codesOf({ kong: { packageUrl: 'ftp://x', packageSha256: 'a'.repeat(64) } })).toEqual(['malformed-text']);
  expect(codesOf(eastWith({ cloud: 'google', region: 'us-east1', project: 7 }))).toEqual(['number-needs-quotes']);
  expect(codesOf({ googleProject: 7, ...eastWith({ cloud: 'google', region: 'us-east1' }) })).toEqual([
    'number-needs-quotes',
  ]);
  expect(codesOf({ datastore: { nodesPerDatacenter: 'six', replicationFactor: 5 } })).toEqual(['wrong-type']);
  expect(codesOf({ state: { backend: 'azurerm' } })).toEqual(['not-a-choice']);
});

test('shares are not summed while one of them is malformed', () => {
  const datacenters = [
    { ...EAST, share: 0.5 },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2', share: 'half' },
    { name: 'eu-west', cloud: 'aws', region: 'eu-west-1', share: 0.1 },
  ];
  expect(codesOf({ datacenters })).toEqual(['wrong-type']);
});

test('a hub is not looked for among datacenters that could not all be read', () => {
  expect(codesOf({ datacenters: [EAST, { name: 'eu-west' }], links: { shape: 'hub', hub: 'eu-west' } })).toEqual([
    'missing-key',
    'missing-key',
  ]);
});

test('PostgreSQL is built in one datacenter, with nothing else said and without a warning', () => {
  expect(codesOf({ datacenters: [EAST], datastore: { engine: 'postgresql' } })).toEqual([]);
});

test.each([
  [{ version: '17' }, {}, 'unknown-postgresql-release'],
  [{ version: '16' }, { version: '3.3.1' }, 'postgresql-newer-than-kong-knows'],
  [{}, { version: '2.6.1' }, 'kong-without-scram'],
  [{}, { version: '3.10.0' }, 'kong-without-open-release'],
  [{ maintenanceHour: 2 }, {}, 'hours-meet'],
  [{ machineType: 'db.r6g.larg' }, {}, 'unknown-database-machine'],
  [{ replicationFactor: 3 }, {}, 'key-of-another-form'],
])('PostgreSQL with %j and Kong with %j is refused', (datastore, kong, code) => {
  const spec = { datacenters: [EAST], datastore: { engine: 'postgresql', ...datastore }, kong };
  expect(codesOf(spec)).toEqual([code]);
});

test('the primary of PostgreSQL is one of the datacenters that a number stands for, or one that could not be read', () => {
  const codes = (primary: string): string[] =>
    codesOf({ datacenters: 3, datastore: { engine: 'postgresql', primary }, kong: { mode: 'traditional' } });
  expect(codes('nowhere')).toContain('primary-unknown');
  expect(codes('oregon')).not.toContain('primary-unknown');
  // It may be the one that could not be read.
  const broken = { datacenters: [EAST, { name: 'us-west' }], datastore: { engine: 'postgresql', primary: 'us-west' } };
  expect(codesOf(broken)).not.toContain('primary-unknown');
});

test.each([
  [{}, {}, ['primary-missing']],
  [{ primary: 'us-east' }, {}, []],
  [{ primary: 'us-east' }, { plugins: ['oauth2'] }, ['hybrid-tokens']],
  [{ primary: 'us-east' }, { version: '2.8.5' }, ['hybrid-too-old']],
  [{ primary: 'us-east' }, { mode: 'traditional' }, []],
  [{ primary: 'us-east', replicas: ['us-west'] }, { mode: 'traditional' }, []],
  [{ primary: 'us-esat' }, { mode: 'traditional' }, ['primary-unknown']],
  [{ primary: 'us-east', replicas: ['us-east'] }, { mode: 'traditional' }, ['replica-beside-primary']],
  [
    { primary: 'us-east', replicas: ['far', 'us-west', 'us-west'] },
    { mode: 'traditional' },
    ['replica-unknown', 'replica-twice'],
  ],
  [
    { primary: 'us-east' },
    { mode: 'traditional', plugins: [{ name: 'rate-limiting', policy: 'cluster' }] },
    ['counters-far-away'],
  ],
])('PostgreSQL with %j and Kong with %j in two datacenters', (datastore, kong, codes) => {
  const west = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
  const spec = { datacenters: [EAST, west], datastore: { engine: 'postgresql', ...datastore }, kong };
  expect(codesOf(spec)).toEqual(codes);
});

test.each([
  [{}, {}, []],
  [{ version: '3.3' }, {}, []],
  [{ version: '3.9.1', dataPlaneVersion: '3.4' }, {}, []],
  [{ version: '3.2.2' }, {}, ['hybrid-too-old']],
  [{ plugins: ['oauth2'] }, {}, ['hybrid-tokens']],
  [{ plugins: [{ name: 'rate-limiting', policy: 'cluster' }] }, {}, ['hybrid-counters']],
  [{ plugins: [{ name: 'rate-limiting', policy: 'redis' }] }, {}, []],
  [{}, { replicas: ['us-west'] }, []],
  [{ dataPlaneVersion: '3.10' }, {}, ['data-planes-newer']],
  [{ version: '3.4.2', dataPlaneVersion: '3.9.1' }, {}, ['data-planes-newer']],
  [{ dataPlaneVersion: '3.2' }, {}, ['hybrid-too-old']],
  [{ dataPlaneVersion: 'new' }, {}, ['malformed-release']],
  [{ dataPlaneVersion: '3.9.1', packageUrl: 'https://example.com/kong.deb', packageSha256: 'a'.repeat(64) }, {}, []],
  [
    { dataPlaneVersion: '3.4.2', packageUrl: 'https://example.com/kong.deb', packageSha256: 'a'.repeat(64) },
    {},
    ['data-planes-without-package'],
  ],
  [{ dataPlaneVersion: '3.8.1' }, {}, ['kong-package-unverified']],
  [{ dataPlaneVersion: '3.4.2', plugins: ['redirect'] }, {}, ['data-planes-lack-plugin']],
  [
    { version: '3.4.2', upgrade: { strategy: 'blue-green', stage: 'beside', to: '3.9.1' } },
    {},
    ['hybrid-upgrade-by-pools', 'kong-upgrade-events-apart'],
  ],
])('hybrid mode with Kong %j and PostgreSQL %j', (kong, datastore, codes) => {
  const west = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
  const spec = {
    datacenters: [EAST, west],
    datastore: { engine: 'postgresql', primary: 'us-east', ...datastore },
    kong: { mode: 'hybrid', ...kong },
  };
  expect(codesOf(spec)).toEqual(codes);
});

test('hybrid mode may be in one datacenter; Cassandra has no primary for it, and no other mode has data planes', () => {
  const datastore = { engine: 'postgresql' };
  expect(codesOf({ datacenters: [EAST], datastore, kong: { mode: 'hybrid' } })).toEqual([]);
  expect(codesOf({ datacenters: [EAST], kong: { mode: 'hybrid' } })).toEqual(['hybrid-without-primary']);
  expect(codesOf({ datacenters: [EAST], datastore, kong: { dataPlaneVersion: '3.4' } })).toEqual([
    'data-planes-without-hybrid',
  ]);
});

test('data planes read the seed of control planes on the other cloud, unless a cloud has no way to it', () => {
  const west = { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
  const from = (primary: string, facts = CLOUD_FACTS): string[] =>
    codesOf(
      { datacenters: [EAST, west], datastore: { engine: 'postgresql', primary }, kong: { mode: 'hybrid' } },
      facts,
    );
  expect([from('us-east'), from('eu-west')]).toEqual([[], []]);
  const without = { ...CLOUD_FACTS, aws: { ...CLOUD_FACTS.aws, readsSeedsOf: [] } };
  expect([from('us-east', without), from('eu-west', without)]).toEqual([[], ['hybrid-seed-unread']]);
});

test('an image beside control planes holds one release, and one elsewhere that of the data planes', () => {
  const west = { name: 'us-west', cloud: 'aws', region: 'us-west-2', kong: { image: 'ami-01234567' } };
  const kong = { mode: 'hybrid', dataPlaneVersion: '3.4.2' };
  const refused = (primary: string): string[] =>
    codesOf({ datacenters: [EAST, west], datastore: { engine: 'postgresql', primary }, kong });
  expect([refused('us-east'), refused('us-west')]).toEqual([[], ['data-planes-without-image']]);
});

test('where nodes could not install their release, the remedy is a way to the internet first, and what it says passes', () => {
  const upstreams = [{ cidr: '10.0.0.0/8', ports: [443] }];
  const specOf = (egress: string, node: object): object => ({
    datacenters: [{ ...EAST, egress, kong: node }],
    datastore: { engine: 'postgresql' },
    kong: { mode: 'hybrid', dataPlaneVersion: '3.4.2', upstreams },
  });
  const image = { image: 'ami-01234567' };
  const remedyOf = (spec: object): string | undefined =>
    parseSpec(
      JSON.stringify({ name: 'edge', requestsPerSecond: 1, state: STATE, ...spec }),
      's.json',
      CLOUD_FACTS,
    ).issues.find(({ code }) => code === 'data-planes-without-image')?.remedy;
  expect(remedyOf(specOf('none', image))).toContain(
    'write "egress": "managed" for the datacenter, in a change of its own',
  );
  expect(remedyOf(specOf('managed', image))).toMatch(/^leave the image out until/);
  expect(codesOf(specOf('none', {}))).toEqual(['egress-none-without-image']);
  expect(codesOf(specOf('managed', {}))).toEqual([]);
});

test('backups of RDS go where it copies them, those of disks and of Cloud SQL to any region', () => {
  const { regions } = CLOUD_FACTS.aws.database.backupRegions!;
  const known = Object.keys(CLOUD_FACTS.aws.regions);
  const named = Object.entries(regions).flat(2);
  expect(named.filter((region) => !known.includes(region))).toEqual([]);
  for (const [from, to] of Object.entries(regions)) expect(to).not.toContain(from);
  const codes = (region: string, copyTo: string, engine: string): string[] =>
    codesOf({ ...eastWith({ region }), datastore: { engine }, backups: { copyTo } });
  expect(codes('us-east-1', 'us-west-2', 'postgresql')).toEqual([]);
  expect(codes('eu-north-1', 'us-west-2', 'postgresql')).toEqual(['copy-not-offered']);
  expect(codes('eu-north-1', 'us-west-2', 'cassandra')).toEqual([]);
  // Some pairs go one way alone.
  expect(codes('eu-south-2', 'eu-west-3', 'postgresql')).toEqual(['region-to-switch-on']);
  expect(codes('eu-west-3', 'eu-south-2', 'postgresql')).toEqual(['copy-not-offered']);
  const belgium = { cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
  const onGoogle = { ...eastWith(belgium), datastore: { engine: 'postgresql' }, backups: { copyTo: 'us-west2' } };
  expect(codesOf(onGoogle)).toEqual([]);
});

test('PostgreSQL is refused in a region whose certificates are not known', () => {
  const datastore = { engine: 'postgresql' };
  const far = { name: 'far', cloud: 'aws', region: 'mx-central-1' };
  expect(codesOf({ datacenters: [far], datastore })).toContain('database-certificates-unknown');
});

test('Google keeps the logs of transactions for a week', () => {
  const west = { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
  const datastore = { engine: 'postgresql', backupRetentionDays: 14 };
  expect(codesOf({ datacenters: [west], datastore })).toEqual(['backups-kept-too-long']);
});

test('nodes of another datastore are refused by name', () => {
  const east = { ...EAST, cassandra: { machineType: 'r6i.large' } };
  expect(codesOf({ datacenters: [east], datastore: { engine: 'postgresql' } })).toEqual(['nodes-of-another-engine']);
});

test('the longest names that fit are accepted', () => {
  expect(codesOf({ name: 'a'.repeat(12), ...eastWith({ name: 'b'.repeat(12) }) })).toEqual([]);
  expect(codesOf({ name: 'a'.repeat(12), ...eastWith({ name: 'b'.repeat(13) }) })).toEqual(['names-too-long']);
});

test.each(['sg', 'internal', 'internal-edge', 'sg-edge'])('AWS keeps the name %s for itself', (name) => {
  expect(codesOf({ name })).toEqual(['name-reserved-by-cloud']);
});

test.each(['sgx', 'international', 'edge-internal'])('the name %s is free', (name) => {
  expect(codesOf({ name })).toEqual([]);
});
