import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { KONG_LINES } from '../../src/spec/kong-releases';
import { commandNames } from '../support/command-names';
import { renderCassandraVersions } from '../support/reference/cassandra-versions';
import { renderKongVersions } from '../support/reference/kong-versions';
import { renderSpecReference } from '../support/reference/spec-reference';
import { RunFolder } from '../support/run-in-folder';
import { PROJECT } from '../support/synthesized';

/** The parts of pages between markers are made from the program; `UPDATE_DOCS=1` rewrites them, and still fails. */

const SPEC = 'topologies/two-clouds.json';

const folder = new RunFolder();

/** What the first synth says. */
let synthesized: string;

beforeAll(async () => {
  mkdirSync(folder.path('topologies'));
  for (const file of [SPEC, 'topologies/two-clouds.lock.json']) cpSync(join(PROJECT, file), folder.path(file));
  synthesized = (await folder.run('synth', SPEC)).err;
});

afterAll(() => folder.remove());

async function example(): Promise<string> {
  const readme = readFileSync(folder.path('terraform/two-clouds/README.md'), 'utf8');
  const [picture] = /```mermaid\n[^`]*```/.exec(readme) ?? [];
  return [
    `${specBlock()}\n`,
    `What it means, as the generated README draws it:\n\n${picture}\n`,
    `\`topogen synth\` writes it:\n\n${block(synthesized)}\n`,
  ].join('\n');
}

async function plan(): Promise<string> {
  const { out } = await folder.run('plan', SPEC);
  const untilFlows = out.slice(0, out.indexOf('Flows;'));
  return [
    `${specBlock()}\n`,
    `\`topogen plan\` shows what it means (the table of flows left out here):\n\n${block(untilFlows)}\n`,
  ].join('\n');
}

function specBlock(): string {
  return `The spec, [${SPEC}](LINK):\n\n${block(readFileSync(join(PROJECT, SPEC), 'utf8'), 'json')}`;
}

function block(text: string, language = ''): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

async function commands(): Promise<string> {
  const texts = [];
  for (const name of commandNames())
    texts.push(`### ${name}\n\n${block((await folder.run(name, '--help')).out, 'text')}\n`);
  return texts.join('\n');
}

const SECTIONS: readonly (readonly [page: string, section: string, render: () => string | Promise<string>])[] = [
  ['README.md', 'example', async () => (await example()).replace('LINK', SPEC)],
  ['docs/example.md', 'plan', async () => (await plan()).replace('LINK', `../${SPEC}`)],
  ['docs/commands.md', 'commands', commands],
  ['docs/spec.md', 'spec', () => renderSpecReference(CLOUD_FACTS)],
  ['docs/versions.md', 'versions', versions],
];

function versions(): string {
  const releases = [...KONG_LINES.values()].map((line) => line.release);
  return `## Kong by version\n\n${renderKongVersions(releases)}\n${renderCassandraVersions()}`;
}

function withSection(text: string, name: string, body: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  expect(text.split(begin)).toHaveLength(2);
  return `${text.slice(0, text.indexOf(begin))}${begin}\n\n${body.trim()}\n\n${text.slice(text.indexOf(end))}`;
}

test.each(SECTIONS)('%s has in its section %s what the program gives', async (page, section, render) => {
  const before = readFileSync(join(PROJECT, page), 'utf8');
  const after = withSection(before, section, await render());
  if (process.env['UPDATE_DOCS'] === '1' && after !== before) {
    writeFileSync(join(PROJECT, page), after);
    throw new Error(`rewrote ${page}; look at the change, then run again without UPDATE_DOCS`);
  }
  expect(before).toBe(after); // if not: UPDATE_DOCS=1 npx jest test/docs/generated
});
