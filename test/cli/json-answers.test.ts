import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { commandNames } from '../support/command-names';
import { casesOf, LONG } from '../support/effort';
import { answerSchemas, published, PUBLISHED, schemasOfFiles } from '../support/json-answers/answer-schemas';
import type { Schema } from '../support/json-answers/schema-of-type';
import { RunFolder } from '../support/run-in-folder';
import { PROJECT } from '../support/synthesized';

/* What programs read has a published form, made of the types of the answers, and every answer has that form. */

let schemas: Readonly<Record<string, Schema>>;
let forms: Readonly<Record<string, Ajv.ValidateFunction>>;
let folder: RunFolder;

const SPECS = ['two-clouds', 'postgresql-single', 'aws-pair-ipsec', 'blue-green', 'redis', 'hub'];
/** Those whose answers have most fields that others lack. */
const FEW = ['postgresql-single', 'aws-pair-ipsec', 'blue-green'];
/** Topologies whose trees are made, which takes longest. */
const WRITTEN = ['postgresql-single', 'blue-green'];

/** True if the compiler is asked for the types of answers, which takes longer than all else here; else the files tell them. */
const OF_TYPES = LONG || process.env['UPDATE_SCHEMA'] === '1';

beforeAll(() => {
  schemas = OF_TYPES ? answerSchemas() : schemasOfFiles();
  forms = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, new Ajv().compile(schema)]));
  folder = new RunFolder();
  for (const name of SPECS)
    for (const file of [`${name}.json`, `${name}.lock.json`])
      cpSync(join(PROJECT, 'topologies', file), folder.path(file));
});
afterAll(() => folder.remove());

/** Runs a command, and holds that all of its standard output is one answer of its form; returns the answer. */
async function answer(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { out } = await folder.run(...args, '--json');
  const value = JSON.parse(out) as Record<string, unknown>;
  const form = forms[args[0]!]!;
  expect([args, form(value), form.errors]).toEqual([args, true, null]);
  return value;
}

/* UPDATE_SCHEMA=1 rewrites the files, and fails. */
(OF_TYPES ? test : test.skip)('the published schemas are what the types of the answers make', () => {
  for (const [command, schema] of Object.entries(schemas)) {
    const file = join(PUBLISHED, `${command}.schema.json`);
    const text = `${JSON.stringify(published(command, schema), null, 2)}\n`;
    if (process.env.UPDATE_SCHEMA === '1') writeFileSync(file, text);
    else expect([file, existsSync(file) && readFileSync(file, 'utf8')]).toEqual([file, text]);
  }
  if (process.env.UPDATE_SCHEMA === '1') throw new Error('rewrote schema/answers: read it, then run again without');
  expect(schemasOfFiles()).toEqual(schemas);
});

test('every command that has --json has a schema, which docs/commands.md names', async () => {
  const page = readFileSync(join(PROJECT, 'docs/commands.md'), 'utf8');
  const withJson = [];
  for (const name of commandNames())
    if (/^ +--json\b/m.test((await folder.run(name, '--help')).out)) withJson.push(name);
  expect(Object.keys(schemas).sort()).toEqual(withJson.sort());
  expect(withJson.filter((name) => !page.includes(`(../schema/answers/${name}.schema.json)`))).toEqual([]);
});

test.each(casesOf(SPECS, FEW))('answers about %s have their form', async (name) => {
  const spec = `${name}.json`;
  await answer('validate', spec);
  const { datacenters } = (await answer('plan', spec)) as { datacenters: { name: string }[] };
  await answer('explain', spec);
  await answer('cost', spec);
  await answer('cost', spec, '--compare', 'two-clouds.json');
  await answer('simulate', spec);
  await answer('simulate', spec, '--lose', 'node');
  await answer('simulate', spec, '--lose', `datacenter:${datacenters[0]!.name}`);
  await answer('connect', spec, datacenters[0]!.name, 'admin');
});

test('answers about numbers and about growth have their form', async () => {
  await answer('explain', 'two-clouds.json', 'kong.nodes');
  await answer('explain', 'two-clouds.json', '--curve');
});

test.each(casesOf(WRITTEN, ['postgresql-single']))('answers about the tree of %s have their form', async (name) => {
  const [spec, next] = [`${name}.json`, `${name}-next.json`];
  expect(await answer('check', spec)).toMatchObject({ ok: false });
  const { terraform, ...first } = await answer('synth', spec);
  expect(first).not.toHaveProperty('changes');
  writeFileSync(folder.path(String(terraform), 'notes.txt'), 'mine');
  expect(await answer('check', spec)).toMatchObject({ ok: true });
  const text = JSON.parse(readFileSync(folder.path(spec), 'utf8')) as object;
  writeFileSync(folder.path(next), JSON.stringify({ ...text, tags: { team: 'edge' } }));
  expect(await answer('diff', spec, next)).toMatchObject({ same: false });
  expect(await answer('runbook', spec, next)).toMatchObject({ format: 1 });
  writeFileSync(folder.path(spec), JSON.stringify({ ...text, tags: { team: 'edge' } }));
  expect(await answer('synth', spec)).toMatchObject({ changes: { losses: [] }, foreign: ['notes.txt'] });
});

const WORDS: Readonly<Record<string, readonly string[]>> = { connect: ['us-east'], diff: [], runbook: [] };

test('failures have their form, of specs and of everything else, and say nothing else on standard output', async () => {
  writeFileSync(folder.path('bad.json'), '{"name": "Edge", "requestsPerSecond": "many", "colour": 1}');
  for (const command of Object.keys(schemas)) {
    const rest = WORDS[command] ?? [];
    const specs = ['diff', 'runbook'].includes(command) ? ['bad.json', 'bad.json'] : ['bad.json'];
    expect(await answer(command, ...specs, ...rest)).toMatchObject({
      ok: false,
      issues: expect.arrayContaining([expect.objectContaining({ path: 'requestsPerSecond', line: 1 })]) as unknown,
    });
    const none = specs.map(() => 'none.json');
    expect(await answer(command, ...none, ...rest)).toMatchObject({ ok: false });
    expect(await answer(command, ...specs, ...rest, '--unheard-of')).toMatchObject({ issues: [{ code: 'usage' }] });
  }
});

test('a field too many or too few is noticed', async () => {
  const plan = await answer('plan', 'two-clouds.json');
  const { cost, ...rest } = await answer('diff', 'two-clouds.json', 'hub.json');
  expect(forms['plan']!({ ...plan, weather: 'fair' })).toBe(false);
  expect(forms['plan']!({ ...plan, requestsPerSecond: '12' })).toBe(false);
  expect(forms['diff']!({ ...rest, cost })).toBe(true);
  expect(forms['diff']!(rest)).toBe(false);
});

test('a reader by the published schema overlooks fields that come later', async () => {
  const later = { ...(await answer('validate', 'two-clouds.json')), weather: 'fair' };
  const file = join(PUBLISHED, 'validate.schema.json');
  const form = new Ajv().compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  expect(form(later)).toBe(true);
  expect(form({ format: 1, ok: true })).toBe(false);
});
