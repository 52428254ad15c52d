import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { pageBlocks } from '../support/page-blocks';
import { RunFolder } from '../support/run-in-folder';
import { PROJECT } from '../support/synthesized';

/*
 * People copy what a page shows of a spec into theirs, so each block is laid into one here and has to be valid. Workflows are run
 * by `test/package`, and what is between marks in a page is generated.
 */

const folder = new RunFolder();
afterAll(() => folder.remove());

const SPEC = {
  name: 'production',
  requestsPerSecond: 4000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1', share: 0.5 },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1', share: 0.5 },
  ],
};

/** The spec that the pages' others extend, with all that they take out of it. */
const PRODUCTION = {
  ...SPEC,
  kong: {
    upgrade: { strategy: 'blue-green', to: '3.3.1', stage: 'beside' },
    version: '2.8.5',
    plugins: ['oauth2'],
  },
};

type Example = Readonly<Record<string, unknown>>;

const EXAMPLES = readdirSync(join(PROJECT, 'docs'))
  .filter((file) => file.endsWith('.md') && !['ci.md', 'example.md'].includes(file))
  .flatMap((file) =>
    ['yaml', 'json'].flatMap((language) =>
      pageBlocks(`docs/${file}`, language).map((text): readonly [string, Example] => [file, exampleOf(text)]),
    ),
  );

/** A block of JSON is a key with its value, as it stands within a spec. */
function exampleOf(text: string): Example {
  return parse(text.startsWith('"') ? `{${text}}` : text) as Example;
}

/** Returns the whole spec that an example is a part of. */
function wholeOf(page: string, example: Example): Example {
  if ('extends' in example) return example;
  const whole = { ...SPEC, ...example };
  const isPart = page === 'existing-networks.md' && JSON.stringify(example).includes('vpc-');
  return isPart ? withOtherSubnets(whole) : whole;
}

/** Adds the subnets that the page leaves out, "and so on", from the ready-made topology. */
function withOtherSubnets(whole: Example): Example {
  interface Networked {
    readonly datacenters: readonly [{ readonly network: { readonly existing: { readonly subnets: Example } } }];
  }
  const [shown] = (whole as unknown as Networked).datacenters;
  const ready = JSON.parse(readFileSync(join(PROJECT, 'topologies/existing-networks.json'), 'utf8')) as Networked;
  const subnets = { ...ready.datacenters[0].network.existing.subnets, ...shown.network.existing.subnets };
  return { ...whole, datacenters: [{ ...shown, network: { existing: { ...shown.network.existing, subnets } } }] };
}

test('pages have examples of specs', () => {
  expect(new Set(EXAMPLES.map(([page]) => page)).size).toBeGreaterThan(4);
});

test.each(EXAMPLES.map(([page, example]) => [page, Object.keys(example).join(', '), example] as const))(
  'what docs/%s shows of %s is valid',
  async (page, _keys, example) => {
    writeFileSync(folder.path('production.yaml'), JSON.stringify(PRODUCTION));
    writeFileSync(folder.path('example.yaml'), JSON.stringify(wholeOf(page, example)));
    const { code, err } = await folder.run('validate', 'example.yaml');
    expect([code, err.match(/^.*: error: .*$/gm)]).toEqual([0, null]);
  },
);

test('the spec that others extend is valid itself', async () => {
  writeFileSync(folder.path('production.yaml'), JSON.stringify(PRODUCTION));
  const { code, err } = await folder.run('validate', 'production.yaml');
  expect([code, err.match(/^.*: error: .*$/gm)]).toEqual([0, null]);
});
