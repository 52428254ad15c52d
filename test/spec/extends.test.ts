import fc from 'fast-check';
import { stringify } from 'yaml';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { formatIssue } from '../../src/kernel/issue';
import { specJsonSchema, type JsonSchema } from '../../src/spec/json-schema';
import { parseSpec } from '../../src/spec/parse';
import { soundSpec } from '../fuzz/sound-specs';
import { times } from '../support/effort';

/* A spec that extends another is that one with its own words over it; each fault is told in the file that has it. */

const US = { name: 'us-east', cloud: 'aws', region: 'us-east-1', share: 0.7 };
const EU = { name: 'eu-west', cloud: 'aws', region: 'eu-west-1' };
const PRODUCTION = {
  name: 'production',
  requestsPerSecond: 20_000,
  datacenters: [US, EU],
  kong: { plugins: ['acl', 'key-auth'], adminCidrs: ['10.64.0.0/16'] },
  state: { backend: 's3', bucket: 'acme-state', region: 'eu-west-1' },
  tags: { team: 'edge', stage: 'production' },
};

function parsed(own: unknown, ...bases: unknown[]) {
  const files = bases.map((base, i) => ({ file: `base${i}.yaml`, text: stringify(base) }));
  return parseSpec(stringify({ extends: 'base0.yaml', ...(own as object) }), 'staging.yaml', CLOUD_FACTS, files);
}

function specOf(own: unknown, ...bases: unknown[]) {
  const checked = parsed(own, ...bases);
  expect(checked.issues.filter(({ severity }) => severity === 'error').map(formatIssue)).toEqual([]);
  return checked.ok ? checked.value.spec : undefined;
}

function linesOf(own: unknown, ...bases: unknown[]): string[] {
  return parsed(own, ...bases).issues.map(formatIssue);
}

test('what it states goes before the base, objects key by key', () => {
  const spec = specOf({ name: 'staging', requestsPerSecond: 200, tags: { stage: 'staging' } }, PRODUCTION);
  expect(spec).toMatchObject({ name: 'staging', requestsPerSecond: 200, tags: { team: 'edge', stage: 'staging' } });
  expect(spec?.state).toEqual(PRODUCTION.state);
});

test('datacenters are matched by name, and a new one comes after those of the base', () => {
  const own = [
    { name: 'asia', cloud: 'aws', region: 'ap-northeast-1' },
    { name: 'us-east', share: 0.4 },
  ];
  const spec = specOf({ name: 'staging', datacenters: own }, PRODUCTION);
  expect(spec?.datacenters.map(({ name, region, share }) => [name, region, share])).toEqual([
    ['us-east', 'us-east-1', 0.4],
    ['eu-west', 'eu-west-1', 0.3],
    ['asia', 'ap-northeast-1', 0.3],
  ]);
});

test('any other list is taken whole, and so is a machine type', () => {
  const machineType = { type: 'x9.arm', vcpus: 4, memoryGib: 16, architecture: 'arm64' };
  const base = { ...PRODUCTION, datacenters: [{ ...US, kong: { machineType } }, EU] };
  const other = { type: 'x9.mega', vcpus: 2, memoryGib: 8 };
  const own = { kong: { plugins: ['acl'] }, datacenters: [{ name: 'us-east', kong: { machineType: other } }] };
  const spec = specOf({ name: 'staging', ...own }, base);
  expect(spec?.kong).toMatchObject({ plugins: [{ name: 'acl' }], adminCidrs: ['10.64.0.0/16'] });
  expect(spec?.datacenters[0]?.kong.machineType).toEqual(other);
});

test('a section of another kind is taken whole, one of the same kind key by key', () => {
  const gcs = { backend: 'gcs', bucket: 'acme-staging', prefix: 'a' };
  expect(specOf({ name: 'staging', state: gcs }, PRODUCTION)?.state).toEqual(gcs);
  expect(specOf({ name: 'staging', state: { prefix: 'a' } }, PRODUCTION)?.state).toEqual({
    ...PRODUCTION.state,
    prefix: 'a',
  });
  const cassandra = { ...PRODUCTION, datacenters: [US], datastore: { nodesPerDatacenter: 6, diskGib: 400 } };
  const postgresql = specOf(
    {
      name: 'staging',
      extends: { file: 'base0.yaml', without: ['datacenters[us-east].share'] },
      datastore: { engine: 'postgresql' },
    },
    cassandra,
  );
  expect(postgresql?.datastore).toMatchObject({ engine: 'postgresql' });
  expect(
    specOf({ name: 'staging', datastore: { engine: 'cassandra', diskGib: 50 } }, PRODUCTION_OF_SIX)?.datastore,
  ).toMatchObject({
    nodesPerDatacenter: 6,
    diskGib: 50,
  });
});

test('a section of another release takes no package of the base, one of the same release does', () => {
  const own = { packageUrl: 'https://mirror.example.com/kong.deb', packageSha256: 'a'.repeat(64) };
  const upgrade = { strategy: 'cut', to: '3.3', stage: 'held', ...own };
  const base = {
    ...PRODUCTION,
    kong: { version: '3.2', upgrade, ...own },
    datastore: { version: '4.0', packageSha256: 'b'.repeat(64) },
  };
  const { kong, datastore } = specOf({ name: 'staging', kong: { version: '3.2' } }, base)!;
  expect(kong).toMatchObject({ ...own, upgrade: { ...own } });
  expect(datastore).toMatchObject({ packageSha256: 'b'.repeat(64) });
  const other = { kong: { version: '3.2.1', packageSha256: 'c'.repeat(64), upgrade: { to: '3.3.1' } } };
  const spec = specOf({ name: 'staging', ...other, datastore: { version: '4.1' } }, base)!;
  expect(spec.kong.packageSha256).toBe('c'.repeat(64));
  expect([spec.kong.packageUrl, spec.kong.upgrade?.packageUrl]).toEqual([undefined, undefined]);
  expect(spec.kong.upgrade?.packageSha256).toMatch(/^3aa6625933/);
  expect(spec.datastore).not.toHaveProperty('packageSha256');
});

const PRODUCTION_OF_SIX = { ...PRODUCTION, datastore: { nodesPerDatacenter: 6, diskGib: 400 } };

test('every key that tells kinds apart is known to the merge', () => {
  const found: string[] = [];
  const walk = (schema: JsonSchema, path: string): void => {
    const forms = schema.oneOf ?? schema.anyOf ?? [];
    const keys = forms.flatMap(({ properties = {} }) =>
      Object.keys(properties).filter((key) => properties[key]?.const),
    );
    if (keys.length > 0) found.push(`${path}: ${keys[0]}`);
    for (const form of forms) walk(form, path);
    if (schema.items) walk(schema.items, `${path}[]`);
    for (const [key, value] of Object.entries(schema.properties ?? {}))
      walk(value, path === '' ? key : `${path}.${key}`);
  };
  walk(specJsonSchema(), '');
  expect(found.sort()).toEqual(['datastore: engine', 'kong.upgrade: strategy', 'state: backend']);
});

test('what a spec is without is not there: a datacenter, a key, an entry of a list', () => {
  const without = ['datacenters[eu-west]', 'datacenters[us-east].share', 'state', 'kong.plugins[acl]', 'tags.stage'];
  const spec = specOf({ name: 'staging', extends: { file: 'base0.yaml', without } }, PRODUCTION);
  expect(spec?.datacenters.map(({ name, share }) => [name, share])).toEqual([['us-east', 1]]);
  expect([spec?.state.backend, spec?.kong.plugins.map(({ name }) => name), spec?.tags]).toEqual([
    'local',
    ['key-auth'],
    { team: 'edge' },
  ]);
});

test('a base may extend another one, and is then taken with it', () => {
  const { requestsPerSecond, ...common } = PRODUCTION;
  const middle = { extends: 'base1.yaml', name: 'production', requestsPerSecond, tags: { stage: 'middle' } };
  const spec = specOf({ name: 'staging' }, middle, { ...common, name: 'common' });
  expect(spec).toMatchObject({ name: 'staging', requestsPerSecond, tags: { team: 'edge', stage: 'middle' } });
});

test('it counts as stated what its base states', () => {
  const checked = parsed({ name: 'staging', kong: { tls: false } }, PRODUCTION);
  const stated = checked.ok ? checked.value.stated : new Set();
  for (const path of ['kong.tls', 'kong.plugins', 'datacenters[us-east].share']) expect(stated).toContain(path);
});

test('every fault is told in the file that has it', () => {
  const base = {
    ...PRODUCTION,
    kong: { plugins: ['acl'], versoin: 3, peakFactor: 99 },
    datacenters: [US, { ...EU, region: 'eu-wst-1' }],
  };
  expect(linesOf({ name: 'staging', requestsPerSecond: 'many', kong: { tsl: true } }, base)).toEqual([
    'staging.yaml:3:20: error: requestsPerSecond: "many" is text, where a number is needed; write a number [wrong-type]',
    'staging.yaml:5:3: error: kong: unknown key "tsl" (did you mean tls?); write tls, or remove it [unknown-key]',
    expect.stringMatching(/^base0\.yaml:10:13: error: datacenters\[1\]\.region: .*"eu-wst-1"/),
    expect.stringMatching(/^base0\.yaml:14:3: error: kong: unknown key "versoin" \(did you mean version\?\)/),
    expect.stringMatching(/^base0\.yaml:15:15: error: kong\.peakFactor: 99 is too large/),
  ]);
});

test('a text that is not well-formed is told in its own file, and a key that stands twice too', () => {
  const own = 'extends: b.yaml\nname: staging\nname: staging\n';
  const base = { file: 'b.yaml', text: `${stringify(PRODUCTION)}tags: {}\n` };
  const twice = parseSpec(own, 's.yaml', CLOUD_FACTS, [base]).issues.map(formatIssue);
  expect(twice).toEqual([
    expect.stringMatching(/^s\.yaml:3:1: error: .*\[duplicate-key\]$/),
    expect.stringMatching(/^b\.yaml:24:1: error: .*\[duplicate-key\]$/),
  ]);
  const broken = parseSpec(own, 's.yaml', CLOUD_FACTS, [{ file: 'b.json', text: '{ "name": }' }]).issues;
  expect(broken.map(formatIssue)).toEqual([expect.stringMatching(/^b\.json:1:11: error: /)]);
});

test('the name is its own, and no other than that of its bases', () => {
  expect(linesOf({}, PRODUCTION)).toEqual([expect.stringMatching(/^staging\.yaml:1:1: error: .*name is missing/)]);
  expect(linesOf({ name: 'production' }, PRODUCTION)).toEqual([
    'staging.yaml:2:7: error: name: the name "production" is that of "base0.yaml" too, so both would have one tree, one state and the same resources; give this spec a name of its own [name-of-base]',
  ]);
});

test('its state is none of its bases', () => {
  const { state } = PRODUCTION;
  const base = { ...PRODUCTION, state: { ...state, prefix: 'gateways' } };
  const refused = (own: object, of: object = base) =>
    linesOf({ name: 'staging', ...own }, of).filter((line) => line.endsWith('[state-of-base]'));
  expect(refused({})).toEqual([
    `staging.yaml:1:10: error: state.prefix: the state would lie in "acme-state/gateways", as that of "base0.yaml" does, and each would take the other's resources for its own; state another state.prefix here, such as the name of this spec [state-of-base]`,
  ]);
  expect(refused({ state: { prefix: 'gateways' } })).toHaveLength(1);
  expect(refused({ state: { prefix: 'production' } }, PRODUCTION)).toHaveLength(1);
  for (const good of [{ prefix: 'staging' }, { bucket: 'acme-staging' }, { backend: 'local' }])
    expect(refused({ state: good })).toEqual([]);
  expect(refused({ extends: { file: 'base0.yaml', without: ['state.prefix'] } })).toEqual([]);
  expect(refused({}, PRODUCTION)).toEqual([]);
});

test('its state is not that of a base of its base either, by prefix or by name', () => {
  const common = { state: { backend: 'gcs', bucket: 'acme-state', prefix: 'gateways' } };
  const { state: _, ...production } = PRODUCTION;
  const line = /^staging\.yaml:1:10: .*"acme-state\/gateways", as that of "base0\.yaml" does.*\[state-of-base\]$/;
  const base = { extends: 'base1.yaml', ...production };
  expect(linesOf({ name: 'staging' }, base, common)).toContainEqual(expect.stringMatching(line));
  const named = { name: 'gateways', extends: { file: 'base0.yaml', without: ['state.prefix'] } };
  expect(linesOf(named, base, common)).toContainEqual(expect.stringMatching(/\[state-of-base\]$/));
});

test('the records of its names are none of its bases', () => {
  const dns = { provider: 'route53', zone: 'example.com' };
  const base = { ...PRODUCTION, gateway: { healthPath: '/healthz', hostname: 'api.example.com', dns } };
  const refused = (own: object) =>
    linesOf({ name: 'staging', ...own }, base).filter((line) => line.endsWith('[hostname-of-base]'));
  expect(refused({})).toEqual([
    'staging.yaml:1:10: error: gateway.hostname: the name "api.example.com" is that of "base0.yaml" too, whose clients its records would lead here; state another gateway.hostname here, or leave out what the base has: "gateway.hostname" and "gateway.dns" in extends.without [hostname-of-base]',
  ]);
  expect(refused({ gateway: { hostname: 'api.example.com' } })).toHaveLength(1);
  expect(refused({ gateway: { hostname: 'staging.example.com' } })).toEqual([]);
  expect(refused({ gateway: { dns: { ...dns, zone: 'example.org' } } })).toEqual([]);
  const without = ['gateway.hostname', 'gateway.dns'];
  expect(refused({ extends: { file: 'base0.yaml', without } })).toEqual([]);
});

test('its subnets are none of its bases', () => {
  const subnets = (first: number) => ({
    cidr: `10.64.${first}.0/22`,
    zones: ['a', 'b', 'c'].map((zone, i) => ({
      zone: `us-east-1${zone}`,
      id: `subnet-${first}${i}000000`,
      cidr: `10.64.${first + i}.0/24`,
    })),
  });
  const network = (first: number) => ({
    existing: { id: 'vpc-0a1b2c3d', cidr: '10.64.0.0/16', egress: 'existing', subnets: { kong: subnets(first) } },
  });
  const base = { ...PRODUCTION, datacenters: [{ ...US, network: network(16) }, EU] };
  const refused = (own: object) =>
    linesOf({ name: 'staging', ...own }, base).filter((line) => line.endsWith('[subnet-of-base]'));
  expect(refused({})).toEqual([
    'staging.yaml:1:10: error: datacenters[0].network: the subnet "subnet-160000000" is that of "base0.yaml" too, whose nodes have the addresses that nodes of this spec would take; state subnets of its own for every purpose here [subnet-of-base]',
  ]);
  expect(refused({ datacenters: [{ name: 'us-east', network: network(32) }] })).toEqual([]);
});

test('a router that its links end on is none of its bases', () => {
  const gateway = (name: string) => ({
    id: `projects/acme-edge/regions/europe-west1/vpnGateways/${name}`,
    router: `projects/acme-edge/regions/europe-west1/routers/${name}`,
    asn: 64_514,
  });
  const base = { ...PRODUCTION, datacenters: [US, { ...EU, network: { gateway: gateway('edge') } }] };
  const refused = (own: object) =>
    linesOf({ name: 'staging', ...own }, base).filter((line) => line.endsWith('[router-of-base]'));
  expect(refused({})).toEqual([
    'staging.yaml:1:10: error: datacenters[1].network: the router "projects/acme-edge/regions/europe-west1/routers/edge" is that of "base0.yaml" too, whose links have the addresses on it that links of this spec would take; name another router here, or leave network.gateway out [router-of-base]',
  ]);
  expect(refused({ datacenters: [{ name: EU.name, network: { gateway: gateway('staging') } }] })).toEqual([]);
});

test('what a base does not have cannot be left out', () => {
  const own = { name: 'staging', extends: { file: 'base0.yaml', without: ['datacenters[us-est]', 'redis'] } };
  expect(linesOf(own, PRODUCTION)).toEqual([
    'staging.yaml:4:7: error: extends.without[0]: "base0.yaml" has no "datacenters[us-est]" (did you mean datacenters[us-east]?); write datacenters[us-east], or remove it [nothing-to-leave-out]',
    'staging.yaml:5:7: error: extends.without[1]: "base0.yaml" has no "redis"; remove the path [nothing-to-leave-out]',
  ]);
});

test.each([
  '/etc/base.yaml',
  'https://example.com/base.yaml',
  'base',
  '',
  7,
  ['a.yaml'],
  {},
  { file: 'a.yaml', wihtout: [] },
])('no base has the name %j: that alone is said', (name) => {
  const lines = parseSpec(JSON.stringify({ extends: name }), 's.json', CLOUD_FACTS).issues.map(formatIssue);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/^s\.json:1:\d+: error: extends/);
  const inBase = linesOf({ name: 'staging' }, { ...PRODUCTION, extends: name });
  expect(inBase).toEqual([expect.stringMatching(/^base0\.yaml:\d+:\d+: error: extends: /)]);
});

test('a spec that comes from no folder extends nothing', () => {
  const lines = parseSpec('extends: base.yaml\n', '<stdin>', CLOUD_FACTS).issues.map(formatIssue);
  expect(lines).toEqual([
    expect.stringMatching(/^<stdin>:1:10: error: extends: this spec comes from no folder.*\[base-unreachable\]$/),
  ]);
});

test('however a spec is parted in two, it is the same spec', () => {
  let accepted = 0;
  fc.assert(
    fc.property(soundSpec, fc.integer(), (spec, seed) => {
      const whole = parseSpec(JSON.stringify(spec), 's.json', CLOUD_FACTS);
      if (!whole.ok) return;
      const [own, base] = parted(JSON.parse(JSON.stringify(spec)), seed);
      const text = JSON.stringify({ ...(own as object), name: spec['name'], extends: 'base0.yaml' });
      const both = parseSpec(text, 's.json', CLOUD_FACTS, [{ file: 'base0.yaml', text: stringify(base) }]);
      if (!both.ok) throw new Error(both.issues.map(formatIssue).join('\n'));
      accepted += 1;
      expect(both.value.spec).toEqual(whole.value.spec);
    }),
    { numRuns: times(300) },
  );
  expect(accepted).toBeGreaterThan(times(300) / 6);
});

/** Parts the keys of an object between a spec and its base; what is no object goes to one of them. */
function parted(value: unknown, seed: number): readonly [unknown, unknown] {
  const [own, base]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [i, [key, child]] of Object.entries(value as Record<string, unknown>).entries()) {
    const isSection = ['kong', 'links', 'network', 'redis', 'tags'].includes(key);
    if (isSection) [own[key], base[key]] = parted(child, seed >> 1);
    // A state with a prefix is nobody's but its own.
    else if (key === 'state') own[key] = child;
    else if (key !== 'name') ((seed >> (i % 30)) & 1 ? own : base)[key] = child;
  }
  return [own, base];
}
