import type { Subject } from './subjects';
import type { Verdict } from './judge';

/** The table of a run: a row a subject, and the sums. */
export function renderTable(subjects: readonly Subject[], verdicts: readonly Verdict[]): string {
  const rows = subjects.map((subject) => [subject.title, ...counts(verdicts.filter((it) => it.subject === subject))]);
  return [
    ['file', 'mutants', 'behaviour', 'goldens only', 'live'],
    ['---', '---', '---', '---', '---'],
    ...rows,
    ['all', ...counts(verdicts)],
  ]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function counts(verdicts: readonly Verdict[]): string[] {
  const of = (end: Verdict['end']): number => verdicts.filter((it) => it.end === end).length;
  return [verdicts.length, of('behaviour'), of('goldens'), of('lives')].map(String);
}

/** One line of a verdict: place, kind, change and what came to it. */
export function renderVerdict({ mutant, end, by }: Verdict): string {
  return `${end.padEnd(9)} ${mutant.path}:${mutant.line} [${mutant.kind}] ${mutant.change} | ${by}\n`;
}

/** The mutants that live and those that only goldens see, for people to look into. */
export function renderRest(verdicts: readonly Verdict[]): string {
  const list = (title: string, end: Verdict['end']): string => {
    const all = verdicts.filter((it) => it.end === end);
    return all.length === 0 ? '' : `\n${title}\n${all.map(renderVerdict).join('')}`;
  };
  return list('Seen by goldens alone:', 'goldens') + list('Live:', 'lives');
}

/** What a run breaks, in words; nothing where it holds. */
export function brokenLimits(verdicts: readonly Verdict[], mayLive: number): string[] {
  const living = verdicts.filter((it) => it.end === 'lives');
  const vital = [...new Set(living.filter((it) => it.subject.mustDie).map((it) => it.subject.title))];
  return [
    ...(living.length > mayLive ? [`${living.length} mutants live, ${mayLive} may`] : []),
    ...vital.map((title) => `a mutant of ${title} lives, and none may`),
  ];
}
