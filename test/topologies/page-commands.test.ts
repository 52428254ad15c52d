import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOTH_CLOUDS } from '../support/both-clouds';
import { readyMade } from '../support/ready-made';
import { PROJECT, synthesizeShipped, synthesizeText } from '../support/synthesized';

/* Commands that pages show, as the programs that people type them for take them. */

const TOPOLOGIES = readyMade();

/** A value in quotes that begins with a dash: the parsers of both CLIs take it for an option, unless `=` is before it. */
const TAKEN_FOR_OPTION = /--[a-z-]+\s+(['"])-.*?\1/g;

async function pages(): Promise<readonly (readonly [string, string])[]> {
  const requests = {
    name: 'edge',
    requestsPerSecond: 900,
    datacenters: BOTH_CLOUDS,
    monitoring: { logs: { access: 'all' } },
  };
  const trees = await Promise.all([
    ...TOPOLOGIES.map(async (name) => [name, await synthesizeShipped(name)] as const),
    synthesizeText(JSON.stringify(requests), 'edge.json').then((made) => ['requests', made] as const),
  ]);
  const docs = readdirSync(join(PROJECT, 'docs')).map(
    (file) => [file, readFileSync(join(PROJECT, 'docs', file), 'utf8')] as const,
  );
  return [
    ...trees.map(([name, { synthesis }]) => {
      const page = synthesis.terraform.find(({ path }) => path === 'OPERATIONS.md');
      return [name, page?.text ?? ''] as const;
    }),
    ...docs,
  ];
}

test('no value of an option is taken for an option', async () => {
  const all = await pages();
  expect(all.map(([, text]) => text).join('')).toContain(`--filter-pattern='-"upstreamSeconds"'`);
  expect(all.flatMap(([name, text]) => (text.match(TAKEN_FOR_OPTION) ?? []).map((it) => `${name}: ${it}`))).toEqual([]);
});
