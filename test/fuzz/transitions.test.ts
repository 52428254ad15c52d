import fc from 'fast-check';
import { harms, diffTopologies } from '../../src/actions/diff/diff-topologies';
import { treeChanges } from '../../src/actions/diff/tree-changes';
import { loadTopology, type Topology } from '../../src/actions/load-topology';
import { synthesize } from '../../src/actions/synthesize';
import { compareVersions } from '../../src/kernel/version';
import type { DatacenterPlan, Plan } from '../../src/plan/plan';
import { readTemplates } from '../support/templates';
import { treeOf } from '../support/tree-of';
import { FUZZ_TIMEOUT, fuzz, Tally } from './fuzz';
import { soundSpec } from './sound-specs';

/*
 * Of two random specs of one lineage, the second over the first: it is refused with a code, or everything that stood of the
 * datacenters that stay is there afterwards, in the plan and in what Terraform would do.
 */

type Document = Readonly<Record<string, unknown>>;

const TEMPLATES = readTemplates();

const KEY = 'projects/acme-keys/locations/europe-west1/keyRings/edge/cryptoKeys/edge';

/** A spec, and another with a few of its parts exchanged for those of a third. */
const lineage: fc.Arbitrary<readonly [Document, Document]> = fc
  .tuple(
    soundSpec,
    soundSpec,
    fc.subarray(
      ['requestsPerSecond', 'kong', 'gateway', 'datastore', 'redis', 'links', 'network', 'datacenters', 'state'],
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    fc.nat(5),
  )
  .map(([first, other, parts, turn]) => {
    const exchanged = Object.fromEntries(
      parts.map((part) => [part, other[part]]).filter(([, value]) => value !== undefined),
    );
    const second: Record<string, unknown> = { ...first, ...exchanged };
    return [first, { ...second, datacenters: turned(first['datacenters'], second['datacenters'], turn) }] as const;
  });

/**
 * Specs of several datacenters on PostgreSQL, in hybrid mode or with replicas, with a Redis and its password, an open port 80, a
 * key and days of keeping: what specs made from the definition alone seldom have together.
 */
const withPrimary: fc.Arbitrary<Document> = fc
  .record({
    requestsPerSecond: fc.constantFrom(900, 6_000),
    mode: fc.constantFrom('hybrid', 'traditional'),
    kong: fc.constantFrom('3.8.0', '3.9.1'),
    policy: fc.constantFrom('local', 'redis'),
    replicas: fc.constantFrom([], ['west']),
    postgresql: fc.constantFrom('15', '16'),
    diskGib: fc.constantFrom(100, 200),
    days: fc.constantFrom(7, 14),
    flowLogDays: fc.constantFrom(30, 365),
    plainHttp: fc.constantFrom(undefined, 'serve', 'redirect'),
    password: fc.constantFrom(undefined, 'none', 'prepared', 'required'),
    isKeyed: fc.boolean(),
    state: fc.constantFrom('acme-state', 'acme-states'),
  })
  .map((it) => ({
    name: 'edge',
    requestsPerSecond: it.requestsPerSecond,
    googleProject: 'acme-edge',
    datacenters: [
      { name: 'east', cloud: 'aws', region: 'us-east-1' },
      { name: 'west', cloud: 'aws', region: 'us-west-2' },
      { name: 'eu', cloud: 'google', region: 'europe-west1', ...(it.isKeyed ? { kmsKey: KEY } : {}) },
    ],
    kong: { mode: it.mode, version: it.kong, plugins: [{ name: 'rate-limiting', policy: it.policy }] },
    gateway: it.plainHttp === undefined ? {} : { plainHttp: it.plainHttp },
    redis: it.password === undefined ? {} : { password: it.password },
    datastore: {
      engine: 'postgresql',
      version: it.postgresql,
      primary: 'east',
      diskGib: it.diskGib,
      backupRetentionDays: it.days,
      replicas: it.replicas,
    },
    network: { flowLogRetentionDays: it.flowLogDays },
    state: { backend: 's3', bucket: it.state, region: 'us-east-1' },
  }));

/** Of such a spec, one or two sections become those of another. */
const lineageWithPrimary: fc.Arbitrary<readonly [Document, Document]> = fc
  .tuple(
    withPrimary,
    withPrimary,
    fc.subarray(['requestsPerSecond', 'datacenters', 'kong', 'gateway', 'redis', 'datastore', 'network', 'state'], {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([first, other, parts]) => [
    first,
    { ...first, ...Object.fromEntries(parts.map((part) => [part, other[part]])) },
  ]);

/** Datacenters with one change that is likely to be accepted: one goes, one comes, or one has another share. */
function turned(stood: unknown, exchanged: unknown, turn: number): unknown {
  if (!Array.isArray(stood) || turn > 3) return exchanged;
  const list = stood as Document[];
  if (turn === 0 && list.length > 1) return list.slice(0, -1);
  if (turn === 1) return [...list, { name: 'dc-new', cloud: 'aws', region: 'ca-central-1' }];
  if (turn === 2) return [...list].reverse();
  return list;
}

function load(
  document: Document,
  rest: Partial<Parameters<typeof loadTopology>[0]> = {},
): ReturnType<typeof loadTopology> {
  return loadTopology({
    specText: JSON.stringify(document),
    specFile: 'edge.json',
    lockFile: 'edge.lock.json',
    ...rest,
  });
}

/** What stood and is not there afterwards, by the two plans. */
function lostInPlan({ plan: before }: Topology, { plan: after }: Topology): string[] {
  const lost: string[] = [];
  const now = new Map(after.datacenters.map((it) => [it.name, it]));
  for (const was of before.datacenters) {
    const is = now.get(was.name);
    if (is === undefined) {
      lost.push(was.name);
      continue;
    }
    for (const key of [
      'cloud',
      'region',
      'project',
      'cidr',
      'index',
      'asn',
      'kmsKey',
      'egress',
      'egressAddresses',
    ] as const)
      // A datacenter alone has no gateway that has the number.
      if (was[key] !== is[key] && !(key === 'asn' && before.datacenters.length === 1)) lost.push(`${was.name} ${key}`);
    lost.push(...lostOfDatastore(was, is));
  }
  if (before.datastore.engine !== after.datastore.engine) return [...lost, 'the datastore'];
  if (isOlder(after.datastore.version, before.datastore.version)) lost.push('release of the datastore');
  if (compareVersions(after.kong.migrations.release, before.kong.migrations.release) < 0) lost.push('release of Kong');
  if (copiesOf(after) !== copiesOf(before)) lost.push('copies');
  return [...lost, ...lostBesides(before, after)];
}

/** What is kept for fewer days, what clients and nodes are refused by, and the states that Terraform no longer finds. */
function lostBesides(before: Plan, after: Plan): string[] {
  const fewer = (was: number | undefined, is: number | undefined): boolean => (is ?? 0) < (was ?? 0);
  const [wasLocal, isPlace] = [before.state.backend === 'local', JSON.stringify(placeOf(after))];
  const lost: readonly (readonly [string, boolean])[] = [
    ['flow logs', fewer(before.flowLogRetentionDays, after.flowLogRetentionDays)],
    ['backups', fewer(backupDaysOf(before), backupDaysOf(after))],
    ['mode', (before.kong.hybrid === undefined) !== (after.kong.hybrid === undefined)],
    ['plain HTTP', before.kong.plainHttp !== 'closed' && after.kong.plainHttp === 'closed'],
    ['Redis', before.redis !== undefined && after.redis === undefined],
    ['nodes without the password', before.redis?.password === 'none' && after.redis?.password === 'required'],
    [
      'nodes with the password',
      before.redis?.password === 'required' && (after.redis?.password ?? 'required') !== 'required',
    ],
    ['states', !wasLocal && JSON.stringify(placeOf(before)) !== isPlace],
  ];
  return lost.flatMap(([what, isLost]) => (isLost ? [what] : []));
}

function backupDaysOf({ datastore }: Plan): number | undefined {
  return datastore.engine === 'postgresql' ? datastore.backupRetentionDays : undefined;
}

/** The place of the states, by what the tree says of it. */
function placeOf({ state, topology }: Plan): unknown {
  const { backend, bucket, prefix, organization, hostname } = { prefix: topology, ...state } as Record<string, unknown>;
  return [backend, bucket, prefix, organization, hostname ?? 'app.terraform.io'];
}

/** True if a release comes before another one; PostgreSQL's are one number. */
function isOlder(release: string, other: string): boolean {
  const [one, another] = [release, other].map((it) => (/^\d+$/.test(it) ? `${it}.0` : it)) as [string, string];
  return compareVersions(one, another) < 0;
}

function copiesOf({ datastore }: Plan): number | undefined {
  return datastore.engine === 'cassandra' ? datastore.replicationFactor : undefined;
}

/** What the datastore of a datacenter had and has no longer: nodes by address and zone, and room on disks. */
function lostOfDatastore({ name, datastore: old }: DatacenterPlan, { datastore: fresh }: DatacenterPlan): string[] {
  if (old.engine === 'cassandra' && fresh.engine === 'cassandra') {
    const nodes = new Map(fresh.nodes.map((node) => [node.name, node]));
    const gone = old.nodes.filter((node) => {
      const other = nodes.get(node.name);
      return other?.address !== node.address || other.zone.name !== node.zone.name;
    });
    return [
      ...gone.map((node) => `${name} ${node.name}`),
      ...(fresh.dataDiskGib < old.dataDiskGib ? [`${name} disks`] : []),
    ];
  }
  if (old.engine === 'postgresql' && fresh.engine === 'postgresql') {
    const isSmaller = (fresh.instance?.diskGib ?? 0) < (old.instance?.diskGib ?? 0);
    // Where there was none, an instance that comes takes nothing away.
    const isGone = old.part !== 'clients' && fresh.part !== old.part;
    return isGone || isSmaller ? [`${name} instance`] : [];
  }
  return [`${name} datastore`];
}

/** What Terraform would destroy or replace: data, addresses and links. */
async function lostInTrees(before: Topology, after: Topology): Promise<string[]> {
  const versions = [before, after].map(async ({ plan }) => ({ plan, synthesis: await synthesize(plan, TEMPLATES) }));
  const [one, other] = await Promise.all(versions as [(typeof versions)[0], (typeof versions)[0]]);
  const difference = diffTopologies(one, other);
  const tree = treeOf(one.plan.topology, one.synthesis.terraform);
  // What synth tells of the HCL tree is what diff tells of the JSON of both.
  expect(treeChanges(other.plan.stacks, tree, other.synthesis.terraform)).toEqual(difference.stacks);
  return harms(difference)
    .filter(({ change }) => change.loses !== undefined && change.loses !== 'counters')
    .map(({ stack, change }) => `${stack} ${change.address}: ${change.loses} for ${change.replacedFor.join()}`);
}

async function holdTransition(
  [first, second]: readonly [Document, Document],
  tally: Tally,
  judged = true,
): Promise<void> {
  const before = load(first);
  if (!before.ok) return tally.add('without a first');
  const lockText = before.value.lock.text;
  const after = load(second, { lockText, judgement: judged ? 'refuse' : 'leave' });
  const codes = after.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  tally.add(after.ok ? 'accepted' : 'refused');
  if (!after.ok) {
    if (codes.length === 0) throw new Error('refused without a code');
    return;
  }
  const lost = lostInPlan(before.value, after.value);
  if (lost.length > 0) throw new Error(`lost without a word: ${lost.join(', ')}`);
  // Making the trees takes most of the time.
  if (tally.of('accepted') % 4 !== 1) return;
  tally.add('synthesised');
  const harmed = await lostInTrees(before.value, after.value);
  if (harmed.length > 0) throw new Error(`lost without a word: ${harmed.join(', ')}`);
}

test(
  'a spec over another of its lineage loses nothing that is not refused by a code',
  async () => {
    const tally = await fuzz('transitions', lineage, holdTransition, { until: 'synthesised' });
    expect(tally.of('accepted')).toBeGreaterThan(0);
    expect(tally.of('synthesised')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

test(
  'so does one on PostgreSQL, with its modes, replicas, keys and days of keeping',
  async () => {
    const tally = await fuzz('transitions with a primary', lineageWithPrimary, holdTransition);
    expect(tally.of('accepted') + tally.of('refused')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

/** One change for each guard of the plan's own law, small enough to be seen. */
const BASE: Document = {
  name: 'edge',
  requestsPerSecond: 4_000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'east', cloud: 'aws', region: 'us-east-1' },
    { name: 'west', cloud: 'google', region: 'europe-west1' },
  ],
  kong: { version: '2.8.5', plugins: [{ name: 'rate-limiting', policy: 'cluster', periods: 2 }] },
  datastore: { version: '4.0' },
};
const [EAST, WEST] = BASE['datacenters'] as [Document, Document];

test.each<[string, Document, RegExp]>([
  ['fewer nodes by another policy', { kong: { version: '2.8.5' } }, /east cassandra-4/],
  ['fewer nodes by name', { datastore: { version: '4.0', nodesPerDatacenter: 3 } }, /west cassandra-4/],
  ['smaller disks', { datastore: { version: '4.0', diskGib: 20 } }, /east disks/],
  ['another region', { datacenters: [{ ...EAST, region: 'us-west-2' }, WEST] }, /east region/],
  ['another project', { googleProject: 'another' }, /west project/],
  [
    'other zones',
    { datacenters: [{ ...EAST, zones: ['us-east-1c', 'us-east-1b', 'us-east-1a'] }, WEST] },
    /east cassandra-1/,
  ],
  ['another way to the internet', { network: { egress: 'single' } }, /east egress/],
  ['another range', { datacenters: [EAST, { ...WEST, cidr: '10.99.0.0/16' }] }, /west cidr/],
  ['a datacenter fewer', { datacenters: [EAST] }, /west/],
  ['another supernet', { network: { supernet: '172.16.0.0/12' } }, /east cidr/],
  ['an earlier Cassandra', { datastore: { version: '3.11' } }, /release of the datastore/],
  ['an earlier Kong', { kong: { ...(BASE['kong'] as Document), version: '2.7' } }, /release of Kong/],
  ['fewer copies', { datastore: { version: '4.0', replicationFactor: 2 } }, /copies/],
])('the law sees it when no guard refuses %s, and the guards do', async (_, fields, lost) => {
  const pair = [BASE, { ...BASE, ...fields }] as const;
  await expect(holdTransition(pair, new Tally(), false)).rejects.toThrow(lost);
  const tally = new Tally();
  await holdTransition(pair, tally);
  expect(tally.of('refused') + tally.of('accepted')).toBe(1);
});

test('the law sees links that a change cuts when no guard refuses it, and the guard does', async () => {
  const three = { ...BASE, datacenters: [EAST, WEST, { name: 'south', cloud: 'aws', region: 'us-west-2' }] };
  const hub = { ...three, links: { shape: 'hub', hub: 'east' } };
  await expect(holdTransition([three, hub], new Tally(), false)).rejects.toThrow(/links .*: link/);
  const tally = new Tally();
  await holdTransition([three, hub], tally);
  expect(tally.of('refused')).toBe(1);
});

/** The same on PostgreSQL, with more to lose. */
const PRIMARY: Document = {
  name: 'edge',
  requestsPerSecond: 4_000,
  googleProject: 'acme-edge',
  datacenters: [EAST, { name: 'south', cloud: 'aws', region: 'us-west-2' }, { ...WEST, kmsKey: KEY }],
  kong: { mode: 'traditional', plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
  gateway: { plainHttp: 'serve' },
  redis: { password: 'none' },
  datastore: { engine: 'postgresql', primary: 'east', replicas: ['south'], backupRetentionDays: 14 },
  network: { flowLogRetentionDays: 365 },
  state: { backend: 's3', bucket: 'acme-state', region: 'us-east-1' },
};
const [, SOUTH, KEYED] = PRIMARY['datacenters'] as [Document, Document, Document];
const DATABASE = PRIMARY['datastore'] as Document;

test.each<[string, Document, RegExp]>([
  [
    'another mode',
    { kong: { ...(PRIMARY['kong'] as Document), mode: 'hybrid' }, datastore: { ...DATABASE, replicas: [] } },
    /mode/,
  ],
  ['no replica', { datastore: { ...DATABASE, replicas: [] } }, /south instance/],
  ['another primary', { datastore: { ...DATABASE, primary: 'south', replicas: [] } }, /east instance/],
  ['fewer days of backups', { datastore: { ...DATABASE, backupRetentionDays: 7 } }, /backups/],
  ['fewer days of flow logs', { network: { flowLogRetentionDays: 30 } }, /flow logs/],
  ['a closed port 80', { gateway: {} }, /plain HTTP/],
  ['no Redis', { kong: { mode: 'traditional' }, redis: {} }, /Redis/],
  ['a password at once', { redis: { password: 'required' } }, /nodes without the password/],
  ['another key', { datacenters: [EAST, SOUTH, { ...KEYED, kmsKey: `${KEY}-2` }] }, /west kmsKey/],
  ['no key', { datacenters: [EAST, SOUTH, WEST] }, /west kmsKey/],
  ['states in another bucket', { state: { backend: 's3', bucket: 'acme-states', region: 'us-east-1' } }, /states/],
  ['states on one machine', { state: { backend: 'local' } }, /states/],
])('on PostgreSQL the law sees it when no guard refuses %s, and the guards do', async (_, fields, lost) => {
  const pair = [PRIMARY, { ...PRIMARY, ...fields }] as const;
  await expect(holdTransition(pair, new Tally(), false)).rejects.toThrow(lost);
  const tally = new Tally();
  await holdTransition(pair, tally);
  expect(tally.of('refused')).toBe(1);
});

test('the law sees a replica that goes in hybrid mode too, where nobody reads from it, and the guard does', async () => {
  const hybrid = { ...PRIMARY, kong: { ...(PRIMARY['kong'] as Document), mode: 'hybrid' } };
  const pair = [hybrid, { ...hybrid, datastore: { ...DATABASE, replicas: [] } }] as const;
  await expect(holdTransition(pair, new Tally(), false)).rejects.toThrow(/south instance/);
  const tally = new Tally();
  await holdTransition(pair, tally);
  expect(tally.of('refused')).toBe(1);
});
