import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CLOUD_IDS } from '../src/kernel/ids';
import { circlesOf, wordsOf } from './support/source-files';
import { ROOMS, TYPES_ONLY } from './support/rooms';
import { CLOUDS_NAMED_IN, CLOUD_LISTS, ENGINES_NAMED_IN, ENGINE_LISTS } from './support/named-in';

/** These are the laws of the house that a machine can check. Each failure names the law and the reason. */

const ROOT = join(__dirname, '..');
const SRC = join(ROOT, 'src');

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)).split(sep).join('/'));

/** Packages that only some rooms may import. */
const PACKAGES: readonly { readonly name: RegExp; readonly rooms: readonly string[]; readonly why: string }[] = [
  {
    name: /^cdktf(\/|$)/,
    rooms: ['clouds', 'clouds/aws', 'clouds/google', 'stacks', 'emit'],
    why: 'cdktf is archived: a move to its fork must be a change of few lines',
  },
  {
    name: /^constructs$/,
    rooms: ['clouds', 'clouds/aws', 'clouds/google', 'stacks', 'emit'],
    why: 'constructs come with cdktf',
  },
  { name: /^@cdktf\/provider-aws\//, rooms: ['clouds/aws'], why: 'one cloud is known by name in one room' },
  { name: /^@cdktf\/provider-google\//, rooms: ['clouds/google'], why: 'one cloud is known by name in one room' },
  { name: /^@cdktf\/provider-random\//, rooms: ['stacks'], why: 'passwords belong to no cloud' },
  { name: /^@cdktf\/provider-tls\//, rooms: ['stacks'], why: 'a certificate belongs to no cloud' },
  {
    name: /^(@observablehq\/|d3|topojson|world-atlas|@xmldom\/)/,
    rooms: ['report'],
    why: 'the library that draws is a program of its own, which is loaded only to draw',
  },
  { name: /^#drawings$/, rooms: ['actions'], why: 'the actions load what draws, when something is to be drawn' },
  { name: /^yargs/, rooms: ['cli'], why: 'the command line is the only one that knows of words and options' },
  {
    name: /^(node:)?(fs|child_process|process|os|readline)(\/|$)/,
    rooms: ['cli', 'start'],
    why: 'the disk is touched at the rim alone, late and once',
  },
];

function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'clouds' && file.split('/').length > 2 ? `clouds/${second}` : first;
}

interface Import {
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)];
  const late = [...text.matchAll(/\bimport\('([^']+)'\)/g)];
  return [
    ...statements.map((match) => ({ from: file, target: match[2]!, typeOnly: match[1] !== undefined })),
    ...late.map((match) => ({ from: file, target: match[1]!, typeOnly: false })),
  ];
}

const imports = files.flatMap(importsOf);

function targetRoom(it: Import): string {
  return roomOf(join(dirname(it.from), it.target).split(sep).join('/') + '.ts');
}

test('the instrument sees imports at all', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(100);
});

test('rooms import only the rooms that the house allows', () => {
  const broken = imports
    .filter((it) => it.target.startsWith('.'))
    .filter((it) => roomOf(it.from) !== targetRoom(it) && !ROOMS[roomOf(it.from)]?.includes(targetRoom(it)))
    .map(
      (it) =>
        `${it.from} imports ${it.target}: ${roomOf(it.from)} may import ${ROOMS[roomOf(it.from)]?.join(', ') || 'nothing'}`,
    );
  expect(broken).toEqual([]);
});

test('readers of a stage see its types alone', () => {
  const broken = imports
    .filter((it) => it.target.startsWith('.') && TYPES_ONLY[roomOf(it.from)]?.includes(targetRoom(it)) && !it.typeOnly)
    .map((it) => `${it.from} imports more than types from ${it.target}`);
  expect(broken).toEqual([]);
});

test('packages stay in the rooms that need them', () => {
  const broken = imports.flatMap((it) =>
    PACKAGES.filter((rule) => rule.name.test(it.target) && !rule.rooms.includes(roomOf(it.from))).map(
      (rule) => `${it.from} imports ${it.target}: ${rule.why}`,
    ),
  );
  expect(broken).toEqual([]);
});

test('only the drawings know the library that draws: whatever else imports them would bring it into every command', () => {
  const drawn = imports.filter(
    (it) =>
      it.target.startsWith('.') &&
      /(^|\/)drawings\//.test(it.target) &&
      !it.from.startsWith('report/drawings/') &&
      !it.typeOnly,
  );
  expect(drawn).toEqual([]);
  const library = imports.filter((it) => /^(@observablehq|d3|topojson-client|world-atlas|@xmldom)/.test(it.target));
  expect(library.length).toBeGreaterThan(5);
  expect(library.filter((it) => !it.from.startsWith('report/drawings/'))).toEqual([]);
});

test('providers are imported by deep path: their roots cost seconds and half a gigabyte', () => {
  expect(imports.filter((it) => /^@cdktf\/provider-[a-z]+$/.test(it.target))).toEqual([]);
});

test('nothing asks a resource for its arguments, or takes one back: the build leaves these methods out', () => {
  const uncalled = /[\w)\]]\??\.(reset[A-Z]\w*\(|\w+Input\b(?!\())/;
  expect(files.filter((file) => uncalled.test(readFileSync(join(SRC, file), 'utf8')))).toEqual([]);
});

test('the lists of what is known of clouds load no provider and not the core: a spec is judged without them', () => {
  const loaded = reachedFrom(
    ['clouds/facts.ts'],
    relativeImports(({ typeOnly }) => !typeOnly),
  );
  expect(loaded.size).toBeGreaterThan(20);
  expect(
    imports.filter((it) => !it.typeOnly && loaded.has(it.from) && /^(@?cdktf|constructs)\b/.test(it.target)),
  ).toEqual([]);
});

test('nothing but the command line speaks to the process or the console', () => {
  const broken = files
    .filter((file) => !/^(cli|start)\//.test(file))
    .filter((file) =>
      /\b(process\.(env|exit|argv|stdout|stderr|cwd)|console\.(log|warn|error|info))/.test(
        readFileSync(join(SRC, file), 'utf8'),
      ),
    );
  expect(broken).toEqual([]);
});

test('no two files import each other, by whatever way round', () => {
  expect(circlesOf(relativeImports())).toEqual([]);
});

test('the program reaches every file', () => {
  const reached = reachedFrom(STARTS, relativeImports());
  expect(files.filter((file) => !reached.has(file))).toEqual([]);
});

/** The build makes programs of these files. */
const STARTS = ['start/main.ts', 'start/app.ts', 'start/program.ts', 'start/build.ts', 'report/drawings/drawings.ts'];

/*
 * Two axes run through the house: clouds and datastores. The meaning of each cloud and datastore is in its own rooms,
 * and one file a layer lists them. These tests count the other files that name one; the count may only fall.
 */

test('clouds are known by name only in their own rooms', () => {
  const naming = filesNaming(namesCloud, (file) => /^clouds\/(aws|google)\//.test(file) || CLOUD_LISTS.includes(file));
  expect(naming.filter((file) => !CLOUDS_NAMED_IN.includes(file))).toEqual([]);
  expect(CLOUDS_NAMED_IN.filter((file) => !naming.includes(file))).toEqual([]);
});

test('datastores are known by name only in their own rooms', () => {
  const naming = filesNaming(
    namesEngine,
    (file) => /(^|\/)(cassandra|postgresql)(-[a-z]+)*(\/|\.ts$)/.test(file) || ENGINE_LISTS.includes(file),
  );
  expect(naming.filter((file) => !ENGINES_NAMED_IN.includes(file))).toEqual([]);
  expect(ENGINES_NAMED_IN.filter((file) => !naming.includes(file))).toEqual([]);
});

/** Files that one cloud has alone, each with the reason why the other can have none. */
const ONLY_THERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws: {
    'alarm-metric.ts': 'an alarm watches one metric here, and has conditions of the provider there',
    'closed-bucket.ts': 'a bucket of S3 is closed by resources beside it, one of Cloud Storage by its own arguments',
    'database-authorities.json': 'Cloud SQL makes an authority for each instance',
    'database-copies.json': 'Cloud SQL stores backups in any region',
    'key-ids.ts': 'topogen makes no keys on Google, whose key rings can never be deleted',
    'keys.ts': 'topogen makes no keys on Google, whose key rings can never be deleted',
    'matched-events.ts': 'Google has logs of what its services do, and no rules of events',
    'metric-right.ts': 'a right is a statement of a policy here, and a member of a role there',
    'proposal.ts': 'Google cannot pin proposals at the pinned provider version',
    'renewal-alarms.ts': 'Google renews ends of tunnels by itself, and announces nothing',
    'seed-roles.ts': 'the name of a role is known before it is made, the number of an account of Google when it is',
    'transit-peering.ts': 'a kind of link that Google does not offer',
    'transit.ts': 'links end on a transit gateway here, on an HA VPN gateway there',
    'tunnel-options.ts': 'Google cannot pin proposals at the pinned provider version',
    'vpn-instance-addresses.ts': 'Google ends every link on gateways of its own',
    'vpn-instance-firewall.ts': 'Google ends every link on gateways of its own',
    'vpn-instance-identity.ts': 'Google ends every link on gateways of its own',
    'vpn-instance-machine.ts': 'Google ends every link on gateways of its own',
    'vpn-instance-secret.ts': 'Google ends every link on gateways of its own',
    'vpn-instances.ts': 'Google ends every link on gateways of its own',
  },
  google: {
    'fixed-address.ts':
      'an address that outlives its machine is a resource of its own, on AWS it is that of a network interface',
    'nat-commands.ts': 'the addresses of NAT gateways of AWS never change',
    'seed-accounts.ts': 'the number of an account is known when it is made, the name of a role of AWS before that',
    'users-key.ts': 'topogen makes the keys on AWS',
    'vpn-gateway.ts': 'links end on an HA VPN gateway here, on a transit gateway there',
  },
};

test('twin rooms have the same files, so that a look at one teaches the other', () => {
  const [one, ...others] = CLOUD_IDS.map((id) =>
    readdirSync(join(SRC, 'clouds', id))
      .filter((file) => !ONLY_THERE[id]?.[file])
      .sort(),
  );
  for (const other of others) expect(other).toEqual(one);
  for (const id of CLOUD_IDS) {
    const there = readdirSync(join(SRC, 'clouds', id));
    expect(Object.keys(ONLY_THERE[id] ?? {}).filter((file) => !there.includes(file))).toEqual([]);
  }
});

test('no file asks for more than it needs of a reader', () => {
  const long = files.filter((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > 300);
  expect(long).toEqual([]);
  const marks = files.filter((file) => /\b(TODO|FIXME|XXX)\b/.test(readFileSync(join(SRC, file), 'utf8')));
  expect(marks).toEqual([]);
});

test('there are no barrels: a file that only re-exports hides where things live', () => {
  expect(files.filter((file) => file.endsWith('/index.ts') || /(^|\/)utils?(\/|\.ts$)/.test(file))).toEqual([]);
});

/** A comment that begins with one of these words has neither a noun of the code nor a verb in its first words. */
const BARE_CLAUSE = /^(What|That|Whether|How|Where|Which|Who|Whom|Whose|Whoever|Why|Of|By|As)\b/;

test('comments begin with a noun or a verb of the code, not with a bare relative clause', () => {
  const comments = files.flatMap(blockComments);
  expect(comments.length).toBeGreaterThan(1_000);
  const bare = comments.filter(({ text }) => BARE_CLAUSE.test(text));
  expect(
    bare.map(({ file, line, text }) => `${file}:${line} ${text}: say what it returns, checks, makes or is`),
  ).toEqual([]);
});

/** Returns the first line of every doc and block comment that begins a line. */
function blockComments(file: string): { readonly file: string; readonly line: number; readonly text: string }[] {
  const source = readFileSync(join(SRC, file), 'utf8');
  return [...source.matchAll(/^[ \t]*\/\*\*?[ \t]*(?:\r?\n[ \t]*\*[ \t]*)?(.*)$/gm)].map((match) => ({
    file,
    line: source.slice(0, match.index).split('\n').length,
    text: match[1] ?? '',
  }));
}

/** The files that some files lead to, by whatever way, and these themselves. */
function reachedFrom(starts: readonly string[], graph: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    graph.get(file)?.forEach(visit);
  };
  starts.forEach(visit);
  return reached;
}

function relativeImports(counts: (it: Import) => boolean = () => true): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files.map((file) => [
      file,
      imports
        .filter((it) => it.from === file && it.target.startsWith('.') && counts(it))
        .map((it) => join(dirname(file), it.target).split(sep).join('/') + '.ts')
        .filter((target) => files.includes(target)),
    ]),
  );
}

const known = new Map<string, readonly string[]>();

function words(file: string): readonly string[] {
  const found = known.get(file) ?? wordsOf(join(SRC, file));
  known.set(file, found);
  return found;
}

function filesNaming(names: (words: string) => boolean, isOwn: (file: string) => boolean): string[] {
  return files.filter((file) => !isOwn(file) && words(file).some(names)).sort();
}

function namesCloud(words: string): boolean {
  return /\b(aws|google|gcp|amazon)\b/.test(words);
}

function namesEngine(words: string): boolean {
  return /\b(cassandra|(?<!key )rings?|cql|cqlsh|racks?|quorum|keyspaces?|postgres|postgresql)\b/.test(words);
}
