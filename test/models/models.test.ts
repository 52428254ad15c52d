import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Synthesis } from '../../src/actions/synthesize';
import { runsLong } from '../support/long';
import { argumentsOf, isExpression, type Argument } from './arguments';
import { wrongValues } from './constraint';
import { constraintOn, faultsOf, missingFrom } from './faults';
import { publishedTable } from './published';
import { tableText, type Table } from './table';
import { HELD, synthesisOf } from './topologies';

/**
 * What topogen writes, held to what the clouds publish of their APIs: AWS's service models and Google's discovery documents. `table.json`
 * is the extract of them that concerns these arguments. `UPDATE_MODELS=1` makes it anew, and still fails.
 */
type Emitted = Pick<Synthesis, 'assembly'>;

const FILE = join(__dirname, 'table.json');
/** Kinds of arguments that may have come since the table was made; with more it is behind. Some five hundred are in it. */
const MOST_MISSING = 25;
const TABLE = JSON.parse(readFileSync(FILE, 'utf8')) as Table;

(runsLong("the ready-made topologies against the clouds' API models") ? describe : describe.skip)('API models', () => {
  const held = new Map<string, Emitted>();
  /** One argument of each kind, with the topology that has it. */
  const kinds = new Map<string, { readonly topology: string; readonly argument: Argument }>();
  beforeAll(async () => {
    for (const topology of HELD) {
      const synthesis = await synthesisOf(topology);
      held.set(topology, synthesis);
      for (const argument of argumentsOf(synthesis)) {
        const kind = `${argument.type} ${argument.path}`;
        if (!kinds.has(kind) || !isExpression(argument.value)) kinds.set(kind, { topology, argument });
      }
    }
  }, 120_000);

  test('the table is what the clouds publish', () => {
    const isUpdated = process.env.UPDATE_MODELS !== undefined;
    const used = [...kinds.values()].map(({ argument }) => argument);
    const published = publishedTable(isUpdated ? used : used.filter((each) => missingFrom(TABLE, [each]).length === 0));
    if (published === undefined) return;
    if (isUpdated) writeFileSync(FILE, tableText(published));
    for (const [type, each] of Object.entries(published.arguments)) expect(TABLE.arguments[type]).toMatchObject(each);
    expect(TABLE.shapes).toMatchObject(published.shapes);
    expect(TABLE.sources).toEqual(published.sources);
  }, 660_000);

  test('the table has nearly every argument, and those that it lacks are told', () => {
    const missing = missingFrom(
      TABLE,
      [...kinds.values()].map(({ argument }) => argument),
    );
    if (missing.length > 0) {
      process.stderr.write(`not held to the API models until the table is made anew: ${missing.join(', ')}\n`);
    }
    expect(missing.length).toBeLessThanOrEqual(MOST_MISSING);
  });

  test.each(HELD)('%s has no value that they refuse', (topology) => {
    const all = argumentsOf(held.get(topology)!);
    expect(faultsOf(TABLE, all)).toEqual([]);
    const judged = all.filter((each) => !isExpression(each.value) && constraintOn(TABLE, each));
    expect(judged.length).toBeGreaterThan(100);
  });

  test('each wrong value is found, whichever argument gets it, and at its place', () => {
    let seeded = 0;
    for (const { topology, argument } of kinds.values()) {
      const constraint = constraintOn(TABLE, argument);
      if (constraint === undefined || isExpression(argument.value)) continue;
      const wrong = wrongValues(constraint);
      expect([argument.type, argument.path, wrong]).not.toEqual([argument.type, argument.path, []]);
      for (const value of wrong) {
        const found = faultsOf(TABLE, argumentsOf(spoilt(held.get(topology)!, argument, value)));
        expect(found.length).toBeGreaterThan(0);
        const others = found.filter((each) => !each.startsWith(`${argument.place} ${argument.path} `));
        expect([argument.place, argument.path, value, others]).toEqual([argument.place, argument.path, value, []]);
        seeded++;
      }
    }
    expect(seeded).toBeGreaterThan(200);
  });

  test('an argument and a type that nobody looked up are found', () => {
    const { argument } = [...kinds.values()].find((each) => each.argument.type === 'aws_lb')!;
    const strange = [
      { ...argument, path: 'idle_timeout' },
      { ...argument, type: 'aws_sqs_queue', path: 'name' },
    ];
    expect(missingFrom(TABLE, [argument, ...strange])).toEqual(['aws_lb idle_timeout', 'aws_sqs_queue name']);
  });
});

/** The stack of an argument alone, with another value for it. */
function spoilt({ assembly }: Emitted, { place, path }: Argument, value: string): Emitted {
  const [stack = '', address = ''] = place.split(' ');
  const file = assembly.find((each) => each.path === `stacks/${stack}/cdk.tf.json`)!;
  const document = JSON.parse(file.text) as Record<string, Record<string, Record<string, unknown>>>;
  const [kind, type = '', name = ''] = address.startsWith('data.')
    ? address.split('.')
    : ['resource', ...address.split('.')];
  setAt(document[kind!]![type]![name], path.split('.'), value);
  return { assembly: [{ ...file, text: JSON.stringify(document) }] };
}

/** Sets a member wherever the path leads; a list of plain values becomes one of this value. */
function setAt(block: unknown, [name = '', ...rest]: readonly string[], value: string): void {
  for (const each of [block].flat() as Record<string, unknown>[]) {
    if (each[name] === undefined) continue;
    if (rest.length > 0) setAt(each[name], rest, value);
    else each[name] = Array.isArray(each[name]) ? [value] : value;
  }
}
