import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { goneEquivalents, samplesOf } from './candidates';
import { measureCoverage } from './coverage';
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
 */

const USAGE =
  'npm run test:mutants -- [file ...] [--seed 1] [--sample <mutants of each file>] [--tests <path>] [--workers 2]';

async function main(project: string, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      sample: { type: 'string' },
      tests: { type: 'string', multiple: true },
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
    const coverage = await measureCoverage(benches[0]!, subjects, values.tests);
    for (const test of coverage.failing) say(`left out, since it fails without a mutant: ${test}\n`);
    const judge = new Judge(coverage, join(__dirname, 'sequencer.js'));
    const verdicts = await judgeAll(benches, samples, judge);
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

/** Each bench takes the next mutant as soon as it has judged one. */
async function judgeAll(
  benches: readonly Workbench[],
  samples: ReadonlyMap<Subject, readonly Mutant[]>,
  judge: Judge,
): Promise<Verdict[]> {
  const queue = [...samples].flatMap(([subject, mutants]) => mutants.map((mutant) => ({ subject, mutant })));
  const verdicts: Verdict[] = [];
  const work = async (bench: Workbench): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const verdict = await judge.judge(bench, next.subject, next.mutant);
      verdicts.push(verdict);
      say(renderVerdict(verdict));
    }
  };
  await Promise.all(benches.map(work));
  return verdicts;
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
