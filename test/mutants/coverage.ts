import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withMarks } from './reach';
import type { Subject } from './subjects';
import type { Workbench } from './workbench';

/** Which tests come to what, and how long they take. */
export interface Coverage {
  /** Test files by mark, see `reach.ts`. */
  readonly byMark: ReadonlyMap<string, readonly string[]>;
  readonly seconds: ReadonlyMap<string, number>;
}

/** Tests that compare whole output with files beside them: a mutant that only these see is not known to be wrong. */
export const GOLDENS = /^test\/(golden|docs\/generated)\.test\.ts$|^test\/spec\/(invalid|valid|json-schema)\.test\.ts$/;

/**
 * Tests that see no mutant, or take too long for what they see: laws of the sources' own text, the program as it is built,
 * whole topologies through Terraform, pages in a browser, machines and rings in a laboratory.
 */
const LEFT_OUT =
  /^test\/(house|cdktf|identity|removal|mutants|package|widening)\b|^test\/(ring|gateway|support-terraform|mutants|bench|report\/browser)\/|^test\/cli\/(program|killed)\./;
const THROUGH_TERRAFORM = /prove-topology/;

/** The tests that a run may use, by path from the project's root. */
export function usableTests(root: string): string[] {
  return readdirSync(join(root, 'test'), { recursive: true })
    .map((name) => `test/${String(name)}`)
    .filter((path) => path.endsWith('.test.ts') && !LEFT_OUT.test(path))
    .filter((path) => !THROUGH_TERRAFORM.test(readFileSync(join(root, path), 'utf8')))
    .sort();
}

/** Runs every test once over the marked sources, or those whose paths begin so. Throws when one fails: what then fails for a mutant would say nothing. */
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
  const failed = run.files.filter((file) => !file.passed).map((file) => file.test);
  if (!run.passed) throw new Error(`tests fail without any mutant: ${failed.join(', ') || 'jest did not end'}`);
  return {
    byMark: testsByMark(bench.root, readFileSync(notes, 'utf8')),
    seconds: new Map(run.files.map((file) => [file.test, file.seconds])),
  };
}

/** Of the usable tests those that load a source, and those that run a script. */
function testsOf(bench: Workbench, subjects: readonly Subject[], sources: readonly string[]): string[] {
  const related = new Set(sources.length === 0 ? [] : bench.relatedTests(sources));
  const starts = subjects.flatMap((subject) => subject.tests ?? []);
  return usableTests(bench.root).filter((test) => related.has(test) || starts.some((start) => test.startsWith(start)));
}

function testsByMark(root: string, notes: string): Map<string, string[]> {
  const byMark = new Map<string, string[]>();
  for (const line of notes.split('\n').filter(Boolean)) {
    const { test, marks } = JSON.parse(line) as { readonly test: string; readonly marks: readonly string[] };
    const path = test.slice(root.length + 1);
    for (const mark of marks) byMark.set(mark, [...(byMark.get(mark) ?? []), path]);
  }
  return byMark;
}
