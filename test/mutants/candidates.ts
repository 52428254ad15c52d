import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EQUIVALENTS, type Equivalent } from './equivalents';
import { mutate, shuffled, type Mutant } from './mutant';
import { shellMutants } from './shell-mutants';
import type { Subject } from './subjects';
import { acceptedByCompiler } from './type-check';
import { typescriptMutants } from './typescript-mutants';

/** Every mutant of a subject. */
export function mutantsOf(root: string, { paths }: Subject): Mutant[] {
  return paths.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return path.endsWith('.ts') ? typescriptMutants(path, text) : shellMutants(path, text);
  });
}

function isSame(one: Equivalent, other: Mutant): boolean {
  return one.path === other.path && one.lineText === other.lineText && one.change === other.change;
}

/** Equivalents of these subjects that their sources no longer have. */
export function goneEquivalents(root: string, subjects: readonly Subject[]): Equivalent[] {
  const mutants = subjects.flatMap((subject) => mutantsOf(root, subject));
  const paths = new Set(subjects.flatMap((subject) => subject.paths));
  return EQUIVALENTS.filter((it) => paths.has(it.path) && !mutants.some((mutant) => isSame(it, mutant)));
}

/** Beyond the sample, for what compilers and shells refuse. */
const SPARE = 3;

/** The mutants that a run tries of each subject: the sample, or all where there are fewer. */
export function samplesOf(
  root: string,
  subjects: readonly Subject[],
  seed: number,
  size: (subject: Subject) => number,
): Map<Subject, Mutant[]> {
  const chosen = new Map(
    subjects.map((subject) => {
      const open = mutantsOf(root, subject).filter((mutant) => !EQUIVALENTS.some((it) => isSame(it, mutant)));
      return [subject, shuffled(open, seed).slice(0, size(subject) * SPARE)];
    }),
  );
  const typescript = [...chosen.values()].flat().filter(({ path }) => path.endsWith('.ts'));
  const sound = new Set(acceptedByCompiler(root, typescript));
  const isUsable = (it: Mutant): boolean => (it.path.endsWith('.ts') ? sound.has(it) : acceptedByShell(root, it));
  return new Map([...chosen].map(([subject, all]) => [subject, all.filter(isUsable).slice(0, size(subject))]));
}

/** Whether the shell can read it. Holes of a template are words to it. */
function acceptedByShell(root: string, mutant: Mutant): boolean {
  const input = mutate(readFileSync(join(root, mutant.path), 'utf8'), mutant);
  return spawnSync('bash', ['-n'], { input }).status === 0;
}
