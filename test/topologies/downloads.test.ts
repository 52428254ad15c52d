import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kongPackage } from '../../src/plan/pools/nodes/package';
import { KONG_PACKAGES } from '../../src/spec/kong-packages';
import { KONG_LINES } from '../../src/spec/kong-releases';
import { readyMade } from '../support/ready-made';
import { PROJECT, synthesizeShipped } from '../support/synthesized';

const TOPOLOGIES = readyMade();

/** Addresses that never leave the machine or its host. */
const NEAR = /http:\/\/(169\.254\.169\.254|metadata\.google\.internal|127\.0\.0\.1)|\{\{url\}\}/;

/** What would fetch or trust something without a look at it. */
const NEVER =
  /\bwget\b|apt-key|\[trusted=yes|--allow-unauthenticated|--insecure|curl -k|\bpip3? install|--no-check|curl[^\n]*\| *(ba)?sh/;

/** Fetches the topology's own configuration from its own bucket by the machine's identity; Kong parses it before it is used. */
const OWN_SEED = /^seed_get\(\)/m;

/** Brings something away, or only looks whether it arrived: nothing of the answer is run or trusted. */
const UPLOAD = /--upload-file|--data-binary @|--output \/dev\/null/;

/** The scripts of machines, by path, with lines that go on in the next one joined. */
function scripts(texts: ReadonlyMap<string, string>): [string, string][] {
  return [...texts].map(([path, text]) => [path, text.replace(/\\\n\s*/g, ' ').replace(/^\s*#.*$/gm, '')]);
}

function faultsOf([path, text]: [string, string]): string[] {
  const calls = text.split('\n').filter((line) => /\bcurl (-|")/.test(line) && !NEAR.test(nextWords(text, line)));
  return [
    ...(NEVER.test(text) ? [`${path}: ${NEVER.exec(text)?.[0]}`] : []),
    ...calls.filter((line) => !/--proto '=https'/.test(line) || !/--tlsv1\.2/.test(line)).map((it) => `${path}: ${it}`),
    ...calls
      .filter((line) => /--location/.test(line) && !/--proto-redir '=https'/.test(line))
      .map((it) => `${path}: ${it}`),
    ...calls
      .filter((line) => /--output/.test(line) && !OWN_SEED.test(text) && !UPLOAD.test(line) && !isVerified(text, line))
      .map((line) => `${path}: nothing looks at what this fetches: ${line.trim()}`),
  ];
}

/** A call and the rest of its pipe. */
function nextWords(text: string, line: string): string {
  return text.slice(text.indexOf(line), text.indexOf(line) + line.length + 120);
}

/** Whether the function that a download is in holds it against a checksum, against pinned keys, or against the signature of one. */
function isVerified(text: string, line: string): boolean {
  const body = text.slice(text.indexOf(line)).split(/^\}$/m)[0] ?? '';
  return /sha256sum --check/.test(body) || /--show-keys|primary_keys|VALIDSIG \.\*\$key/.test(body);
}

function templates(folder: string): Map<string, string> {
  const entries = readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(PROJECT.length + 1), readFileSync(file, 'utf8')]));
}

describe('nothing that a machine runs comes from the network unverified', () => {
  test('by any template', () => {
    const all = scripts(templates('templates'));
    expect(all.flatMap(([, text]) => text.match(/\bcurl (-|")/g) ?? []).length).toBeGreaterThan(5);
    expect(all.flatMap(faultsOf)).toEqual([]);
  });

  test.each(TOPOLOGIES)('by the machines of %s', async (name) => {
    const { topology, synthesis } = await synthesizeShipped(name);
    // Without a way to the internet Kong comes with the machine's image, and the script asks nobody.
    const closed = topology.plan.datacenters
      .filter(({ egress }) => egress === 'none')
      .map((it) => `cluster-${it.name}/`);
    const files = synthesis.terraform.filter(({ path }) => path.includes('/files/'));
    expect(scripts(new Map(files.map(({ path, text }) => [path, text]))).flatMap(faultsOf)).toEqual([]);
    const kong = files.filter(({ path }) => path.endsWith('/kong.sh'));
    expect(kong.length).toBeGreaterThan(0);
    for (const { path, text } of kong) {
      const url = closed.some((it) => path.startsWith(it)) ? /^package_url=''$/m : /^package_url='https:/m;
      expect([path, /^package_sha256='[0-9a-f]{64}'$/m.test(text), url.test(text)]).toEqual([path, true, true]);
    }
    const install = files.filter(({ path }) => path.endsWith('/install.env'));
    for (const { path, text } of install)
      expect([path, /^REPOSITORY_KEYS=\(([0-9A-F]{40} ?)+\)$/m.test(text)]).toEqual([path, true]);
  });

  test.each([
    ['curl --fail --output x https://a/b', 2],
    [`curl --fail --proto '=https' --tlsv1.2 --output x https://a/b`, 1],
    [`curl --fail --proto '=https' --tlsv1.2 --location https://a/b`, 1],
    ['wget https://a/b', 1],
    ['curl --fail http://169.254.169.254/latest', 0],
  ])('and the law sees %s', (line, faults) => {
    expect(faultsOf(['script', `f() {\n  ${line}\n}\n`])).toHaveLength(faults);
  });
});

test('every checksum is of a known release, of the package that nodes would fetch, and stands once', () => {
  const releases = Object.entries(KONG_PACKAGES);
  for (const [release, { builtFor, sha256 }] of releases) {
    expect([...KONG_LINES.keys()]).toContain(release.split('.').slice(0, 2).join('.'));
    expect([release, kongPackage({ release }).builtFor]).toEqual([release, builtFor]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(new Set(releases.map(([, { sha256 }]) => sha256)).size).toBe(releases.length);
});
