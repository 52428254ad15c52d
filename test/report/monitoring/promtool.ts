import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROMTOOL = spawnSync('promtool', ['--version']).status === 0;

/** The words that a test without promtool adds to its name. */
export const SKIPPED = PROMTOOL ? '' : ' (skipped: no promtool here)';

/** Runs promtool in a folder with these files, and returns what it said, after its status if that is not well. */
export function promtool(files: Readonly<Record<string, string>>, ...words: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-promtool-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { status, stdout, stderr } = spawnSync('promtool', words, { cwd: folder, encoding: 'utf8' });
    return `${status === 0 ? '' : `status ${status}: `}${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
