import type { Reckoned } from '../../plan/sizing/reckoned';
import type { Explanation } from './explain';
import { foldedLines } from '../../kernel/folded-lines';
import { folded } from '../folded';
import { sourceText, withUnit } from './shown';

/**
 * Renders the explanation for people: each number with its formula, its inputs and their sources, the reason, and the
 * alternatives that were rejected.
 *
 * @param width characters on a line of the terminal
 */
export function renderExplain(explanation: Explanation, width = Infinity): string {
  const { topology, what, entries, behind } = explanation;
  const asked = what === undefined ? 'Every number' : `"${what}"`;
  const rests = behind.length === 0 ? [] : [heading('What these rest on', '='), ...groups(behind, width)];
  return [`${asked} of topology ${topology}\n`, ...groups(entries, width), ...rests].join('\n');
}

/** Groups entries by datacenter, topology and pair of datacenters; each group keeps the plan's order. */
function groups(entries: readonly Reckoned[], width: number): readonly string[] {
  const byPlace = new Map<string, Reckoned[]>();
  for (const entry of entries) {
    const place = entry.id.slice(0, entry.id.indexOf('.'));
    byPlace.set(place, [...(byPlace.get(place) ?? []), entry]);
  }
  return [...byPlace].map(
    ([place, own]) => `${heading(place, '-')}\n${own.map((entry) => entryText(entry, width)).join('\n')}`,
  );
}

function heading(text: string, line: string): string {
  return `${text}\n${line.repeat(text.length)}\n`;
}

function entryText(entry: Reckoned, width: number): string {
  const lines = [
    `${entry.id} = ${withUnit(entry.value, entry.unit)}`,
    ...[entry.title, `= ${entry.formula}`].map((text) => folded(`    ${text}`, '      ', width).trimEnd()),
    ...inputLines(entry, width),
    ...[`because: ${entry.reason}`, ...entry.runnersUp.map(({ what, why }) => `not ${what}: ${why}`)].map((text) =>
      folded(`    ${text}`, '      ', width).trimEnd(),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Renders each input on a line; what does not fit behind its value goes on below it. */
function inputLines({ inputs }: Reckoned, width: number): readonly string[] {
  const cells = inputs.map(({ name, what, value, unit, source }) => [
    name,
    withUnit(value, unit),
    what === undefined ? sourceText(source) : `${what}; ${sourceText(source)}`,
  ]);
  const widest = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  const [names, values] = [widest(0), widest(1)];
  return cells.flatMap(([name = '', value = '', source = '']) => {
    const before = `      ${name.padEnd(names)}  ${value.padEnd(values)}  `;
    if (before.length + source.length <= width) return [`${before}${source}`];
    const indent = ' '.repeat(10);
    return [before.trimEnd(), ...foldedLines(source, width - indent.length).map((line) => `${indent}${line}`)];
  });
}
