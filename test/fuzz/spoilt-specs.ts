import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { soundSpec } from './sound-specs';
import type { Input } from './topology-laws';

/* Specs with a few things wrong: values and keys of a tree, and characters of a text. */

const TOPOLOGIES = join(__dirname, '../../topologies');
const FIXTURES = ['invalid', 'valid'].map((folder) => join(__dirname, '../fixtures', folder));

/** Values that no field expects, and some that one field expects and others do not. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      true,
      false,
      [],
      {},
      [[]],
      [{}],
      '',
      ' ',
      '0',
      'NaN',
      '\n',
      'a\nb: c',
      '\u0000',
      '\u202e',
      '../x',
      'x'.repeat(5_000),
    ],
    ...[
      '${var.x}',
      '%{ if true }',
      '{{name}}',
      '$(id)',
      '`id`',
      "'; rm -rf /",
      '<<EOT',
      '__proto__',
      'constructor',
      'toString',
    ],
    ...['AKIAABCDEFGHIJKLMNOP', 'https://a:b@c/d', 'https://c/d?password=abcdefgh', '-----BEGIN PRIVATE KEY-----'],
    ...[0, -0, -1, 0.5, 1, 2, 3, 4, 99, 100, 1e-17, 5e-324, 1e21, 1e308, 2 ** 53, -(2 ** 53), 4_294_967_296, 0.1 + 0.2],
    ...[
      '10.0.0.0/33',
      '10.0.0.1/8',
      '1.2.3.4',
      '::/0',
      '0.0.0.0/0',
      '255.255.255.255/32',
      '3.4',
      '0.9',
      '3.3.99',
      '9999999999.1',
    ],
  ),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
);

type Tree = unknown;

/** The tree with one of its nodes changed, the one that `at` picks. */
function spoil(tree: Tree, at: number, how: number, value: unknown): Tree {
  const places = placesOf(tree, []);
  const path = places[at % places.length] ?? [];
  return change(tree, path, (parent, key) => {
    if (how === 0) return remove(parent, key);
    if (how === 1) return rename(parent, key, typeof value === 'string' ? value : 'x');
    if (how === 2 && Array.isArray(parent)) return [...(parent as unknown[]), ...(parent as unknown[]).slice(0, 3)];
    return put(parent, key, value);
  });
}

type Step = string | number;

function placesOf(tree: Tree, path: readonly Step[]): (readonly Step[])[] {
  if (tree === null || typeof tree !== 'object') return path.length > 0 ? [path] : [];
  const children = Array.isArray(tree) ? tree.map((each, i) => [i, each] as const) : Object.entries(tree);
  return [...(path.length > 0 ? [path] : []), ...children.flatMap(([key, each]) => placesOf(each, [...path, key]))];
}

function change(tree: Tree, path: readonly Step[], by: (parent: Tree, key: Step) => Tree): Tree {
  const [key, ...rest] = path;
  if (key === undefined) return tree;
  if (rest.length === 0) return by(tree, key);
  const child = (tree as Record<Step, Tree>)[key];
  return put(tree, key, change(child, rest, by));
}

function put(parent: Tree, key: Step, value: unknown): Tree {
  if (Array.isArray(parent)) return parent.map((each: unknown, i) => (i === key ? value : each));
  return Object.fromEntries(
    Object.entries(parent as object).map(([name, each]) => [name, name === key ? value : (each as unknown)]),
  );
}

function remove(parent: Tree, key: Step): Tree {
  if (Array.isArray(parent)) return parent.filter((_, i) => i !== key);
  return Object.fromEntries(Object.entries(parent as object).filter(([name]) => name !== key));
}

function rename(parent: Tree, key: Step, name: string): Tree {
  if (Array.isArray(parent)) return parent;
  return Object.fromEntries(
    Object.entries(parent as object).map(([each, value]) => [each === key ? name : each, value as unknown]),
  );
}

const spoils = fc.array(fc.tuple(fc.nat(), fc.nat(6), hostile), { minLength: 1, maxLength: 4 });

/** A sound spec with one to four of its values or keys changed, as JSON or YAML. */
export const spoiltSpec: fc.Arbitrary<Input> = fc
  .tuple(soundSpec, spoils, fc.boolean())
  .map(([spec, changes, yaml]) => {
    const tree = changes.reduce<Tree>((it, [at, how, value]) => spoil(it, at, how, value), spec);
    return yaml
      ? { text: stringify(tree), file: 'edge.yaml' }
      : { text: JSON.stringify(tree) ?? '', file: 'edge.json' };
  });

function textsIn(folder: string): Input[] {
  return readdirSync(folder)
    .filter((name) => /\.(json|yaml)$/.test(name) && !/\.(lock|resolved)\.json$/.test(name))
    .map((name) => ({ text: readFileSync(join(folder, name), 'utf8'), file: name.replace(/^.*\./, 'edge.') }));
}

const written = [TOPOLOGIES, ...FIXTURES].flatMap(textsIn).filter(({ text }) => text.length < 20_000);

/** What JSON and YAML are made of, and what they stumble over. */
const lexeme = fc.oneof(
  fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ':',
      ': ',
      ',',
      '"',
      "'",
      '\\',
      '\n',
      '\r',
      '\t',
      ' ',
      '  ',
      '- ',
      '? ',
      '|',
      '>',
      '|2-',
      '&a ',
      '*a',
      '*b',
    ],
    ...[
      '!!str ',
      '!x ',
      '%YAML 1.1\n',
      '---\n',
      '...\n',
      '<<: *a\n',
      '~',
      'null',
      'true',
      'yes',
      '.nan',
      '.inf',
      '-.inf',
      '0x1F',
      '0o7',
    ],
    ...[
      '1e999',
      '-1e999',
      '5e-324',
      '1e-17',
      '01',
      '+1',
      '1_000',
      '12:30:45',
      '2001-01-01',
      '\ud800',
      '\\ud800',
      '\\u0000',
      '\u0000',
    ],
    ...[
      '\ufeff',
      '\u2028',
      '\u0085',
      '#',
      '//',
      '/*',
      '"name"',
      '"datacenters"',
      'requestsPerSecond: ',
      'share: ',
      '{}',
      '[]',
      '@',
      '`',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

/** A ready-made topology or a fixture with some characters taken out, put in, or doubled. */
export const spoiltText: fc.Arbitrary<Input> = fc
  .tuple(
    fc.constantFrom(...written),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.nat(2), lexeme), { minLength: 1, maxLength: 5 }),
  )
  .map(([{ text, file }, edits]) => ({
    file,
    text: edits.reduce((it, [at, length, how, word]) => {
      const start = at % (it.length + 1);
      const middle = it.slice(start, start + length);
      const put = how === 0 ? '' : how === 1 ? word : `${middle}${word}${middle}`;
      return `${it.slice(0, start)}${put}${it.slice(start + (how === 1 ? 0 : length))}`;
    }, text),
  }));

const FILES = ['edge.json', 'edge.yaml', 'edge', 'edge.yml', 'EDGE.JSON'];

/** A heap of words, or of anything. */
export const rawText: fc.Arbitrary<Input> = fc.record({
  file: fc.constantFrom(...FILES),
  text: fc.oneof(
    fc.array(lexeme, { maxLength: 60 }).map((words) => words.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.tuple(lexeme, fc.integer({ min: 1, max: 3_000 })).map(([word, times]) => word.repeat(times)),
    fc
      .tuple(lexeme, lexeme, fc.integer({ min: 1, max: 2_000 }))
      .map(([one, other, times]) => one.repeat(times) + other.repeat(times)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)),
  ),
});

const LOCKS = readdirSync(TOPOLOGIES)
  .filter((name) => name.endsWith('.lock.json'))
  .map((name) => ({
    file: name.replace('.lock', ''),
    text: readFileSync(join(TOPOLOGIES, name.replace('.lock', '')), 'utf8'),
    lock: readFileSync(join(TOPOLOGIES, name), 'utf8'),
  }));

/** A ready-made topology with a lock file that something happened to. */
export const spoiltLock: fc.Arbitrary<Input> = fc
  .tuple(fc.constantFrom(...LOCKS), fc.nat(), fc.nat(40), fc.oneof(lexeme, fc.constant('')))
  .map(([input, at, length, word]) => {
    const start = at % input.lock.length;
    return { ...input, lock: `${input.lock.slice(0, start)}${word}${input.lock.slice(start + length)}` };
  });
