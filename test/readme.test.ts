import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_FACTS } from '../src/clouds/facts';
import { commandModules } from '../src/cli/commands/registry';
import { renderCassandraVersions } from './support/reference/cassandra-versions';
import { renderKongVersions } from './support/reference/kong-versions';
import { renderSpecReference } from './support/reference/spec-reference';
import { KONG_LINES } from '../src/spec/kong-releases';
import { RunFolder } from './support/run-in-folder';
import { PROJECT } from './support/synthesized';

/** The parts of README.md between markers are made from the program; `UPDATE_README=1` rewrites them, and still fails. */

const README = join(PROJECT, 'README.md');

async function example(): Promise<string> {
  const folder = new RunFolder();
  try {
    const file = 'topologies/two-clouds.json';
    const spec = readFileSync(join(PROJECT, file), 'utf8');
    mkdirSync(folder.path('topologies'));
    writeFileSync(folder.path(file), spec);
    cpSync(join(PROJECT, 'topologies/two-clouds.lock.json'), folder.path('topologies/two-clouds.lock.json'));
    const synth = await folder.run('synth', file, '--quiet').then(() => folder.run('synth', file));
    const plan = await folder.run('plan', file);
    const untilFlows = plan.out.slice(0, plan.out.indexOf('Flows;'));
    return [
      `The spec, [${file}](${file}):\n\n\`\`\`json\n${spec.trim()}\n\`\`\`\n`,
      `\`topogen plan\` shows what it means (the table of flows left out here):\n\n\`\`\`\n${untilFlows.trim()}\n\`\`\`\n`,
      `\`topogen synth\` writes it:\n\n\`\`\`\n${synth.err.trim()}\n\`\`\`\n`,
    ].join('\n');
  } finally {
    folder.remove();
  }
}

const SECTIONS: Readonly<Record<string, () => string | Promise<string>>> = {
  example,
  versions: () =>
    `${renderKongVersions([...KONG_LINES.values()].map((line) => line.release))}\n${renderCassandraVersions()}`,
  spec: () => renderSpecReference(CLOUD_FACTS),
};

function withSection(text: string, name: string, body: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  expect(text.split(begin)).toHaveLength(2);
  return `${text.slice(0, text.indexOf(begin))}${begin}\n\n${body.trim()}\n\n${text.slice(text.indexOf(end))}`;
}

test('the generated sections of the README are what the program gives', async () => {
  const before = readFileSync(README, 'utf8');
  let after = before;
  for (const [name, render] of Object.entries(SECTIONS)) after = withSection(after, name, await render());
  if (process.env['UPDATE_README'] === '1' && after !== before) {
    writeFileSync(README, after);
    throw new Error('rewrote README.md; look at the change, then run again without UPDATE_README');
  }
  expect(before).toBe(after);
});

test('every command is in the README', () => {
  const terminal = { out: () => {}, err: () => {}, colours: false };
  const text = readFileSync(README, 'utf8');
  const missing = commandModules(terminal, () => {}).filter(
    (it) => !text.includes(`| \`topogen ${String(it.command)}\` |`),
  );
  expect(missing.map((it) => it.command)).toEqual([]);
});
