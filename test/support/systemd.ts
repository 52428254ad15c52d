import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Artifact } from '../../src/kernel/artifact';

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** Runs a test with systemd's own check of units, or reports that it is skipped without systemd. */
export function testWithSystemd(name: string, whose: string, work: () => void): void {
  if (!hasSystemd) process.stderr.write(`skipped: no systemd-analyze to check the units of ${whose} with\n`);
  (hasSystemd ? test : test.skip)(name, work);
}

/** Returns systemd's complaints about units, except those about commands that exist on the machines and not here. */
export function complaintsOfSystemd(units: readonly Artifact[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-units-'));
  try {
    const paths = units.map((it) => join(folder, basename(it.path)));
    units.forEach((it, i) => writeFileSync(paths[i]!, it.text));
    const checked = spawnSync('systemd-analyze', ['verify', '--man=no', '--recursive-errors=no', ...paths], {
      encoding: 'utf8',
      env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
    });
    return checked.stderr.split('\n').filter((line) => line !== '' && !line.includes('is not executable'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
