import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goneEquivalents } from './mutants/candidates';
import { keptCoverage, type Coverage } from './mutants/coverage';
import { EQUIVALENTS } from './mutants/equivalents';
import { nearness } from './mutants/judge';
import { mutate, shuffled, type Mutant } from './mutants/mutant';
import { markOf, withMarks } from './mutants/reach';
import { brokenLimits, renderTable } from './mutants/report';
import { shellMutants } from './mutants/shell-mutants';
import { chosenSubjects, MAY_LIVE, SUBJECTS, type Subject } from './mutants/subjects';
import { typescriptMutants } from './mutants/typescript-mutants';
import { PROJECT } from './support/synthesized';

/* The tool behind `npm run test:mutants`, without its runs. */

test('every file and every test that the list of subjects names is there', () => {
  const paths = SUBJECTS.flatMap((subject) => subject.paths);
  expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  expect(new Set(paths).size).toBe(paths.length);
  const starts = SUBJECTS.flatMap((subject) => subject.tests ?? []);
  expect(starts.filter((start) => !existsSync(join(PROJECT, `${start}.test.ts`)))).toEqual([]);
});

test('a run takes all rows, those that it names, or single files of a row', () => {
  const row = (title: string, ...paths: string[]): Subject => ({ title, paths, sample: 1, mustDie: false });
  const all = [row('a.ts', 'a.ts'), row('scripts', 'b.sh', 'c.sh')];
  const chosen = (...names: string[]): string[] =>
    chosenSubjects(names, all).map(({ title, paths }) => `${title}: ${paths.join()}`);
  expect(chosen()).toEqual(['a.ts: a.ts', 'scripts: b.sh,c.sh']);
  expect(chosen('scripts')).toEqual(['scripts: b.sh,c.sh']);
  expect(chosen('c.sh', 'a.ts')).toEqual(['a.ts: a.ts', 'scripts: c.sh']);
  expect(() => chosen('d.sh')).toThrow('not in test/mutants/subjects.ts: d.sh');
});

test('every equivalent mutant is one that the sources have, with a reason', () => {
  expect(goneEquivalents(PROJECT, SUBJECTS)).toEqual([]);
  expect(EQUIVALENTS.filter(({ why }) => why.length < 20)).toEqual([]);
  const paths = new Set(SUBJECTS.flatMap((subject) => subject.paths));
  expect(EQUIVALENTS.filter(({ path }) => !paths.has(path))).toEqual([]);
});

describe('mutants of TypeScript', () => {
  const changes = (text: string): string[] =>
    typescriptMutants('x.ts', text).map(({ kind, change }) => `${kind} ${change}`);

  test.each<[string, string[]]>([
    ['f(a < b)', ['comparison a < b => a <= b', 'comparison a < b => a >= b']],
    ['f(a && b)', ['logic a && b => a || b', 'logic a && b => a', 'logic a && b => b']],
    ['f(a ?? b)', ['logic a ?? b => b']],
    ['f(!a)', ['logic !a => a']],
    ['f(7)', ['number 7 => 8', 'number 7 => 6']],
    ['f(a ? b : c)', ['condition a ? b : c => !(a) ? b : c', 'condition a ? b : c => b', 'condition a ? b : c => c']],
    ['f(a.some(b))', ['call some => every']],
    ['f(a.filter(b))', ['call a.filter(b) => a']],
    ['f([a, b])', ['element a, =>', 'element b =>']],
    ['f({ a: b })', ['element a: b =>']],
    ["f('a')", ["text 'a' => 'a-x'"]],
    ["f('')", ["text '' => 'mutated'"]],
    ['f(/^a$/)', ['logic /^a$/ => /a$/', 'logic /^a$/ => /^a/']],
    ['function f() { g(); }', ['statement g(); =>']],
    ['while (a) b = c;', ['condition a => true', 'condition a => false', 'statement b = c; =>']],
  ])('%s', (text, expected) => expect(changes(text)).toEqual(expected));

  test('spare types, imports and the texts of exceptions', () => {
    const text = "import { a } from 'b';\ntype C = 'd' | 7;\nfunction f(x: 'e') { throw new Error('g' + 1); }\n";
    expect(changes(text)).toEqual([]);
  });
});

test('mutants of shell scripts change conditions, numbers and lines, and leave comments and notes alone', () => {
  const text = '# a == b\nif [[ "$a" == b ]] && c; then\n  log "d == e"\n  limit=(--time 60)\n  return 1\nfi\n';
  expect(shellMutants('x.sh', text).map(({ line, kind, change }) => `${line} ${kind} ${change}`)).toEqual([
    '2 comparison == => !=',
    '2 logic && => ||',
    '4 number 60 => 160',
    '4 statement limit=(--time 60) => :',
    '5 condition return 1 => return 0',
    '5 statement return 1 => :',
  ]);
});

test('the ends of a class of digits are no numbers of a script', () => {
  const numbers = shellMutants('x.sh', "reach='s/[0-9a-z]* [0-9.]*//'\n((left > 20))\n").filter(
    (it) => it.kind === 'number',
  );
  expect(numbers.map(({ line, change }) => `${line} ${change}`)).toEqual(['2 20 => 120']);
});

test('a mutant is one change of the text, and knows its line', () => {
  const text = 'const a = 1;\n  f(a < 2, 3);\n';
  const mutant = typescriptMutants('x.ts', text).find(({ change }) => change === 'a < 2 => a <= 2')!;
  expect(mutant).toMatchObject({ line: 2, column: 5, lineText: 'f(a < 2, 3);' });
  expect(mutate(text, mutant)).toBe('const a = 1;\n  f(a <= 2, 3);\n');
});

test('a sample is the same for the same seed, another for another, and stays where other lines change', () => {
  const text = Array.from({ length: 40 }, (_, i) => `f(a${i} < b);`).join('\n');
  const order = (source: string, seed: number): string[] =>
    shuffled(typescriptMutants('x.ts', source), seed).map((it) => it.change);
  expect(order(text, 1)).toEqual(order(text, 1));
  expect(order(text, 1)).not.toEqual(order(text, 2));
  expect(order(`g();\n${text}`, 1)).toEqual(order(text, 1));
});

test('marks tell which function a mutant lies in, the innermost', () => {
  const text = 'const a = [1].map((x) => x + 2);\nfunction f() { return () => 3; }\n';
  const reached = new Set<string>();
  const marked = withMarks('x.ts', text);
  const run = new Function('globalThis', `${marked}; return f;`) as (it: object) => () => () => number;
  const f = run({ topogenReached: reached });
  expect([...reached]).toEqual(['x.ts#module', 'x.ts#0']);
  f()();
  expect([...reached]).toEqual(['x.ts#module', 'x.ts#0', 'x.ts#1', 'x.ts#2']);
  const markOfNumber = (number: string): string =>
    markOf(
      typescriptMutants('x.ts', text).find(({ change }) => change.startsWith(`${number} =>`))!,
      text,
    );
  expect(['1', '2', '3'].map(markOfNumber)).toEqual(['x.ts#module', 'x.ts#0', 'x.ts#2']);
});

test('a test is near a source whose folders it shares, and nearer with its name', () => {
  const near = (test: string): number => nearness('src/plan/limits/count.ts', `test/${test}.test.ts`);
  expect(['clouds/x', 'clouds/count', 'plan/x', 'plan/limits/x', 'plan/limits/count'].map(near)).toEqual([
    0, 1, 1, 2, 3,
  ]);
  const ofRing = 'src/plan/datastores/cassandra/sizing/ring-load.ts';
  expect(nearness(ofRing, 'test/plan/sizing/explained.test.ts')).toBe(2);
  expect(nearness(ofRing, 'test/plan/datastores/cassandra/sizing/ring-load.test.ts')).toBe(5);
});

test('what tests come to is kept for the same sources alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-coverage-'));
  try {
    const file = join(folder, 'coverage.json');
    const measured: Coverage = {
      byMark: new Map([['src/a.ts#0', ['test/a.test.ts']]]),
      seconds: new Map([['test/a.test.ts', 1]]),
      failing: ['test/b.test.ts'],
    };
    const never = (): Promise<Coverage> => Promise.reject(new Error('measured anew'));
    expect(await keptCoverage(file, 'one', () => Promise.resolve(measured))).toEqual(measured);
    expect(await keptCoverage(file, 'one', never)).toEqual(measured);
    await expect(keptCoverage(file, 'another', never)).rejects.toThrow('measured anew');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('the verdict of a run', () => {
  const mutant: Mutant = typescriptMutants('x.ts', 'f(1)')[0]!;
  const subject = (mustDie: boolean): Subject => ({ title: `row ${mustDie}`, paths: ['x.ts'], sample: 1, mustDie });
  const [plain, vital] = [subject(false), subject(true)];
  const living = (it: Subject, count: number) =>
    Array.from({ length: count }, () => ({ subject: it, mutant, end: 'lives' as const, by: '', untried: [] }));

  test('lets some live, and none where data, addresses or a second ring are at stake', () => {
    expect(brokenLimits(living(plain, MAY_LIVE), MAY_LIVE)).toEqual([]);
    expect(brokenLimits(living(plain, MAY_LIVE + 1), MAY_LIVE)).toEqual([
      `${MAY_LIVE + 1} mutants live, ${MAY_LIVE} may`,
    ]);
    expect(brokenLimits(living(vital, 2), MAY_LIVE)).toEqual(['a mutant of row true lives, and none may']);
  });

  test('is a row for each subject, and the sums', () => {
    expect(
      renderTable(
        [plain, vital],
        [...living(plain, 2), { subject: vital, mutant, end: 'goldens', by: '', untried: [] }],
      ),
    ).toBe(
      '| file | mutants | behaviour | goldens only | live |\n| --- | --- | --- | --- | --- |\n' +
        '| row false | 2 | 0 | 0 | 2 |\n| row true | 1 | 0 | 1 | 0 |\n| all | 3 | 0 | 1 | 2 |\n',
    );
  });
});
