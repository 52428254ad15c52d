import type { Artifact } from '../../src/kernel/artifact';
import { compareVersions } from '../../src/kernel/version';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped, synthesizeText } from '../support/synthesized';

/*
 * Every stack asks for a Terraform that knows all that stands in it. What is looked for here is known by its text, without a
 * look at what the program thinks of it: whoever begins to use a newer feature has to raise the floor.
 */

/**
 * What Terraform's language, its tests and the backends in use have learned since 1.0, by how it looks. `\b` keeps words
 * apart. Source: CHANGELOG.md of hashicorp/terraform at v1.1.0 to v1.14.0.
 */
const SINCE: readonly (readonly [release: string, what: string, looks: RegExp])[] = [
  ['1.1.0', 'moved blocks', /^moved \{/m],
  ['1.1.0', 'the block cloud', /^ {2}cloud \{/m],
  ['1.2.0', 'preconditions and postconditions', /^ +(pre|post)condition \{/m],
  ['1.2.0', 'replace_triggered_by', /\breplace_triggered_by\b/],
  ['1.3.0', 'optional attributes of objects', /\boptional\(/],
  ['1.3.0', 'startswith, endswith, timecmp', /\b(startswith|endswith|timecmp)\(/],
  ['1.4.0', 'terraform_data', /\bterraform_data\b/],
  ['1.4.0', 'a KMS key of gcs', /\bkms_encryption_key\b/],
  ['1.5.0', 'import and check blocks', /^(import|check "[^"]*") \{/m],
  ['1.5.0', 'strcontains and plantimestamp', /\b(strcontains|plantimestamp)\(/],
  ['1.6.0', 'runs of tests', /^run "[^"]*" \{/m],
  ['1.7.0', 'mocks and overrides in tests', /^(mock_provider "[^"]*"|override_(data|resource|module)) \{/m],
  ['1.7.0', 'removed blocks', /^removed \{/m],
  ['1.8.0', 'functions of providers', /\bprovider::/],
  ['1.8.0', 'issensitive', /\bissensitive\(/],
  ['1.9.0', 'templatestring', /\btemplatestring\(/],
  ['1.10.0', 'ephemeral resources, variables and outputs', /^ephemeral "|^ +ephemeral += true/m],
  ['1.10.0', 'the lock file of s3', /\buse_lockfile\b/],
  ['1.11.0', 'write-only arguments', /^ +\w+_wo(_version)? += /m],
  ['1.11.0', 'overrides while planning', /\boverride_during\b/],
  ['1.12.0', 'import by identity', /^ +identity = \{/m],
  ['1.14.0', 'actions and lists', /^(action|list) "/m],
];

/** By stack: the release that it asks for, and its texts of Terraform's. */
function stacksOf(tree: readonly Artifact[]): Map<string, { readonly floor: string; readonly text: string }> {
  const stacks = new Map<string, { floor: string; text: string }>();
  const files = tree.filter(({ path }) => /^[^/]+\/(tests\/)?[^/]+\.(tf|hcl)$/.test(path));
  for (const stack of new Set(files.map(({ path }) => path.split('/')[0] ?? ''))) {
    const text = files.flatMap(({ path, text: each }) => (path.startsWith(`${stack}/`) ? [each] : [])).join('\n');
    stacks.set(stack, { floor: /^ +required_version += ">= ([\d.]+)"$/m.exec(text)?.[1] ?? '0.0.0', text });
  }
  return stacks;
}

/** What of a tree is newer than its stack's floor. */
function tooNew(tree: readonly Artifact[]): string[] {
  return [...stacksOf(tree)].flatMap(([stack, { floor, text }]) =>
    SINCE.filter(([release, , looks]) => looks.test(text) && compareVersions(release, floor) > 0).map(
      ([release, what]) => `${stack} asks for ${floor} and uses ${what}, which came with ${release}`,
    ),
  );
}

const TOPOLOGIES = readyMade();

test.each(TOPOLOGIES)('%s asks for a Terraform that knows what stands in it', async (name) => {
  expect(tooNew((await synthesizeShipped(name)).synthesis.terraform)).toEqual([]);
});

const STATES = [
  { backend: 's3', bucket: 'acme-state', region: 'eu-west-1' },
  {
    backend: 'gcs',
    bucket: 'acme-state',
    kmsEncryptionKey: 'projects/acme-edge/locations/eu/keyRings/state/cryptoKeys/edge',
  },
  { backend: 'cloud', organization: 'acme' },
];

test.each(STATES)('so does a topology whose state is in %j', async (state) => {
  const datacenters = [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
  ];
  const spec = { name: 'edge', requestsPerSecond: 900, datacenters, state };
  expect(tooNew((await synthesizeText(JSON.stringify(spec), 'edge.json')).synthesis.terraform)).toEqual([]);
});

test('what is looked for is found: no stack could ask for less', async () => {
  const { synthesis } = await synthesizeShipped('three-clouds');
  const asking = (floor: string): string[] =>
    tooNew(synthesis.terraform.map((it) => ({ ...it, text: it.text.replace(/">= 1\.7\.0"/, `">= ${floor}"`) })));
  expect(asking('1.6.6').filter((it) => !/asks for 1\.6\.6 and uses mocks/.test(it))).toEqual([]);
  expect(asking('1.6.6').length).toBeGreaterThan(3);
  expect(asking('1.3.9').join('\n')).toContain('terraform_data');
});
