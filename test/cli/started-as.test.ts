import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startedAs } from '../../src/cli/started-as';
import { PROJECT } from '../support/synthesized';

test.each([
  ['/home/me/repo/node_modules/.bin/topogen', 'npx topogen'],
  ['C:\\repo\\node_modules\\topogen\\dist\\main.js', 'npx topogen'],
  ['/usr/local/bin/topogen', 'topogen'],
  ['/home/me/topogen/dist/main.js', 'topogen'],
  ['', 'topogen'],
])('%s is started again as %s', (script, words) => {
  expect(startedAs(script)).toBe(words);
});

test('a program of a repository prints next commands that work there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'topogen started '));
  try {
    const bin = join(folder, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    const program = join(PROJECT, 'dist', 'main.js');
    chmodSync(program, 0o755);
    symlinkSync(program, join(bin, 'topogen'));
    writeFileSync(join(folder, 'edge.json'), JSON.stringify({ name: 'edge', requestsPerSecond: 100, datacenters: 1 }));
    const { status, stderr } = spawnSync(join(bin, 'topogen'), ['synth', 'edge.json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stderr).toContain('\n  npx topogen apply edge.json\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
