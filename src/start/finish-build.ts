import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPILED, loadProgram } from './load-program';
import { PACKAGE_ROOT } from '../cli/io/templates';

/**
 * Most topologies have every part of this ready-made one, so the code that its synthesis compiles is the code that
 * others need.
 */
const USUAL = 'two-clouds';

/**
 * Finishes a build in the folder of the built program: runs it once and keeps the code that V8 compiled for that, and
 * makes `main.js` executable. npm does the latter only when it first links the program.
 */
async function finishBuild(folder: string): Promise<void> {
  chmodSync(join(folder, 'main.js'), 0o755);
  rmSync(join(folder, COMPILED), { force: true });
  const { program, compiled } = loadProgram(folder);
  const home = mkdtempSync(join(tmpdir(), 'topogen-build-'));
  try {
    for (const file of [`${USUAL}.json`, `${USUAL}.lock.json`])
      cpSync(join(PACKAGE_ROOT, 'topologies', file), join(home, file));
    const trees = ['--out', join(home, 'terraform'), '--cdktf-out', join(home, 'cdktf.out')];
    await program.topogen(['synth', join(home, `${USUAL}.json`), '--quiet', ...trees]);
    if (process.exitCode) throw new Error(`${USUAL} cannot be synthesised`);
    writeFileSync(join(folder, COMPILED), compiled());
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

void finishBuild(__dirname);
