import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Argument } from './arguments';
import { botocoreModels } from './botocore';
import { discoveryModels } from './discovery';
import { makeTable, type Table } from './table';

/** The releases that the table is made from: each carries the models that its cloud published by then. */
const BOTOCORE = '1.44.8';
const GOOGLE_CLIENT = '2.202.0';

/**
 * Makes the table of some arguments anew from the clouds' published models. It fetches these from the Python registry into a
 * temporary folder: some 35 MB.
 *
 * @returns undefined, having said why, where they cannot be had
 */
export function publishedTable(used: readonly Argument[]): Table | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-models-'));
  try {
    for (const wanted of [`botocore==${BOTOCORE}`, `google-api-python-client==${GOOGLE_CLIENT}`]) {
      const why = fetchPackage(folder, wanted);
      if (why === undefined) continue;
      process.stderr.write(`skipped, no ${wanted} from the Python registry: the clouds' published models\n${why}\n`);
      return undefined;
    }
    return makeTable(used, botocoreModels(folder, BOTOCORE), discoveryModels(folder, GOOGLE_CLIENT));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Unpacks a package without what it needs to run. Returns why it could not. */
function fetchPackage(folder: string, wanted: string): string | undefined {
  const wheels = mkdtempSync(join(folder, 'wheels-'));
  const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', wheels, wanted];
  const run = (words: readonly string[]): string | undefined => {
    const { status, stderr, error } = spawnSync('python3', words, { encoding: 'utf8', timeout: 300_000 });
    return status === 0 ? undefined : (error?.message ?? stderr.trim().split('\n').at(-1));
  };
  const why = run(download);
  if (why !== undefined) return why;
  return run(['-m', 'zipfile', '-e', join(wheels, readdirSync(wheels)[0]!), folder]);
}
