import type { Reckoned } from '../../plan/sizing/reckoned';
import type { Explanation } from './explain';
import { sourceText, withUnit } from './shown';

/**
 * Renders the explanation for people: each number with its formula, its inputs and their sources, the reason, and the
 * alternatives that were rejected.
 */
export function renderExplain(explanation: Explanation): string {
  const { topology, what, entries, behind } = explanation;
  const asked = what === undefined ? 'Every number' : `"${what}"`;
  const rests = behind.length === 0 ? [] : [heading('What these rest on', '='), ...groups(behind)];
  return [`${asked} of topology ${topology}\n`, ...groups(entries), ...rests].join('\n');
}

/** Groups entries by datacenter, topology and pair of datacenters; each group keeps the plan's order. */
function groups(entries: readonly Reckoned[]): readonly string[] {
  const byPlace = new Map<string, Reckoned[]>();
  for (const entry of entries) {
    const place = entry.id.slice(0, entry.id.indexOf('.'));
    byPlace.set(place, [...(byPlace.get(place) ?? []), entry]);
  }
  return [...byPlace].map(([place, own]) => `${heading(place, '-')}\n${own.map(entryText).join('\n')}`);
}

function heading(text: string, line: string): string {
  return `${text}\n${line.repeat(text.length)}\n`;
}

function entryText(entry: Reckoned): string {
  const lines = [
    `${entry.id} = ${withUnit(entry.value, entry.unit)}`,
    `    ${entry.title}`,
    `    = ${entry.formula}`,
    ...inputLines(entry),
    `    because: ${entry.reason}`,
    ...entry.runnersUp.map(({ what, why }) => `    not ${what}: ${why}`),
  ];
  return `${lines.join('\n')}\n`;
}

function inputLines({ inputs }: Reckoned): readonly string[] {
  const cells = inputs.map(({ name, what, value, unit, source }) => [
    name,
    withUnit(value, unit),
    what === undefined ? sourceText(source) : `${what}; ${sourceText(source)}`,
  ]);
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  return cells.map(
    ([name = '', value = '', source = '']) => `      ${name.padEnd(width(0))}  ${value.padEnd(width(1))}  ${source}`,
  );
}
