import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Artifact } from '../../src/kernel/artifact';

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** A test with systemd's own check of units; where there is none it says what it skips. */
export function testWithSystemd(name: string, whose: string, work: () => void): void {
  if (!hasSystemd) process.stderr.write(`skipped: no systemd-analyze to check the units of ${whose} with\n`);
  (hasSystemd ? test : test.skip)(name, work);
}

/** What systemd has against units. Their commands are there on a machine, not here: that they are not is no complaint. */
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
