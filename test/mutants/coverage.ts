import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withMarks } from './reach';
import type { Subject } from './subjects';
import type { Workbench } from './workbench';

/** Which tests come to what, and how long they take. */
export interface Coverage {
  /** Test files by mark, see `reach.ts`. */
  readonly byMark: ReadonlyMap<string, readonly string[]>;
  /** Of the tests that pass without a mutant. */
  readonly seconds: ReadonlyMap<string, number>;
  /** Tests that fail without any mutant. */
  readonly failing: readonly string[];
}

/** Tests that compare whole output with files beside them: a mutant that only these see is not known to be wrong. */
export const GOLDENS = /^test\/(golden|docs\/generated)\.test\.ts$|^test\/spec\/(invalid|valid|json-schema)\.test\.ts$/;

/**
 * Tests that see no mutant, or take too long for what they see: laws of the sources' own text, the program as it is built,
 * whole topologies through Terraform, pages in a browser, machines and rings in a laboratory.
 */
const LEFT_OUT =
  /^test\/(house|cdktf|identity|removal|mutants|package|widening)\b|^test\/(ring|gateway|support-terraform|mutants|bench|report\/browser)\/|^test\/cli\/(program|killed)\./;
/** Whole topologies through Terraform, and the program as it is built, which knows nothing of a changed source. */
const TAKES_ITS_OWN = /prove-topology|built-program/;

/** The tests that a run may use, by path from the project's root. */
export function usableTests(root: string): string[] {
  return readdirSync(join(root, 'test'), { recursive: true })
    .map((name) => `test/${String(name)}`)
    .filter((path) => path.endsWith('.test.ts') && !LEFT_OUT.test(path))
    .filter((path) => !TAKES_ITS_OWN.test(readFileSync(join(root, path), 'utf8')))
    .sort();
}

/** The coverage that a file keeps of the same sources and tests; else it is measured, and kept there. */
export async function keptCoverage(file: string, state: string, measure: () => Promise<Coverage>): Promise<Coverage> {
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    if (kept.state === state)
      return { byMark: new Map(kept.byMark), seconds: new Map(kept.seconds), failing: kept.failing };
  }
  const coverage = await measure();
  const { byMark, seconds, failing } = coverage;
  const kept: Kept = { state, byMark: [...byMark], seconds: [...seconds], failing };
  writeFileSync(file, JSON.stringify(kept));
  return coverage;
}

/** What lies in the file of `--coverage`. */
interface Kept {
  /** What all sources and tests were, and which rows were asked for. */
  readonly state: string;
  readonly byMark: readonly (readonly [string, readonly string[]])[];
  readonly seconds: readonly (readonly [string, number])[];
  readonly failing: readonly string[];
}

/**
 * Runs every test once over the marked sources, or those whose paths begin so. A test that fails without a mutant would say nothing
 * of one: it is left out, and named.
 *
 * @throws Error if jest does not end, or no test is left
 */
export async function measureCoverage(
  bench: Workbench,
  subjects: readonly Subject[],
  among: readonly string[] = ['test/'],
): Promise<Coverage> {
  const sources = subjects.flatMap((subject) => subject.paths).filter((path) => path.endsWith('.ts'));
  for (const path of sources) bench.write(path, withMarks(path, bench.read(path)));
  const tests = testsOf(bench, subjects, sources).filter((test) => among.some((start) => test.startsWith(start)));
  if (tests.length === 0) throw new Error(`no test of ${among.join(', ')} runs any of these files`);
  const notes = join(bench.root, 'reach.jsonl');
  bench.write('reach.jsonl', '');
  const run = await bench.jest(
    ['--setupFilesAfterEnv', join(bench.root, 'test/mutants/record-reach.ts'), '--runTestsByPath', ...tests],
    { TOPOGEN_REACH: notes },
    3600,
  );
  for (const path of sources) bench.restore(path);
  if (run.passed === undefined) throw new Error('jest did not end without any mutant');
  const passed = run.files.filter((file) => file.passed);
  if (passed.length === 0) throw new Error('no test passes without any mutant');
  const seconds = new Map(passed.map((file) => [file.test, file.seconds]));
  return {
    byMark: testsByMark(bench.root, readFileSync(notes, 'utf8'), seconds),
    seconds,
    failing: run.files.filter((file) => !file.passed).map((file) => file.test),
  };
}

/** Of the usable tests those that load a source, and those that run a script. */
function testsOf(bench: Workbench, subjects: readonly Subject[], sources: readonly string[]): string[] {
  const related = new Set(sources.length === 0 ? [] : bench.relatedTests(sources));
  const starts = subjects.flatMap((subject) => subject.tests ?? []);
  return usableTests(bench.root).filter((test) => related.has(test) || starts.some((start) => test.startsWith(start)));
}

function testsByMark(root: string, notes: string, passed: ReadonlyMap<string, number>): Map<string, string[]> {
  const byMark = new Map<string, string[]>();
  for (const line of notes.split('\n').filter(Boolean)) {
    const { test, marks } = JSON.parse(line) as { readonly test: string; readonly marks: readonly string[] };
    const path = test.slice(root.length + 1);
    if (!passed.has(path)) continue;
    for (const mark of marks) byMark.set(mark, [...(byMark.get(mark) ?? []), path]);
  }
  return byMark;
}
