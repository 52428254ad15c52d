import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPILED, loadProgram } from './load-program';
import { PACKAGE_ROOT } from '../cli/io/templates';

/** A ready-made topology with every part that most topologies have: what its synthesis compiles is what others need. */
const USUAL = 'two-clouds';

/**
 * What is left to do in a folder with the built program: run it once, and keep what V8 compiled for that; let it be run by
 * its own name. npm does the latter only when it first links the program.
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
