import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Runs a test where cloud-init is installed, and says what is skipped where it is not. */
export function testWithCloudInit(what: string): jest.It {
  if (spawnSync('cloud-init', ['--version']).status === 0) return test;
  process.stderr.write(`skipped, no cloud-init here: ${what}\n`);
  return test.skip;
}

/** Takes its own command line once for each file: most of a run is its start. It says of each how it ended. */
const EACH = `
import sys
from cloudinit.cmd.main import main
for file in sys.argv[1:]:
    try:
        code = main(["cloud-init", "schema", "--config-file", file]) or 0
    except SystemExit as end:
        code = end.code
    print("ended", 0 if code == 0 else 1, file, flush=True)
`;

/**
 * Checks files of user data by cloud-init's own schema.
 *
 * @returns what it says of the files that it does not take; nothing if it takes all of them
 */
export function complaintsOfCloudInit(paths: readonly string[]): string {
  const { stdout, stderr } = spawnSync(interpreter(), ['-c', EACH, ...paths], { encoding: 'utf8' });
  const wrong = paths.filter(
    (path) => !stdout.includes(`Valid cloud-config: ${path}\n`) || !stdout.includes(`ended 0 ${path}\n`),
  );
  return wrong.length === 0 ? '' : `${wrong.join('\n')}\n${stdout}${stderr}`;
}

/** Returns the Python that cloud-init is installed for, by its first line. */
function interpreter(): string {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    try {
      const first = readFileSync(join(folder, 'cloud-init'), 'utf8').split('\n', 1)[0] ?? '';
      return first.replace(/^#!\s*/, '').split(' ')[0] ?? '';
    } catch {
      // It is not in this folder.
    }
  throw new Error('no cloud-init on the PATH');
}
