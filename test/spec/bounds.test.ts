import { CLOUD_FACTS } from '../../src/clouds/facts';
import type { Issue } from '../../src/kernel/issue';
import { parseLock } from '../../src/spec/lock';
import { parseSpec } from '../../src/spec/parse';

/*
 * What is half as large as a file may be, and no spec: each is refused by a few issues, in the time of its length and not in that
 * of its square. The limit, of processor time, is far above what any of them takes and far below what comparing each with each
 * would.
 */
const LIMIT_SECONDS = 10;

/** Processor time of something, in seconds. */
function secondsOf(run: () => void): number {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1e6;
}

const HALF_MIB = 524_288;

/** `make(0), make(1), ...` until they fill half of what a spec may have. */
function many(make: (i: number) => string): string {
  const parts: string[] = [];
  for (let i = 0, length = 0; length < HALF_MIB; i++) {
    const part = make(i);
    parts.push(part);
    length += part.length + 1;
  }
  return parts.join(',');
}

const around = (fields: string): string => `{"name":"edge","requestsPerSecond":1,"datacenters":1,${fields}}`;
const datacenter = (i: number, fields: string): string =>
  `{"name":"dc${i}","cloud":"aws","region":"us-east-1"${fields}}`;
const list = (fields: (i: number) => string): string =>
  `{"name":"edge","requestsPerSecond":1,"datacenters":[${many((i) => datacenter(i, fields(i)))}]}`;
const octets = (i: number): string => `${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;

const LARGE: Readonly<Record<string, { readonly text: string; readonly code: string }>> = {
  'ranges of clients': {
    text: around(`"kong":{"proxyCidrs":[${many((i) => `"10.${octets(i)}/32"`)}]}`),
    code: 'list-too-long',
  },
  'ranges that are none': {
    text: around(`"kong":{"proxyCidrs":[${many((i) => `"${i}"`)}]}`),
    code: 'list-too-long',
  },
  'values of the wrong kind': { text: around(`"kong":{"plugins":[${many(String)}]}`), code: 'list-too-long' },
  plugins: { text: around(`"kong":{"plugins":[${many((i) => `"p${i}"`)}]}`), code: 'list-too-long' },
  'unknown keys': { text: around(`"kong":{${many((i) => `"versoin${i}":1`)}}`), code: 'further-issues' },
  'the same key': { text: around(`"kong":{${many(() => `"version":"3.3"`)}}`), code: 'further-issues' },
  tags: { text: around(`"tags":{${many((i) => `"t${i}":"v"`)}}`), code: 'too-many-tags' },
  zones: {
    text: `{"name":"edge","requestsPerSecond":1,"datacenters":[${datacenter(0, `,"zones":[${many((i) => `"z${i}"`)}]`)}]}`,
    code: 'not-three-zones',
  },
  datacenters: { text: list(() => ''), code: 'too-many-datacenters' },
  'datacenters with ranges': { text: list((i) => `,"cidr":"10.${i & 255}.0.0/16"`), code: 'further-issues' },
  'datacenters of one name': { text: list(() => '').replace(/dc\d+/g, 'dc'), code: 'further-issues' },
  'a name': { text: around(`"links":{"shape":"hub","hub":"${'h'.repeat(HALF_MIB)}"}`), code: 'hub-unknown' },
};

const ALSO_YAML = ['ranges of clients', 'unknown keys', 'datacenters'];

describe('a spec with too many of something is refused in time', () => {
  test.each(Object.keys(LARGE))('%s', (what) => {
    const { text, code } = LARGE[what]!;
    for (const file of ['large.json', ...(ALSO_YAML.includes(what) ? ['large.yaml'] : [])]) {
      const issues: Issue[] = [];
      expect(secondsOf(() => issues.push(...parseSpec(text, file, CLOUD_FACTS).issues))).toBeLessThan(LIMIT_SECONDS);
      expect(issues.length).toBeLessThanOrEqual(1_001);
      expect(Math.max(...issues.map((it) => it.message.length + it.remedy.length))).toBeLessThan(1_500);
      const codes = issues.map((it) => it.code);
      // As YAML some have more words or values than a reader follows.
      expect(codes).toContainEqual(
        file.endsWith('.json') ? code : expect.stringMatching(`^(${code}|yaml-too-long|yaml-alias-bomb)$`),
      );
    }
  });
});

test('a YAML text of more words than any spec is refused where that shows', () => {
  const checked = parseSpec('a: 1\n'.repeat(HALF_MIB / 5), 'large.yaml', CLOUD_FACTS);
  expect(checked.issues).toMatchObject([{ code: 'yaml-too-long', file: 'large.yaml', position: {} }]);
});

test.each(['- ', '[', '{a: ', '? ', 'a: ', '- [ {a: '])('nesting without end is refused at its depth: %s', (open) => {
  const checked = parseSpec(open.repeat(HALF_MIB / open.length), 'deep.yaml', CLOUD_FACTS);
  expect(checked.ok).toBe(false);
  expect(checked.issues).toHaveLength(1);
  expect(checked.issues[0]!.message).not.toMatch(/call stack/i);
  expect(checked.issues[0]!.position!.column).toBeLessThan(1_000);
});

describe('a lock file that is none', () => {
  test('is refused for its size, before it is read as JSON', () => {
    const checked = parseLock(' '.repeat(2 ** 21), 'edge.lock.json');
    expect(checked.issues).toMatchObject([{ code: 'lock-too-large', file: 'edge.lock.json' }]);
  });

  test('is refused by its first faults, in time', () => {
    const text = `{"format":1,"datacenters":{${many((i) => `\n"dc${i}":{}`)}}}`;
    const seconds = secondsOf(() => {
      expect(parseLock(text, 'edge.lock.json').issues.length).toBeLessThanOrEqual(100);
    });
    expect(seconds).toBeLessThan(LIMIT_SECONDS);
  });
});
