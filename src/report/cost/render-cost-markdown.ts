import { markdown, markdownCode, markdownText } from '../../kernel/text/markdown';
import { markdownPage, type MarkdownPart } from '../../kernel/text/markdown-page';
import { made, type Text } from '../../kernel/text/text';
import { sideText, signed, type CostComparison } from './compare-cost';
import type { CostBreakdown } from './cost';
import { sumText } from './render-cost-table';

const WHOLE = markdownCode('topogen cost');

/** Renders the sums of a bill for a comment of a pull request. */
export function renderCostMarkdown(cost: CostBreakdown): string {
  const title = markdown`### Cost of ${markdownText(cost.topology)}: ${markdownText(sumText(cost))} USD a month`;
  const rows = [...cost.byPlace, ...cost.byRole].map((sum) => row([sum.name, sumText(sum)]));
  const unknown = cost.lines
    .filter(({ monthlyUsd }) => monthlyUsd === undefined)
    .map(({ id }) => markdown`- ${markdownCode(id)}`);
  return markdownPage(
    [
      { head: [title], lines: [] },
      table(['For', 'USD a month'], rows),
      ...(unknown.length > 0
        ? [{ head: [made<'markdown'>('Not in the sums, since unknown:\n')], lines: unknown }]
        : []),
      { head: [NOTE], lines: [] },
    ],
    WHOLE,
  );
}

/** Renders the comparison for a comment of a pull request: the largest differences first, those that are unknown before them. */
export function renderComparisonMarkdown({ before, after, lines, monthlyUsd }: CostComparison): string {
  const total = (side: CostComparison['before']): string => sumText(side);
  const title = markdown`### Cost of ${markdownText(after.topology)}: ${markdownText(
    `${total(before)} to ${total(after)} USD a month, ${monthlyUsd === 0 ? 'no difference' : signed(monthlyUsd)}`,
  )}`;
  const weight = ({ monthlyUsd: usd }: CostComparison['lines'][number]): number =>
    usd === undefined ? Infinity : Math.abs(usd);
  const ordered = [...lines].sort((a, b) => (weight(a) === weight(b) ? 0 : weight(b) - weight(a)));
  const rows = ordered.map((line) =>
    row([
      line.id,
      sideText(line.before, line.after),
      sideText(line.after, line.before),
      line.monthlyUsd === undefined ? 'unknown' : signed(line.monthlyUsd),
    ]),
  );
  const parts: MarkdownPart[] = [{ head: [title], lines: [] }];
  if (rows.length > 0) {
    const { head, lines: all } = table(['Line', 'Before', 'After', 'Difference'], rows);
    const summary = made<'markdown'>(`<details><summary>${rows.length} lines</summary>`);
    parts.push({ head: [summary, made(''), ...head], lines: all, end: [made(''), made('</details>')] });
  }
  return markdownPage([...parts, { head: [NOTE], lines: [] }], WHOLE);
}

const NOTE = made<'markdown'>(
  'List prices before discounts and taxes. Machines are counted at the floor of automatic scaling, traffic at half of `requestsPerSecond` all month.',
);

function table(names: readonly string[], rows: readonly Text<'markdown'>[]): MarkdownPart {
  return { head: [row(names), made(`| --- |${' ---: |'.repeat(names.length - 1)}`)], lines: rows };
}

function row(cells: readonly string[]): Text<'markdown'> {
  return made(`| ${cells.map((it) => markdownText(it)).join(' | ')} |`);
}
