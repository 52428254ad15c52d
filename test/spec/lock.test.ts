import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { formatIssue } from '../../src/kernel/issue';
import { canonicalJson } from '../../src/kernel/json';
import { assignIndexes, formatLock, isSameLock, parseLock, type Assignment, type Lock } from '../../src/spec/lock';
import type { Spec } from '../../src/spec/spec';
import type { Standing } from '../../src/spec/standing';

/** As much of a spec as indexes depend on. */
function specWith(names: readonly string[], name = 'edge'): Spec {
  return { name, datacenters: names.map((datacenter) => ({ name: datacenter })) } as unknown as Spec;
}

/** What stands of such a spec: all datacenters alike, each in a range of its own. */
function standing(names: readonly string[]): Standing {
  const facts = {
    cloud: 'aws',
    region: 'us-east-1',
    zones: ['a', 'b', 'c'],
    share: 0.5,
    nodes: 3,
    diskGib: 100,
  } as const;
  return {
    kong: '3.3.1',
    supernet: '10.64.0.0/10',
    datastore: { engine: 'cassandra', release: '3.11.19', replicationFactor: 3 },
    datacenters: Object.fromEntries(names.map((name, i) => [name, { ...facts, cidr: `10.${64 + i}.0.0/16` }])),
  };
}

function assign(names: readonly string[], lock?: Lock): Assignment & { readonly text: string; readonly lock: Lock } {
  const checked = assignIndexes(specWith(names), lock);
  if (!checked.ok) throw new Error(checked.issues.map(formatIssue).join('\n'));
  const content = { topology: 'edge', ...checked.value, standing: standing([...names].sort()), allowed: [] };
  const text = formatLock(content);
  expect(reread(text)).toEqual(content);
  return { ...checked.value, text, lock: reread(text) };
}

function reread(text: string): Lock {
  const checked = parseLock(text, 'edge.lock.json');
  if (!checked.ok) throw new Error(checked.issues.map(formatIssue).join('\n'));
  return checked.value;
}

function linesOf(text: string): string[] {
  return parseLock(text, 'edge.lock.json').issues.map(formatIssue);
}

test('whatever a lock remembers of a topology comes back from it', () => {
  const whole: Required<Standing> = {
    ...standing(['dc-a', 'dc-b']),
    finished: '3.3.0',
    pools: { blue: '3.3.0', green: '3.3.1', serves: 'green' },
    hybrid: { dataPlanes: '3.3.0' },
    plainHttp: 'closed',
    balancer: 'haproxy',
    names: { hostname: 'api.example.com', provider: 'route53', zone: 'Z1' },
    healthPath: '/healthz',
    certificate: { aws: 'edge/tls' },
    firstAsn: 64_600,
    state: { backend: 's3', place: 'states/edge' },
    flowLogDays: 90,
    logDays: 30,
    links: { shape: 'hub', hub: 'dc-a', inner: { aws: 'gateway-vpn' } },
    redis: { password: 'required' },
  };
  const text = formatLock({
    topology: 'edge',
    nextIndex: 2,
    indexes: { 'dc-a': 0, 'dc-b': 1 },
    standing: whole,
    allowed: [{ word: 'region-changed:dc-a', what: 'the region' }],
  });
  expect(reread(text)).toMatchObject({ standing: whole, allowed: [{ word: 'region-changed:dc-a' }] });
  expect(reread(text).standing).toEqual(whole);
});

/** The text of a lock whose checksum fits whatever it says. */
function lockText(content: object): string {
  const checksum = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return canonicalJson({ ...content, checksum });
}

const names = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'.split('').map((letter) => `dc-${letter}`)), {
  minLength: 1,
});

describe('giving out indexes', () => {
  test('the first datacenters get theirs in order of name', () => {
    const { indexes, nextIndex } = assign(['west', 'east', 'north']);
    expect([indexes, nextIndex]).toEqual([{ east: 0, north: 1, west: 2 }, 3]);
  });

  test('the text of a lock is the same bytes for the same lock', () => {
    expect(assign(['east']).text).toBe(`{
  "allowed": [],
  "checksum": "9da79f559d5485487022821c03f5301d1af82a16a445d4e8f36654bc420edd66",
  "datacenters": {
    "east": {
      "cidr": "10.64.0.0/16",
      "cloud": "aws",
      "diskGib": 100,
      "index": 0,
      "nodes": 3,
      "region": "us-east-1",
      "share": 0.5,
      "zones": [
        "a",
        "b",
        "c"
      ]
    }
  },
  "datastore": {
    "engine": "cassandra",
    "release": "3.11.19",
    "replicationFactor": 3
  },
  "format": 2,
  "kong": "3.3.1",
  "nextIndex": 1,
  "supernet": "10.64.0.0/10",
  "topology": "edge"
}
`);
  });

  test('a lock says again whatever it was told, and nothing that it was not', () => {
    const content = (more: Partial<Standing>): Lock & { standing: Standing } => ({
      topology: 'edge',
      nextIndex: 2,
      indexes: { east: 1 },
      standing: { ...standing(['east']), ...more },
      allowed: [{ word: 'region-changed:east', what: 'us-east-1 to us-west-2' }],
    });
    const kinds: readonly Partial<Standing>[] = [
      {},
      { finished: '2.8.5' },
      { pools: { blue: '2.8.5', green: '3.3.1', serves: 'blue', strategy: 'cut', stage: 'filled' } },
      { pools: { green: '3.3.1', serves: 'green' } },
      { links: { shape: 'hub', hub: 'east', inner: { aws: 'transit-peering' } } },
      { state: { backend: 'local' } },
      { state: { backend: 's3', place: 'acme-state/edge' }, flowLogDays: 30, logDays: 90 },
      { datastore: { engine: 'postgresql', release: '16', replicationFactor: 1, primary: 'east', backupDays: 7 } },
      { redis: { password: 'prepared' }, plainHttp: 'closed', hybrid: { dataPlanes: '3.9.1' } },
    ];
    for (const more of kinds) {
      const read = reread(formatLock(content(more)));
      expect(read).toStrictEqual(content(more));
    }
  });

  test('the order of the list decides nothing', () => {
    fc.assert(
      fc.property(
        names.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => expect(assign(shuffled)).toEqual(assign(list)),
      ),
    );
  });

  test('a lock that fits does not change', () => {
    fc.assert(
      fc.property(names, (list) => {
        const first = assign(list);
        const again = assign(list, first.lock);
        expect(again.text).toBe(first.text);
        expect(isSameLock(again.text, JSON.stringify(JSON.parse(first.text)))).toBe(true);
      }),
    );
  });

  test('over any history, who stays keeps the index, and no index is ever given to a second datacenter', () => {
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 8 }), (history) => {
        let lock: Lock | undefined;
        let before: Readonly<Record<string, number>> = {};
        const owners = new Map<number, string>();
        let generation = 0;
        for (const list of history) {
          generation++;
          const now = assign(list, lock);
          for (const [name, index] of Object.entries(now.indexes)) {
            const stayed = Object.hasOwn(before, name);
            if (stayed) expect(index).toBe(before[name]);
            else {
              // One that was removed and comes back is a new one: what it had is gone.
              expect(owners.get(index)).toBeUndefined();
              owners.set(index, `${name} of generation ${generation}`);
            }
          }
          expect(new Set(Object.values(now.indexes)).size).toBe(list.length);
          expect(Object.keys(now.lock.indexes).sort()).toEqual([...list].sort());
          before = now.indexes;
          lock = now.lock;
        }
      }),
    );
  });

  test('a datacenter that comes gets the next index, though a lower one is free', () => {
    const { lock } = assign(['east', 'north', 'west']);
    const without = assign(['east', 'west'], lock);
    expect(without.indexes).toEqual({ east: 0, west: 2 });
    expect(isSameLock(without.text, assign(['east', 'north', 'west']).text)).toBe(false);
    const again = assign(['east', 'north', 'south', 'west'], without.lock);
    expect(again.indexes).toEqual({ east: 0, north: 3, south: 4, west: 2 });
    expect(again.lock.nextIndex).toBe(5);
  });

  test('a lock of another topology is refused', () => {
    const { lock } = assign(['east']);
    const checked = assignIndexes(specWith(['east'], 'core'), lock, 'edge.lock.json');
    expect(checked.issues.map(formatIssue)).toEqual([
      'edge.lock.json: error: topology: the lock file belongs to the topology "edge", and the spec is named "core"; ' +
        'name the spec "edge" again, or, for a new topology, copy the spec without its lock file [lock-of-another-topology]',
    ]);
  });
});

describe('a lock file that cannot be trusted is refused', () => {
  const RESTORE = 'restore the file from version control; it is written by topogen alone';
  const good = { format: 1, topology: 'edge', nextIndex: 2, datacenters: { east: { index: 0 }, west: { index: 1 } } };
  const { checksum: _checksum, ...newer } = JSON.parse(assign(['east', 'west']).text) as Record<string, unknown>;

  test('a good one is not, of either format', () => {
    expect([linesOf(lockText(good)), linesOf(lockText(newer))]).toEqual([[], []]);
    expect(parseLock(lockText(good), 'l')).toMatchObject({ value: { indexes: { east: 0, west: 1 }, allowed: [] } });
  });

  test.each([
    ['a release', { kong: 'new' }, 'kong', 'kong is no release'],
    ['a range', { supernet: '10.0.0.0/99' }, 'supernet', 'supernet is no range'],
    [
      'an engine',
      { datastore: { engine: 'none', release: '1.0', replicationFactor: 3 } },
      'datastore.engine',
      'engine is no datastore',
    ],
    ['a place of states', { state: { backend: 'moon' } }, 'state.backend', 'backend is no backend'],
    ['days of flow logs', { flowLogDays: -1 }, 'flowLogDays', 'flowLogDays is not a whole number'],
    ['days of logs', { logDays: -1 }, 'logDays', 'logDays is not a whole number'],
    ['a datastore', { datastore: 3 }, 'datastore', 'datastore is not an object'],
    ['a list of what was allowed', { allowed: {} }, 'allowed', 'allowed is not a list'],
    ['words for it', { allowed: [{ word: 'x' }] }, 'allowed.0.what', 'what is not a text'],
    [
      'zones',
      { datacenters: { east: { index: 0, ...standing(['east']).datacenters['east'], zones: [] } } },
      'datacenters.east.zones',
      'zones is no list of zones',
    ],
    [
      'a cloud',
      { datacenters: { east: { index: 0, ...standing(['east']).datacenters['east'], cloud: 'moon' } } },
      'datacenters.east.cloud',
      'cloud is no cloud',
    ],
    [
      'a project, if any',
      { datacenters: { east: { index: 0, ...standing(['east']).datacenters['east'], project: 3 } } },
      'datacenters.east.project',
      'project is not a text',
    ],
  ])('one whose facts are none is refused: %s', (_, fields, path, message) => {
    const found = parseLock(lockText({ ...newer, ...fields }), 'edge.lock.json').issues;
    expect(found.map((it) => [it.code, it.path.join('.'), it.message])).toEqual([['lock-malformed', path, message]]);
  });

  test('a changed number of what stands is noticed as any other', () => {
    const text = lockText(newer).replace('"nodes": 3', '"nodes": 6');
    expect(parseLock(text, 'l').issues.map(({ code }) => code)).toEqual(['lock-edited']);
  });

  test('not JSON', () => {
    expect(linesOf('{ "format": 1, }')).toEqual([
      `edge.lock.json:1:14: error: (spec): the lock file is not JSON: a comma stands before the closing }; ${RESTORE} [lock-not-json]`,
    ]);
    expect(linesOf('')).toEqual([
      `edge.lock.json:1:1: error: (spec): the lock file is not JSON: a value is expected, but the file ends here; ${RESTORE} [lock-not-json]`,
    ]);
  });

  test('an unresolved merge', () => {
    const text = lockText(good).replace('  "format"', '<<<<<<< ours\n  "format"');
    expect(linesOf(text)).toEqual([
      'edge.lock.json: error: (spec): the lock file holds marks of a merge conflict; take one side whole, the one that ' +
        'is deployed, and run topogen synth again: it gives the datacenters of the other side new indexes [lock-has-conflict]',
    ]);
  });

  test('changed by hand', () => {
    const text = lockText(good).replace('"index": 1', '"index": 0').replace('"index": 0', '"index": 1');
    expect(linesOf(text)).toEqual([
      `edge.lock.json:2:15: error: checksum: the checksum does not fit: the file was changed by hand or by a merge; ${RESTORE} [lock-edited]`,
    ]);
  });

  test('of an unknown format', () => {
    expect(linesOf(lockText({ ...good, format: 3 }))).toEqual([
      'edge.lock.json:11:13: error: format: the format 3 is not known to this version of topogen; use the version of ' +
        'topogen that wrote the file, or a newer one [lock-format-unknown]',
    ]);
  });

  test('an index twice, not given out yet, or beyond the address plan', () => {
    const text = lockText({
      ...good,
      nextIndex: 90,
      datacenters: { a: { index: 3 }, b: { index: 3 }, c: { index: 88 } },
    });
    expect(linesOf(text)).toEqual([
      `edge.lock.json:8:16: error: datacenters.b.index: index 3 is already that of "a"; ${RESTORE} [lock-index-twice]`,
      `edge.lock.json:11:16: error: datacenters.c.index: 88 is no index that topogen gives out: 87 is the highest; ${RESTORE} [lock-index-too-large]`,
    ]);
    expect(linesOf(lockText({ ...good, nextIndex: 1 }))).toEqual([
      `edge.lock.json:8:16: error: datacenters.west.index: index 1 is in use, and 1 is said to be the next; ${RESTORE} [lock-index-not-given-out]`,
    ]);
  });

  test.each([
    ['a list', '[]', 'a lock file is an object'],
    ['without a topology', lockText({ ...good, topology: 3 }), 'topology is not a text'],
    [
      'with a fraction for an index',
      lockText({ ...good, datacenters: { east: { index: 0.5 } } }),
      'a datacenter has no index',
    ],
    ['with a negative next index', lockText({ ...good, nextIndex: -1 }), 'nextIndex is not a whole number'],
    ['with a list of datacenters', lockText({ ...good, datacenters: [] }), 'datacenters is not an object'],
    ['without a checksum', canonicalJson(good), 'checksum is not a text'],
    ['with a key of its own', lockText({ ...good, note: 'mine' }), 'the key is none of a lock file'],
    ['with a key twice', '{"format": 1, "format": 1}', 'the key stands twice'],
  ])('%s', (_, text, message) => {
    const checked = parseLock(text, 'edge.lock.json');
    expect(checked.ok).toBe(false);
    expect(checked.issues.map((it) => it.message)).toContain(message);
    expect(checked.issues.every((it) => it.file === 'edge.lock.json' && it.position !== undefined)).toBe(true);
  });

  test('everything that is wrong is told at once, each at its place', () => {
    const placesOf = (content: object | string): string[] => {
      const text = typeof content === 'string' ? content : lockText(content);
      return parseLock(text, 'edge.lock.json').issues.map((it) => `${it.code} ${it.path.join('.')}`);
    };
    expect(placesOf({ ...good, topology: 3, nextIndex: '2', note: 1, datacenters: [] })).toEqual([
      'lock-malformed note',
      'lock-malformed topology',
      'lock-malformed nextIndex',
      'lock-malformed datacenters',
    ]);
    expect(
      placesOf({ ...good, datacenters: { east: { index: 0, name: 'x' }, west: 1, north: { index: '1' } } }),
    ).toEqual([
      'lock-malformed datacenters.east.name',
      'lock-malformed datacenters.north',
      'lock-malformed datacenters.west',
    ]);
    expect(placesOf({ ...good, format: 3 })).toEqual(['lock-format-unknown format']);
    expect(placesOf('[]')).toEqual(['lock-malformed ']);
    const merged = lockText({ ...good, datacenters: { east: { index: 0 }, west: { index: 0 } } });
    expect(placesOf(merged.replace('"nextIndex": 2', '"nextIndex": 3'))).toEqual([
      'lock-edited checksum',
      'lock-index-twice datacenters.west.index',
    ]);
  });

  test('the highest index is one, and the next one beyond it is none', () => {
    const withIndex = (index: number): string[] =>
      parseLock(lockText({ ...good, nextIndex: 200, datacenters: { east: { index } } }), 'l').issues.map(
        (it) => it.code,
      );
    expect([0, 87].map(withIndex)).toEqual([[], []]);
    expect(withIndex(88)).toEqual(['lock-index-too-large']);
  });

  test('an index below the next one is given out, the next one itself is not', () => {
    const withNext = (nextIndex: number): string[] =>
      parseLock(lockText({ ...good, nextIndex }), 'l').issues.map((it) => it.code);
    expect([withNext(2), withNext(3)]).toEqual([[], []]);
    expect(withNext(1)).toEqual(['lock-index-not-given-out']);
    expect(withNext(0)).toEqual(['lock-index-not-given-out', 'lock-index-not-given-out']);
  });

  test.each(['<<<<<<< ours', '=======', '>>>>>>> theirs'])(
    'a line that begins with the mark %s is a conflict',
    (mark) => {
      const codes = (text: string): string[] => parseLock(text, 'l').issues.map((it) => it.code);
      expect(codes(lockText(good).replace('  "format"', `${mark}\n  "format"`))).toEqual(['lock-has-conflict']);
      // The same signs within a line are part of a value.
      expect(codes(lockText({ ...good, topology: `a${mark}b` }))).toEqual([]);
    },
  );

  test('any text whatever is refused with words, never with a crash', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => expect(parseLock(text, 'l').ok).toBe(false)));
  });
});
