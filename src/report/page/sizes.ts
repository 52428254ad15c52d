import { htmlLines, htmlText, markup } from '../../kernel/text/html';
import type { Plan } from '../../plan/plan';
import type { Reckoned } from '../../plan/sizing/reckoned';
import { sizingHead, sizingRows } from '../explain/sizing-rows';
import { shown, sourceText, withUnit } from '../explain/shown';
import { cells, foldable, heading, paragraph, section, table, type Html } from './parts';
import type { ReportPage } from './report-page';

/** Every number of the sizing, with its arithmetic folded behind it. */
export function sizeSection({ plan }: ReportPage): Html {
  const { single, pairs } = byPlace(plan);
  return section('sizes', 'Sizes', [
    table({
      caption: 'What each datacenter carries, and with what',
      head: sizingHead(plan),
      rows: cells(sizingRows(plan)),
      columns: ['', 'number', 'number', '', 'number'],
    }),
    heading('How each number came about'),
    paragraph(
      'Open a number to see its formula, what went into it and where that is from, and what was considered instead.',
    ),
    markup`<p class="tools"><button type="button" data-unfold="sizes">Open all</button> <button type="button" data-fold="sizes">Close all</button></p>`,
    ...[...single].map(([place, entries]) => placeFold(place, entries)),
    ...(pairs.size === 0
      ? []
      : [foldable(markup`<b>Links</b> and pairs of datacenters`, [...pairs.values()].map(pairTable))]),
  ]);
}

interface ByPlace {
  /** Numbers of the topology and of each datacenter. */
  readonly single: ReadonlyMap<string, readonly Reckoned[]>;
  /** Numbers of pairs and links that are alike in all but the pair, together. */
  readonly pairs: ReadonlyMap<string, readonly Reckoned[]>;
}

function byPlace(plan: Plan): ByPlace {
  const names = new Set(plan.datacenters.map(({ name }) => name));
  const [single, pairs] = [new Map<string, Reckoned[]>(), new Map<string, Reckoned[]>()];
  for (const entry of plan.sizing.reckoned) {
    const [place = '', ...rest] = entry.id.split('.');
    const isPair = !names.has(place) && place.includes('--');
    const key = isPair ? [rest.join('.'), entry.formula, ...entry.inputs.map(({ name }) => name)].join('\n') : place;
    const group = isPair ? pairs : single;
    const known = group.get(key);
    if (known) known.push(entry);
    else group.set(key, [entry]);
  }
  return { single, pairs };
}

function placeFold(place: string, entries: readonly Reckoned[]): Html {
  const count = `${entries.length} numbers`;
  return foldable(
    markup`<b>${htmlText(place)}</b> <span class="aside">${htmlText(count)}</span>`,
    entries.map(numberFold),
  );
}

function numberFold(entry: Reckoned): Html {
  const { id, title, value, unit, formula, inputs, reason, runnersUp } = entry;
  const own = markup`<data class="value" value="${htmlText(String(value))}" data-number="${htmlText(id)}">${htmlText(withUnit(value, unit))}</data>`;
  return foldable(markup`${own} <span>${htmlText(title)}</span>`, [
    markup`<p class="formula"><code>${htmlText(id)} = ${htmlText(formula)}</code></p>`,
    ...(inputs.length === 0
      ? []
      : [
          table({
            caption: `What went into ${id}`,
            head: ['Input', 'Value', 'From'],
            rows: cells(
              inputs.map(({ name, what, value: input, unit: of, source }) => [
                name,
                withUnit(input, of),
                what === undefined ? sourceText(source) : `${what}; ${sourceText(source)}`,
              ]),
            ),
            columns: ['', 'number'],
          }),
        ]),
    markup`<p>Because: ${htmlText(reason)}.</p>`,
    ...(runnersUp.length === 0
      ? []
      : [
          markup`<ul>
${htmlLines(runnersUp.map(({ what, why }) => markup`<li>Not ${htmlText(what)}: ${htmlText(why)}.</li>`))}
</ul>`,
        ]),
  ]);
}

/** Pairs are many, and their numbers alike: one table for each, with a row for each pair. */
function pairTable(entries: readonly Reckoned[]): Html {
  const [first] = entries;
  if (!first) return markup``;
  const name = first.id.slice(first.id.indexOf('.') + 1);
  return foldable(markup`<span>${htmlText(first.title)}</span> <span class="aside">${htmlText(name)}</span>`, [
    markup`<p class="formula"><code>${htmlText(name)} = ${htmlText(first.formula)}</code></p>`,
    table({
      caption: first.title,
      head: [
        'Pair',
        ...first.inputs.map(({ name: input, unit }) => (unit === '' ? input : `${input}, ${unit}`)),
        first.unit,
        'Because',
      ],
      rows: entries.map(({ id, value, inputs, reason }) => [
        htmlText(id.slice(0, id.indexOf('.')).replace('--', ' - ')),
        ...inputs.map(({ value: input }) => htmlText(shown(input))),
        markup`<data class="value" value="${htmlText(String(value))}" data-number="${htmlText(id)}">${htmlText(shown(value))}</data>`,
        htmlText(reason),
      ]),
      columns: ['', ...first.inputs.map(() => 'number'), 'number'],
    }),
    markup`<ul>
${htmlLines(first.inputs.map(({ name: input, what, source }) => markup`<li><code>${htmlText(input)}</code>: ${htmlText(what === undefined ? sourceText(source) : `${what}; ${sourceText(source)}`)}</li>`))}
</ul>`,
  ]);
}
