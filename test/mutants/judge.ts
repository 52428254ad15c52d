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
  /** The test file that failed; of those that live, how many were asked. */
  readonly by: string;
  /** Test files that come to it and were not asked. */
  readonly untried: readonly string[];
}

/** Beyond three times what its tests take without a mutant, a run is taken for endless. */
const PATIENCE_SECONDS = 60;

/** What the tests that are asked first take without a mutant, those most likely to fail. The goldens come after them. */
const FIRST_SECONDS = 45;

/**
 * Tries mutants. Most die by one of the first tests. What outlives those and the goldens is taken to live, though tests are left that
 * come to it and have not been asked: they take minutes, and `judgeRest` asks them.
 */
export class Judge {
  private readonly kills = new Map<string, number>();

  constructor(
    private readonly coverage: Coverage,
    private readonly sequencer: string,
  ) {}

  async judge(bench: Workbench, subject: Subject, mutant: Mutant): Promise<Verdict> {
    const tests = this.testsFor(subject, mutant, bench.read(mutant.path));
    const [first, rest] = this.split(
      mutant,
      tests.filter((test) => !GOLDENS.test(test)),
      subject.tests === undefined ? FIRST_SECONDS : Infinity,
    );
    // Every change of a script shows in the goldens, which hold its text.
    const goldens = subject.tests === undefined ? tests.filter((test) => GOLDENS.test(test)) : [];
    return this.whileMutated(bench, mutant, async () => {
      const failed = await this.firstFailure(bench, mutant, first);
      if (failed !== undefined) return { subject, mutant, end: 'behaviour', by: failed, untried: [] };
      const changed = await this.firstFailure(bench, mutant, goldens);
      if (changed !== undefined) return { subject, mutant, end: 'goldens', by: changed, untried: [] };
      const by = `${first.length + goldens.length} test files${rest.length > 0 ? ` of ${tests.length}` : ''}`;
      return { subject, mutant, end: 'lives', by, untried: rest };
    });
  }

  /** Asks the tests that have not been asked about one that lives. */
  async judgeRest(bench: Workbench, verdict: Verdict): Promise<Verdict> {
    const { mutant, untried } = verdict;
    return this.whileMutated(bench, mutant, async () => {
      const failed = await this.firstFailure(bench, mutant, untried);
      if (failed !== undefined) return { ...verdict, end: 'behaviour', by: failed, untried: [] };
      return { ...verdict, by: 'all test files that come to it', untried: [] };
    });
  }

  private async whileMutated(bench: Workbench, mutant: Mutant, work: () => Promise<Verdict>): Promise<Verdict> {
    bench.write(mutant.path, mutate(bench.read(mutant.path), mutant));
    try {
      return await work();
    } finally {
      bench.restore(mutant.path);
    }
  }

  private testsFor(subject: Subject, mutant: Mutant, text: string): readonly string[] {
    const named = subject.tests;
    if (named === undefined) return this.coverage.byMark.get(markOf(mutant, text)) ?? [];
    return [...this.coverage.seconds.keys()].filter((test) => named.some((start) => test.startsWith(start)));
  }

  /** Sorts tests by what a kill by them is likely to cost, and cuts the list where so many seconds are over. */
  private split(mutant: Mutant, tests: readonly string[], seconds: number): readonly [string[], string[]] {
    const cost = (test: string): number => this.secondsOf(test) / this.likelihood(mutant, test);
    const sorted = [...tests].sort((a, b) => cost(a) - cost(b));
    let sum = 0;
    const end = sorted.findIndex((test) => (sum += this.secondsOf(test)) > seconds);
    return end < 0 ? [sorted, []] : [sorted.slice(0, end + 1), sorted.slice(end + 1)];
  }

  private secondsOf(test: string): number {
    return Math.max(0.1, this.coverage.seconds.get(test) ?? 0);
  }

  /** How likely a test is to fail, as a weight: by what it has killed of the same file, of all, and how near it lies. */
  private likelihood({ path }: Mutant, test: string): number {
    const [here = 0, anywhere = 0] = [this.kills.get(`${path} ${test}`), this.kills.get(test)];
    return 1 + nearness(path, test) ** 2 + 5 * here + anywhere / 5;
  }

  private async firstFailure(bench: Workbench, mutant: Mutant, order: readonly string[]): Promise<string | undefined> {
    if (order.length === 0) return undefined;
    const limit = PATIENCE_SECONDS + 3 * order.reduce((sum, test) => sum + this.secondsOf(test), 0);
    const run = await bench.jest(
      ['--testSequencer', this.sequencer, '--runInBand', '--bail', '--runTestsByPath', ...order],
      { TOPOGEN_TEST_ORDER: order.join('\n'), ...(isScript(mutant) ? { TOPOGEN_CASES: 'all' } : {}) },
      limit,
    );
    if (run.passed === true) return undefined;
    const killer =
      run.files.find((file) => !file.passed)?.test ?? (run.passed === undefined ? 'the time limit' : 'jest');
    for (const key of [killer, `${mutant.path} ${killer}`]) this.kills.set(key, (this.kills.get(key) ?? 0) + 1);
    return killer;
  }
}

/** True if it is of a script: the tests of those try a few of their cases in `npm test`. */
function isScript({ path }: Mutant): boolean {
  return path.startsWith('templates/');
}

/**
 * How many folders of a source have the name of one of a test's, wherever they stand, and one more where it has its name: sizes of a
 * ring are computed below its engine, and held to their formulas by a test in the room of sizing.
 */
export function nearness(source: string, test: string): number {
  const words = (path: string): string[] =>
    path
      .replace(/^[^/]+\//, '')
      .replace(/(\.test)?\.ts$/, '')
      .split('/');
  const [ofSource, ofTest] = [words(source), words(test)];
  const folders = ofSource.slice(0, -1).filter((folder) => ofTest.slice(0, -1).includes(folder));
  return folders.length + (ofSource.at(-1) === ofTest.at(-1) ? 1 : 0);
}
