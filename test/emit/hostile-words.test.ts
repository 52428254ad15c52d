import { ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadTopology } from '../../src/actions/load-topology';
import { synthesize, type Synthesis } from '../../src/actions/synthesize';
import { readTemplates } from '../../src/cli/io/templates';
import { userText } from '../../src/kernel/text/text';
import type { Plan } from '../../src/plan/plan';
import { resourcesOf } from '../support/emitted';

/*
 * Words of a user's through the whole program: into a file name, which may hold anything, and into addresses as no rule would let
 * them pass, so that the doors alone stand between them and the files.
 */
const FILE = 'a\nlive_key: 1\r\n-->`x`\u2028${a}%{b}{{address}}.json';
const URL = "https://m/%{if(fileexists(path.module))}a%{endif}${path.module}'$(reboot)`reboot`\\";

const spec = {
  name: 'edge',
  requestsPerSecond: 1000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  ],
};

let hostile: Synthesis;
let plain: Synthesis;

beforeAll(async () => {
  hostile = await synthesized(FILE, withUrls);
  plain = await synthesized('edge.json', (plan) => plan);
});

async function synthesized(specFile: string, change: (plan: Plan) => Plan): Promise<Synthesis> {
  const loaded = loadTopology({ specText: JSON.stringify(spec), specFile: `specs/${specFile}`, lockFile: 'lock' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return synthesize(change(loaded.value.plan), readTemplates());
}

function withUrls(plan: Plan): Plan {
  const url = userText(URL);
  return {
    ...plan,
    kong: { ...plan.kong, migrations: { ...plan.kong.migrations, packageUrl: url } },
    datacenters: plan.datacenters.map((it) => ({
      ...it,
      pools: it.pools.map((pool) => ({ ...pool, packageUrl: url })),
    })),
    datastore: { ...ringOf(plan), repositoryUrl: url, repositoryKeyUrl: url },
  };
}

const texts = (synthesis: Synthesis, ending: string): string[] =>
  synthesis.terraform.filter(({ path }) => path.endsWith(ending)).map(({ text }) => text);

test('cassandra.yaml has the keys that it has with any other name of the spec', () => {
  const [mine, others] = [texts(hostile, '/cassandra.yaml'), texts(plain, '/cassandra.yaml')];
  expect(mine.length).toBeGreaterThan(5);
  expect(mine.map((text) => parse(text) as unknown)).toEqual(others.map((text) => parse(text) as unknown));
  expect(mine.every((text) => text.split('\n').length === others[0]!.split('\n').length)).toBe(true);
});

test('headers of HCL and of tests are one line of comment', () => {
  for (const ending of ['.tf', '.tftest.hcl']) {
    const [mine, others] = [texts(hostile, ending), texts(plain, ending)];
    expect(mine.length).toBe(others.length);
    mine.forEach((text, i) => {
      expect(text.split('\n')[0]).toContain('a\\u000alive_key: 1\\u000d\\u000a-->');
      expect(text.split('\n')[1]).toBe(others[i]!.split('\n')[1]);
    });
  }
});

test('the page for reviewers has one comment, and no line of the name of the spec', () => {
  const [page] = texts(hostile, 'README.md').filter((text) => text.startsWith('# Topology'));
  expect(page).not.toContain('\nlive_key');
  expect(page!.match(/-->/g)?.length).toBe(plainPage().match(/-->/g)!.length + 1);
  expect(page!.split('\n').length).toBe(plainPage().split('\n').length);
  expect(page).toContain('from ``a\\u000alive_key: 1\\u000d\\u000a-->`x`');
});

function plainPage(): string {
  return texts(plain, 'README.md').find((text) => text.startsWith('# Topology'))!;
}

test('addresses arrive at the scripts byte for byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  try {
    for (const [ending, names] of [
      ['/install.env', ['REPOSITORY_URL', 'REPOSITORY_KEY_URL']],
      ['/kong.sh', ['package_url']],
    ] as const) {
      const files = texts(hostile, ending);
      expect(files.length).toBeGreaterThan(1);
      for (const text of files) {
        // The libraries that the file reads are not there.
        writeFileSync(join(folder, 'file'), text.replace(/^\. .*$/gm, ''));
        const shown = names.map((name) => `"$${name}"`).join(' ');
        const read = execFileSync('bash', ['-c', `. "$1"; printf '%s|' ${shown}`, 'bash', join(folder, 'file')]);
        expect(read.toString()).toBe(names.map(() => `${URL}|`).join(''));
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an address is literal text for Terraform, in both trees', () => {
  const stack = resourcesOf(hostile, 'cluster-eu-west');
  const cause = Object.values(stack['terraform_data'] ?? {})[0] as { input: { package_url: string } };
  expect(cause.input.package_url).toBe(
    URL.replace('%{if', '%%{if')
      .replace('%{endif', '%%{endif')
      .replace('${', () => '$${'),
  );
  expect(texts(hostile, 'cluster-eu-west/kong.tf')[0]).toContain(JSON.stringify(cause.input.package_url));
});
