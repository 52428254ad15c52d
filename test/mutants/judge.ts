import { GOLDENS, type Coverage } from './coverage';
import { mutate, type Mutant } from './mutant';
import { markOf } from './reach';
import type { Subject } from './subjects';
import type { Workbench } from './workbench';

/** What became of a mutant: a test of behaviour failed, or only a comparison with files, or nothing. */
export interface Verdict {
  readonly subject: Subject;
  readonly mutant: Mutant;
  readonly end: 'behaviour' | 'goldens' | 'lives';
  /** The test file that failed; of those that live, how many came to it. */
  readonly by: string;
}

/** Beyond three times what its tests take without a mutant, a run is taken for endless. */
const PATIENCE_SECONDS = 60;

/** Tries mutants. Remembers which tests have failed for a file's mutants: those come first for the next. */
export class Judge {
  private readonly kills = new Map<string, number>();

  constructor(
    private readonly coverage: Coverage,
    private readonly sequencer: string,
  ) {}

  async judge(bench: Workbench, subject: Subject, mutant: Mutant): Promise<Verdict> {
    const text = bench.read(mutant.path);
    const tests = this.testsFor(subject, mutant, text);
    bench.write(mutant.path, mutate(text, mutant));
    try {
      const failed = await this.firstFailure(
        bench,
        mutant,
        tests.filter((test) => !GOLDENS.test(test)),
      );
      if (failed !== undefined) return { subject, mutant, end: 'behaviour', by: failed };
      // Every change of a script shows in the goldens, which hold its text.
      const goldens = subject.tests === undefined ? tests.filter((test) => GOLDENS.test(test)) : [];
      const changed = await this.firstFailure(bench, mutant, goldens);
      if (changed !== undefined) return { subject, mutant, end: 'goldens', by: changed };
      return { subject, mutant, end: 'lives', by: `${tests.length} test files` };
    } finally {
      bench.restore(mutant.path);
    }
  }

  private testsFor(subject: Subject, mutant: Mutant, text: string): readonly string[] {
    const named = subject.tests;
    if (named === undefined) return this.coverage.byMark.get(markOf(mutant, text)) ?? [];
    return [...this.coverage.seconds.keys()].filter((test) => named.some((start) => test.startsWith(start)));
  }

  private async firstFailure(bench: Workbench, mutant: Mutant, tests: readonly string[]): Promise<string | undefined> {
    if (tests.length === 0) return undefined;
    const seconds = (test: string): number => this.coverage.seconds.get(test) ?? 0;
    const kills = (test: string): number => this.kills.get(`${mutant.path} ${test}`) ?? 0;
    const order = [...tests].sort((a, b) => kills(b) - kills(a) || seconds(a) - seconds(b));
    const limit = PATIENCE_SECONDS + 3 * tests.reduce((sum, test) => sum + seconds(test), 0);
    const run = await bench.jest(
      ['--testSequencer', this.sequencer, '--runInBand', '--bail', '--runTestsByPath', ...order],
      { TOPOGEN_TEST_ORDER: order.join('\n') },
      limit,
    );
    if (run.passed === true) return undefined;
    const killer =
      run.files.find((file) => !file.passed)?.test ?? (run.passed === undefined ? 'the time limit' : 'jest');
    this.kills.set(`${mutant.path} ${killer}`, kills(killer) + 1);
    return killer;
  }
}
