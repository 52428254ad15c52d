import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { goneEquivalents, samplesOf } from './candidates';
import { keptCoverage, measureCoverage, type Coverage } from './coverage';
import { Judge, type Verdict } from './judge';
import { brokenLimits, renderRest, renderTable, renderVerdict } from './report';
import type { Mutant } from './mutant';
import { chosenSubjects, MAY_LIVE, type Subject } from './subjects';
import { Workbench } from './workbench';

/*
 * Changes the sources in small ways and runs the tests over each change: what no test notices, nothing guards.
 *
 *   npm run test:mutants                                         a sample of every file of the list
 *   npm run test:mutants -- src/kernel/cidr.ts --sample 100      more of one file
 *   npm run test:mutants -- templates/kong/migrate-up.sh         one script of a row
 *   npm run test:mutants -- --seed 2                             other mutants
 *   npm run test:mutants -- src/spec/lock.ts --tests test/spec   with these tests alone: quicker, and more may live
 *   npm run test:mutants -- --coverage /tmp/coverage.json        keeps which tests come to what, for the next run of the same sources
 *
 * Most mutants die by one of the tests that are asked first. All others that come to one are asked only where more live than may.
 */

const USAGE =
  'npm run test:mutants -- [file ...] [--seed 1] [--sample <mutants of each file>] [--tests <path>] [--coverage <file>] [--workers 2]';

async function main(project: string, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      sample: { type: 'string' },
      tests: { type: 'string', multiple: true },
      coverage: { type: 'string' },
      workers: { type: 'string', default: String(Math.min(cpus().length, 2)) },
    },
  });
  const [seed, workers] = [wholeNumber('seed', values.seed), wholeNumber('workers', values.workers)];
  const sample = values.sample === undefined ? undefined : wholeNumber('sample', values.sample);
  const subjects = chosenSubjects(positionals);
  const gone = goneEquivalents(project, subjects).map((it) => `${it.path}: ${it.change} in ${it.lineText}`);
  if (gone.length > 0) throw new Error(`equivalents that the sources no longer have:\n${gone.join('\n')}`);

  const samples = samplesOf(project, subjects, seed, (subject) => sample ?? subject.sample);
  const benches = Array.from({ length: workers }, () => new Workbench(project));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      for (const bench of benches) bench.remove();
      process.exit(1);
    });
  try {
    say(`${[...samples.values()].flat().length} mutants of ${subjects.length} rows, seed ${seed}\n`);
    const measure = (): Promise<Coverage> => measureCoverage(benches[0]!, subjects, values.tests);
    const state = `${benches[0]!.state()} ${positionals.join()} ${values.tests?.join() ?? ''}`;
    const coverage = values.coverage ? await keptCoverage(values.coverage, state, measure) : await measure();
    for (const test of coverage.failing) say(`left out, since it fails without a mutant: ${test}\n`);
    const judge = new Judge(coverage, join(__dirname, 'sequencer.js'));
    const quick = await judgeAll(benches, queueOf(samples), (bench, it) => judge.judge(bench, it.subject, it.mutant));
    const verdicts = brokenLimits(quick, MAY_LIVE).length === 0 ? quick : await withRest(benches, quick, judge);
    const broken = brokenLimits(verdicts, MAY_LIVE);
    say(`\n${renderTable(subjects, verdicts)}${renderRest(verdicts)}\n${broken.map((it) => `${it}\n`).join('')}`);
    return broken.length > 0 ? 1 : 0;
  } finally {
    for (const bench of benches) bench.remove();
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a whole number from 1 on, not '${text}'\n${USAGE}`);
  return Number(text);
}

interface Candidate {
  readonly subject: Subject;
  readonly mutant: Mutant;
}

function queueOf(samples: ReadonlyMap<Subject, readonly Mutant[]>): Candidate[] {
  return [...samples].flatMap(([subject, mutants]) => mutants.map((mutant) => ({ subject, mutant })));
}

/** Each bench takes the next as soon as it has judged one. */
async function judgeAll<T extends Candidate>(
  benches: readonly Workbench[],
  candidates: readonly T[],
  judge: (bench: Workbench, candidate: T) => Promise<Verdict>,
): Promise<Verdict[]> {
  const queue = [...candidates];
  const verdicts: Verdict[] = [];
  const work = async (bench: Workbench): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const verdict = await judge(bench, next);
      verdicts.push(verdict);
      say(renderVerdict(verdict));
    }
  };
  await Promise.all(benches.map(work));
  return verdicts;
}

/** The verdicts after all tests were asked about what lives so far. */
async function withRest(benches: readonly Workbench[], verdicts: readonly Verdict[], judge: Judge): Promise<Verdict[]> {
  const open = verdicts.filter((it) => it.untried.length > 0);
  say(`\nmore live than may: all tests are asked about ${open.length} of them\n`);
  const judged = await judgeAll(benches, open, (bench, it) => judge.judgeRest(bench, it));
  return [...verdicts.filter((it) => it.untried.length === 0), ...judged];
}

function say(text: string): void {
  process.stdout.write(text);
}

main(process.cwd(), process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
