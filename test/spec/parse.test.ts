import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { formatIssue } from '../../src/kernel/issue';
import { locateIssues, parseSpec } from '../../src/spec/parse';
import { wishedInnerLink } from '../../src/spec/inner-links';
import type { Spec } from '../../src/spec/spec';
import { times } from '../support/effort';

const EVERYTHING: unknown = JSON.parse(readFileSync(join(__dirname, '../fixtures/valid/everything.json'), 'utf8'));

function specOf(text: string, file = 'spec.json'): Spec {
  const checked = parseSpec(text, file, CLOUD_FACTS);
  if (!checked.ok) throw new Error(checked.issues.map(formatIssue).join('\n'));
  return checked.value.spec;
}

function codesOf(text: string, file = 'spec.json'): string[] {
  return parseSpec(text, file, CLOUD_FACTS).issues.map((it) => it.code);
}

/** The same value with the keys of every object in an order that the seeds decide. */
function withShuffledKeys(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => withShuffledKeys(item, next));
  if (value === null || typeof value !== 'object') return value;
  const ranked = Object.entries(value).map(([key, child]) => ({ key, child, rank: next() }));
  ranked.sort((a, b) => a.rank - b.rank);
  return Object.fromEntries(ranked.map(({ key, child }) => [key, withShuffledKeys(child, next)]));
}

function byName(spec: Spec): Spec {
  return { ...spec, datacenters: [...spec.datacenters].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

test('the order of keys changes nothing', () => {
  const ranks = fc.array(fc.nat(), { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(ranks, (seeds) => {
      let used = 0;
      const shuffled = withShuffledKeys(EVERYTHING, () => seeds[used++ % seeds.length] ?? 0);
      expect(specOf(JSON.stringify(shuffled))).toEqual(specOf(JSON.stringify(EVERYTHING)));
    }),
    { numRuns: 30 },
  );
});

test('the order of datacenters changes nothing but their order', () => {
  const { datacenters, ...rest } = EVERYTHING as { datacenters: unknown[] };
  const open = datacenters.map((datacenter, i) => ({ ...(datacenter as object), share: [0.1, undefined, 0.7][i] }));
  const orders = fc.shuffledSubarray(open, { minLength: open.length });
  fc.assert(
    fc.property(orders, (order) => {
      const shuffled = specOf(JSON.stringify({ ...rest, datacenters: order }));
      expect(byName(shuffled)).toEqual(byName(specOf(JSON.stringify({ ...rest, datacenters: open }))));
    }),
    { numRuns: 30 },
  );
});

test('YAML and JSON of the same value give the same spec', () => {
  expect(specOf(stringify(EVERYTHING), 'spec.yaml')).toEqual(specOf(JSON.stringify(EVERYTHING)));
});

test('a spec is a fixed point: what it resolves to resolves to itself', () => {
  const spec = specOf(JSON.stringify(EVERYTHING));
  expect(specOf(JSON.stringify(asWritten(spec)))).toEqual(spec);
});

/**
 * The spec as a user could have written it: what a datacenter says of its datastore stands under the engine's name, what it says
 * of its balancer under the gateway, the dates of images under their clouds,
 * whom alarms tell and who reads metrics under monitoring.
 */
function asWritten(spec: Spec): object {
  const datacenters = spec.datacenters.map(
    ({
      datastore,
      exposure,
      clientCidrs: _,
      inName,
      imageDate: _date,
      notify: _target,
      dashboard: _shown,
      ...rest
    }) => ({
      ...rest,
      gateway: { exposure, drained: !inName },
      [spec.datastore.engine]: datastore,
    }),
  );
  const targets = spec.datacenters.flatMap(({ name, notify }) =>
    notify === undefined ? [] : [[name, notify] as const],
  );
  const notify = Object.fromEntries(targets);
  const ubuntu = Object.fromEntries(spec.datacenters.map(({ cloud, imageDate }) => [cloud, imageDate]));
  const { innerLink, ...links } = spec.links;
  const { hour: _hour, ...backups } = spec.backups ?? {};
  const awsToAws = (['transit-gateway-peering', 'ipsec'] as const).find(
    (it) => wishedInnerLink({ shape: 'mesh', awsToAws: it }) === innerLink,
  );
  const { scrapeCidrs, logs, ...others } = spec;
  return {
    ...others,
    ubuntu,
    monitoring: {
      notify,
      ...(scrapeCidrs === undefined ? {} : { scrapeCidrs }),
      ...(logs === undefined ? {} : { logs }),
      ...(spec.datacenters.some(({ dashboard }) => dashboard) ? { dashboards: true } : {}),
    },
    backups,
    links: { ...links, awsToAws },
    datacenters,
  };
}

test('any text whatever is refused with words, never with a crash', () => {
  const alphabet = fc.constantFrom(
    ...'{}[]",:\\\n\t -#&*!|>?%@`~0123456789.eE+truefalsnlname'.split(''),
    '\ud800',
    '"name"',
    'é',
  );
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 60 }), fc.constantFrom('s.json', 's.yaml', '-'), (parts, file) => {
      const checked = parseSpec(parts.join(''), file, CLOUD_FACTS);
      expect(checked.ok).toBe(false);
      expect(checked.issues.every((it) => it.file === file)).toBe(true);
    }),
    { numRuns: times(500) },
  );
});

test('any JSON value whatever is refused with words, never with a crash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parseSpec(JSON.stringify(value), 's.json', CLOUD_FACTS).ok).toBe(false);
    }),
  );
});

test('a key of any value whatever in a good spec is refused with words or accepted, never with a crash', () => {
  const keys = Object.keys(EVERYTHING as object);
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
      const text = JSON.stringify({ ...(EVERYTHING as object), [key]: value });
      expect(() => parseSpec(text, 's.json', CLOUD_FACTS)).not.toThrow();
    }),
    { numRuns: times(150) },
  );
});

test('the file name decides between JSON and YAML, and the first character where it does not', () => {
  const flow = '{ name: edge, requestsPerSecond: 1, datacenters: 1 }';
  expect(codesOf(flow, 'spec.yaml')).toEqual(['certificate-of-each-node', 'state-holds-secrets']);
  expect(codesOf(flow, 'spec.yml')).toEqual(['certificate-of-each-node', 'state-holds-secrets']);
  expect(codesOf(flow, 'spec.json')).toEqual(['json-unquoted-key']);
  expect(codesOf(flow, '-')).toEqual(['json-unquoted-key']);
  expect(codesOf('name: edge\nrequestsPerSecond: 1\ndatacenters: 1\n', '-')).toEqual([
    'certificate-of-each-node',
    'state-holds-secrets',
  ]);
});

test('a byte-order mark is refused', () => {
  expect(codesOf(`\ufeff${JSON.stringify(EVERYTHING)}`)).toEqual(['spec-has-byte-order-mark']);
});

test('a text of 50 MB is refused without being read', () => {
  expect(codesOf(' '.repeat(50 * 1024 * 1024))).toEqual(['spec-too-large']);
});

test('a binary file is refused', () => {
  expect(codesOf('\u0000\u0001\u0002PK', 'spec.json')).toEqual(['json-expected']);
  expect(parseSpec('\u0000\u0001\u0002PK', 'spec', CLOUD_FACTS).ok).toBe(false);
});

test.each(['json', 'yaml'])('brackets that never close are refused (%s)', (extension) => {
  const text = `{"name": ${'['.repeat(50_000)}`;
  const checked = parseSpec(text, `spec.${extension}`, CLOUD_FACTS);
  expect(checked.ok).toBe(false);
  expect(checked.issues).toHaveLength(1);
});

test('advice is left out where there are errors', () => {
  expect(codesOf('{"name": "edge", "requestsPerSecond": 1, "datacenters": 1}')).toEqual([
    'certificate-of-each-node',
    'state-holds-secrets',
  ]);
  expect(codesOf('{"name": "edge", "requestsPerSecond": 1, "datacenters": 0}')).toEqual(['number-too-small']);
});

test('issues of later stages get the place of their path', () => {
  const text = '{\n  "name": "edge",\n  "datacenters": [\n    { "name": "us-east", "cidr": "10.0.0.0/16" }\n  ]\n}\n';
  const taken = { code: 'x', severity: 'error', message: 'm', remedy: 'r' } as const;
  const [missing, cidr] = locateIssues(
    [
      { ...taken, path: ['datacenters', 0, 'cidr'] },
      { ...taken, path: ['links', 'shape'] },
    ],
    text,
    'spec.json',
  );
  expect(missing).toMatchObject({ file: 'spec.json', position: { line: 1, column: 1 }, path: ['links', 'shape'] });
  expect(cidr).toMatchObject({ file: 'spec.json', position: { line: 4, column: 34 } });
});
