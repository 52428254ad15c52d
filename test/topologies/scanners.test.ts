import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runsLong } from '../support/long';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped } from '../support/synthesized';

/**
 * The generated HCL before a public scanner, as a reviewer would run it: checkov (`pip install checkov`), whose findings are all
 * mended or explained at their blocks. One run looks at all topologies: half of a run for each would be its start.
 */

const TOPOLOGIES = readyMade();

interface Finding {
  readonly check_id: string;
  readonly resource: string;
  readonly file_path: string;
}

interface Report {
  readonly results: {
    readonly passed_checks: readonly Finding[];
    readonly failed_checks: readonly Finding[];
    readonly skipped_checks: readonly Finding[];
  };
  readonly summary: { readonly parsing_errors: number };
}

function canScan(): boolean {
  if (!runsLong('checkov on the HCL of the ready-made topologies')) return false;
  if (spawnSync('checkov', ['--version']).status === 0) return true;
  process.stderr.write('skipped, no checkov on the PATH: the HCL of the ready-made topologies\n');
  return false;
}

/** Runs the scanner over a folder. Its own limit of ten seconds for a file makes it leave files out on a busy machine. */
function scan(folder: string): Report {
  const { stdout, stderr } = spawnSync(
    'checkov',
    ['--directory', folder, '--framework', 'terraform', '--skip-download', '--compact', '--output', 'json'],
    { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, HCL_PARSE_TIMEOUT_SEC: '300' } },
  );
  if (!stdout.trimStart().startsWith('{')) throw new Error(`checkov did not report: ${stdout} ${stderr}`);
  return JSON.parse(stdout) as Report;
}

/** Returns the findings of a report that are of one topology, a folder of those that were scanned. */
function ofTopology(name: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ file_path }) => file_path.startsWith(`/${name}/`));
}

const shown = (findings: readonly Finding[]): string[] =>
  findings.map(({ check_id, resource, file_path }) => `${file_path} ${resource} ${check_id}`);

(canScan() ? describe : describe.skip)('checkov', () => {
  let home: string;
  let report: Report;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'topogen-scanners-'));
    for (const name of TOPOLOGIES) {
      const { synthesis } = await synthesizeShipped(name);
      for (const { path, text } of synthesis.terraform) {
        const file = join(home, name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    report = scan(home);
  }, 900_000);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.each(TOPOLOGIES)('finds nothing in %s that is not explained', (name) => {
    const { passed_checks: passed, failed_checks: failed, skipped_checks: explained } = report.results;
    expect(shown(ofTopology(name, failed))).toEqual([]);
    expect(report.summary.parsing_errors).toBe(0);
    expect(ofTopology(name, passed).length).toBeGreaterThan(100);
    expect(ofTopology(name, explained).length).toBeGreaterThan(10);
  });

  test('finds nothing beside these topologies', () => {
    const { passed_checks: passed, failed_checks: failed, skipped_checks: explained } = report.results;
    const all = [...passed, ...failed, ...explained];
    const places = new Set(all.map(({ file_path }) => file_path.split('/')[1]));
    expect([...places].sort()).toEqual([...TOPOLOGIES].sort());
  });

  test('finds each fault again whose reason is taken away', () => {
    const stack = join(home, 'unexplained');
    cpSync(join(home, 'redis', 'cluster-us-east'), stack, { recursive: true });
    const explained = shown(scan(stack).results.skipped_checks).sort();
    for (const file of readdirSync(stack).filter((each) => each.endsWith('.tf'))) {
      const text = readFileSync(join(stack, file), 'utf8');
      writeFileSync(join(stack, file), text.replace(/^ *# checkov:skip=.*\n/gm, ''));
    }
    const { results } = scan(stack);
    expect(shown(results.failed_checks).sort()).toEqual(explained);
    expect(results.skipped_checks).toEqual([]);
  }, 600_000);
});
