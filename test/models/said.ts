import type { Constraint } from './constraint';

const NUMBER = '`?(\\d[\\d,]*)`?';
const RANGES = [
  `[Aa] value between ${NUMBER} and ${NUMBER}\\b`,
  `[Mm]ust be a value from ${NUMBER} to ${NUMBER}\\b`,
  `[Vv]alid (?:[Vv]alues?|[Rr]ange): ${NUMBER} ?(?:-|–|to) ?${NUMBER}(?![\\d,]*[ -]*\\|)`,
  `[Ii]nteger between ${NUMBER} and ${NUMBER}\\b`,
  `must be between ${NUMBER} and ${NUMBER}\\b`,
  `[Mm]inimum value for this field is ${NUMBER} and the maximum value is ${NUMBER}\\b`,
].map((each) => new RegExp(each, 'g'));
const CHOICE = /[Vv]alid [Vv]alues?: ((?:[\w.:-]+ \| )+[\w.:-]+)(?= *$| *[A-Z]|\.)/g;
/** Days of a retention. */
const LIST = /[Pp]ossible values are: ((?:\d+, )+and \d+)/g;

/**
 * Reads what a model says in words alone, since many of AWS's older calls have their values in the documentation of a member. Only
 * the few turns of phrase that leave no doubt count; a text with two of them counts for nothing.
 */
export function saidIn(documentation = ''): Constraint | undefined {
  const text = documentation
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const ranges = RANGES.flatMap((form) => [...text.matchAll(form)]).map(([, least, most]): Constraint => ({
    range: [wholeNumber(least!), wholeNumber(most!)],
  }));
  const choices = [...text.matchAll(CHOICE)].map(([, values]): Constraint => ({ enum: values!.split(' | ') }));
  if (/^(true|false)$/i.test(choices[0]?.enum?.[0] ?? '')) return undefined;
  const lists = [...text.matchAll(LIST)].map(([, values]): Constraint => ({ enum: values!.match(/\d+/g)! }));
  const [only, ...others] = [...ranges, ...choices, ...lists];
  return others.length === 0 ? only : undefined;
}

function wholeNumber(text: string): number {
  return Number(text.replaceAll(',', ''));
}
