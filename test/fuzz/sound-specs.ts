import fc from 'fast-check';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import type { CloudId } from '../../src/kernel/ids';
import { tryFamilyOf } from '../../src/kernel/cloud/machine-families';
import { specJsonSchema, type JsonSchema } from '../../src/spec/json-schema';

/*
 * Specs that are mostly accepted, made from the definition itself: every field that it has, now or later, is tried at its bounds
 * and between them. Only what hangs together (names, clouds, regions, shares) is made by hand.
 */

/** What the pattern of a text does not tell, by the name of the field. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'kong.version': ['3.3', '3.3.1', '2.8.5', '2.1.4', '1.5.1', '0.10.4', '0.14.1'],
  'datastore.version': ['3.11', '3.11.19', '4.0', '4.1.10', '5.0'],
  image: ['ami-0123456789abcdef0', 'projects/acme/global/images/kong', 'x'],
  cidr: ['10.0.0.0/8', '0.0.0.0/0', '192.0.2.7/32', '172.16.0.0/12', '203.0.113.0/24', '10.64.0.0/10'],
  supernet: ['10.64.0.0/10', '10.0.0.0/8', '172.16.0.0/12', '10.0.0.0/16', '192.168.0.0/16'],
  plugins: ['key-auth', 'rate-limiting', 'oauth2', 'prometheus', 'my-own', 'response-ratelimiting'],
  name: ['key-auth', 'rate-limiting', 'response-ratelimiting', 'acl'],
  type: ['c6i.xlarge', 'x9.mega', 'c4-highcpu-8'],
  packageUrl: ['https://packages.example.com/kong.deb', 'https://a/b%20c?d={e}&f=%{g}#h'],
  repositoryUrl: ['https://packages.example.com/deb'],
  repositoryKeyUrl: ['https://packages.example.com/KEYS'],
  bucket: ['acme-state'],
  region: ['eu-west-1'],
  prefix: ['a/b'],
  organization: ['acme'],
  hostname: ['tfe.example.com:8443'],
  kmsKeyId: ['alias/state'],
  kmsEncryptionKey: ['projects/a/locations/b/keyRings/c/cryptoKeys/d'],
  hub: ['dc-0', 'dc-1'],
  $schema: ['../schema/topology.schema.json'],
};

/** Any value that a part of the definition allows, by itself. */
function valueOf(
  schema: JsonSchema & { readonly pattern?: string; readonly minItems?: number; readonly multipleOf?: number },
  name: string,
): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return fc.oneof(...forms.map((form) => valueOf(form, name)));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return numberOf(schema).map((it) => Math.round(it / (schema.multipleOf ?? 1)) * (schema.multipleOf ?? 1));
    case 'number':
      return numberOf(schema);
    case 'array':
      return fc.uniqueArray(
        valueOf(schema.items ?? {}, name.replace(/Cidrs$/, 'cidr').replace(/^(?!plugins).*cidr$/, 'cidr')),
        { minLength: schema.minItems ?? 0, maxLength: 4, selector: (it) => JSON.stringify(it) },
      );
    case 'object':
      return objectOf(schema, name);
    default:
      return textOf(schema, name);
  }
}

function textOf({ pattern }: { readonly pattern?: string }, name: string): fc.Arbitrary<string> {
  const words = WORDS[name] ?? (/sha256/i.test(name) ? ['0123456789abcdef'.repeat(4)] : []);
  if (words.length > 0) return fc.constantFrom(...words);
  return pattern === undefined ? fc.string({ maxLength: 12 }) : fc.stringMatching(new RegExp(pattern));
}

/** At the bounds, or anywhere between them by ratio. */
function numberOf({ minimum = 0, maximum = 1e9 }: JsonSchema): fc.Arbitrary<number> {
  const [low, high] = [Math.log(Math.max(minimum, 1e-9)), Math.log(Math.max(maximum, 1e-9))];
  const between = fc
    .double({ min: low, max: high, noNaN: true })
    .map((it) => Math.min(maximum, Math.max(minimum, Math.exp(it))));
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom(minimum, maximum) }, { weight: 4, arbitrary: between });
}

function objectOf(
  { properties = {}, required = [] }: JsonSchema,
  parent: string,
): fc.Arbitrary<Record<string, unknown>> {
  const wordsOf = (name: string): string => (WORDS[`${parent}.${name}`] ? `${parent}.${name}` : name);
  const values = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valueOf(schema, wordsOf(name))]),
  );
  // A few fields at a time: with all of them at once hardly any spec would be accepted.
  const names = Object.keys(properties).filter((name) => !required.includes(name));
  return fc
    .subarray(names, { maxLength: Math.min(3, names.length) })
    .chain((chosen) =>
      fc.record(Object.fromEntries([...required, ...chosen].map((name) => [name, values[name] ?? fc.constant(null)]))),
    );
}

/** Regions that sell none of the machine types that are chosen unasked. */
const SOLD_OUT = ['asia-southeast3', 'europe-north2', 'northamerica-south1'];

const REGIONS = Object.fromEntries(
  Object.values(CLOUD_FACTS).map(({ id, regions }) => [
    id,
    Object.keys(regions).filter((region) => (regions[region]?.zones.length ?? 0) >= 3 && !SOLD_OUT.includes(region)),
  ]),
);

/** Machine types by cloud that need no image of the user's own and take every disk, and one that no table has with its size stated. */
const machines = Object.fromEntries(
  Object.values(CLOUD_FACTS).map(({ id, machines: all, machineTypes }) => [
    id,
    fc.oneof<fc.Arbitrary<unknown>[]>(
      fc.constantFrom(
        ...all
          .filter(({ architecture, type }) => architecture === 'amd64' && !tryFamilyOf(machineTypes, type)?.lacks)
          .map(({ type, vcpus, memoryGib }) => ({ type, vcpus, memoryGib, offered: true })),
      ),
      fc.record({
        type: fc.constant(`x9${machineTypes.separator}mega`),
        vcpus: fc.constantFrom(1, 2, 16, 1_024),
        memoryGib: fc.constantFrom(0.5, 8, 64.5, 32_768),
      }),
    ),
  ]),
);

const { properties = {} } = specJsonSchema();

const placed = fc.constantFrom(...Object.keys(REGIONS)).chain((cloud) => {
  const node = fc.record({ machineType: machines[cloud] ?? fc.constant('') }, { requiredKeys: [] });
  return fc.record(
    {
      cloud: fc.constant(cloud),
      place: fc.nat(60),
      share: fc.double({ min: 0.00001, max: 0.9, noNaN: true }),
      keyed: fc.constant(CLOUD_FACTS[cloud as CloudId].kmsKey !== undefined),
      kong: node,
      cassandra: node,
    },
    { requiredKeys: ['cloud', 'place'] },
  );
});

/** Datacenters whose names, regions, keys and shares go together: the first has no share of its own, and takes what the others leave. */
const datacenters = fc.array(placed, { minLength: 1, maxLength: 5 }).map((them) =>
  them.map(({ place, share, keyed, ...rest }, i) => {
    const regions = REGIONS[rest.cloud] ?? [];
    const region = regions[(place + i) % regions.length];
    const key = keyed ? { kmsKey: `projects/acme-keys/locations/${region}/keyRings/edge/cryptoKeys/edge` } : {};
    const part = share === undefined || i === 0 ? {} : { share: share / them.length };
    return { name: `dc-${i}`, region, ...rest, ...key, ...part };
  }),
);

const parts = Object.fromEntries(
  ['kong', 'datastore', 'redis', 'links', 'network', 'state'].flatMap((name) =>
    properties[name] ? [[name, valueOf(properties[name], name)]] : [],
  ),
);

/** A package that no checksum is known of has one stated. */
function withChecksum({ kong, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return kong === undefined
    ? rest
    : { ...rest, kong: { packageSha256: '0123456789abcdef'.repeat(4), ...(kong as object) } };
}

/** A hub has a name, and a mesh has none. */
function withHub({ links, ...rest }: Record<string, unknown>): Record<string, unknown> {
  if (links === undefined) return rest;
  const { hub: _hub, ...others } = links as Record<string, unknown>;
  return { ...rest, links: others['shape'] === 'hub' ? { ...others, hub: 'dc-0' } : others };
}

/** Of an upgrade, both releases are such as share a datastore; operators come from inside the network. */
function withKongOfOneMind({ kong, network, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const others = { ...rest, ...(network === undefined ? {} : { network }) };
  if (typeof kong !== 'object' || kong === null) return { ...others, ...(kong === undefined ? {} : { kong }) };
  const { upgrade, adminCidrs, ...fields } = kong as Record<string, unknown>;
  const step = typeof upgrade === 'object' ? { version: '2.8.5', upgrade: { ...upgrade, to: '3.3.1' } } : {};
  const admin = adminCidrs === undefined || network !== undefined ? {} : { adminCidrs: ['10.64.0.0/10'] };
  return { ...others, kong: { ...fields, ...step, ...admin } };
}

type Section = Readonly<Record<string, unknown>>;

/**
 * A cloud's own datastore has one primary, replicas on its cloud alone, no nodes, and a Kong of its own releases.
 *
 * @param most replicas at most
 */
function withOneOfTheClouds(spec: Record<string, unknown>, most: number): Record<string, unknown> {
  const { datastore, datacenters: all, kong, ...rest } = spec;
  if (engineOf(spec) !== 'postgresql') return spec;
  const { version: _datastore, primary: _primary, replicas: _replicas, ...fields } = datastore as Section;
  const { version: _kong, upgrade: _upgrade, finishMigrations: _finish, ...settings } = (kong ?? {}) as Section;
  const places = Array.isArray(all) ? (all as Section[]).slice(0, 3).map(({ cassandra: _nodes, ...it }) => it) : [];
  const [first, ...others] = places;
  const replicas = others
    .filter(({ cloud, region }) => cloud === first?.['cloud'] && region !== first?.['region'])
    .filter(({ kmsKey }) => (kmsKey === undefined) === (first?.['kmsKey'] === undefined))
    .map(({ name }) => name)
    .slice(0, most);
  return {
    ...rest,
    kong: settings,
    datastore: {
      ...fields,
      ...(others.length > 0 ? { primary: first?.['name'] } : {}),
      ...(replicas.length > 0 ? { replicas } : {}),
    },
    datacenters: first ? places : 1,
  };
}

function engineOf({ datastore }: Record<string, unknown>): string | undefined {
  return (datastore as { engine?: string } | undefined)?.engine;
}

/**
 * Hybrid mode, which several datacenters with one primary have unasked, needs that primary, and no plugin that writes rows; its data
 * planes are of the default release. Without it nobody counts in a primary far away.
 */
function withPlanes({ kong, ...rest }: Record<string, unknown>): Record<string, unknown> {
  if (typeof kong !== 'object' || kong === null) return { ...rest, ...(kong === undefined ? {} : { kong }) };
  const { mode, dataPlaneVersion: _release, plugins, ...settings } = kong as Record<string, unknown>;
  const hasPrimary = engineOf(rest) === 'postgresql';
  const isFar = hasPrimary && Array.isArray(rest['datacenters']) && rest['datacenters'].length > 1;
  const isHybrid = hasPrimary && (mode === 'hybrid' || (isFar && mode === undefined));
  const writes = (plugin: unknown): boolean => /oauth2|"cluster"/.test(JSON.stringify(plugin));
  return {
    ...rest,
    kong: {
      ...settings,
      ...(hasPrimary && mode !== undefined ? { mode } : {}),
      ...(Array.isArray(plugins) ? { plugins: plugins.filter((it) => !((isHybrid || isFar) && writes(it))) } : {}),
    },
  };
}

/** A spec as a value. */
export const soundSpec: fc.Arbitrary<Record<string, unknown>> = fc
  .record(
    {
      name: fc.constantFrom('edge', 'ab', 'a-b-c'),
      requestsPerSecond: numberOf(properties['requestsPerSecond'] ?? {}),
      datacenters: fc.oneof(
        { weight: 6, arbitrary: datacenters },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 13 }) },
      ),
      googleProject: fc.constant('acme-edge'),
      tags: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/), fc.stringMatching(/^[a-z0-9_-]{0,8}$/), {
        maxKeys: 3,
      }),
      ...parts,
    },
    { requiredKeys: ['name', 'requestsPerSecond', 'datacenters', 'googleProject'] },
  )
  .map(withHub)
  .map(withChecksum)
  .map(withKongOfOneMind)
  .chain((spec) => fc.nat(2).map((replicas) => withOneOfTheClouds(spec, replicas)))
  .map(withPlanes);
