import { htmlLines, htmlText, markup } from '../../kernel/text/html';
import { hintText } from '../simulate/advice';
import type { Outcome } from '../simulate/outcome';
import { introductionLines } from '../simulate/render-simulation';
import { DOUBLE_HEAD, doubleNotes, doubleRows, SINGLE_HEAD, singleGroups, verdictText } from '../simulate/rows';
import type { Simulation } from '../simulate/simulate';
import { isBroken } from '../simulate/simulation-json';
import { percent } from '../simulate/words';
import { heading, mark, paragraph, section, table, type Html, type Level } from './parts';
import type { ReportPage } from './report-page';

/** Up to so many datacenters the load that moves is shown for each pair of them. */
const MOST_COLUMNS = 14;

/** Shows what still works after each loss and each two at once. */
export function lossSection({ simulation }: ReportPage): Html {
  const { model, singles } = simulation;
  const groups = singleGroups(simulation);
  const doubles = doubleRows(simulation);
  const broken = singles.some(isBroken);
  return section('losses', 'Losses', [
    markup`<p class="verdict">${mark(broken ? 'bad' : 'good', verdictText(simulation))}</p>`,
    ...introductionLines(model).slice(1).map(paragraph),
    table({
      caption: 'One loss at a time',
      head: [...SINGLE_HEAD, 'What to do'],
      rows: groups.map(({ cells, todo }) => [...lossCells(cells), htmlText(todo)]),
      columns: ['', '', '', 'number'],
    }),
    paragraph(hintText(model)),
    ...loadMatrix(simulation),
    heading('Two losses at once'),
    ...(doubles.length === 0
      ? []
      : [
          table({
            caption: 'Two losses that do more harm together than one of the two alone',
            head: DOUBLE_HEAD,
            rows: doubles.map(([lost = '', pairs = '', ...rest]) => [
              htmlText(lost),
              htmlText(pairs),
              ...lossCells(rest),
            ]),
            columns: ['', 'number', '', '', 'number'],
          }),
        ]),
    markup`<ul>
${htmlLines(doubleNotes(simulation).map((line) => markup`<li>${htmlText(line)}</li>`))}
</ul>`,
  ]);
}

const LEVELS: Readonly<Record<string, Level>> = { all: 'good', some: 'warn', none: 'bad', kept: 'good', BROKEN: 'bad' };

/** Marks what is served and what is not; in the column of promises `none` is no bad news. */
function lossCells(cells: readonly string[]): readonly Html[] {
  return cells.map((cell, i) => {
    const level = i === SINGLE_HEAD.indexOf('Promise') && cell === 'none' ? 'plain' : LEVELS[cell];
    if (level !== undefined) return mark(level, cell);
    const load = /^(\d+) %/.exec(cell);
    return load && Number(load[1]) > 100 ? mark('bad', cell) : htmlText(cell);
  });
}

/** A row for each datacenter that is lost, a column for each that is left: the busy part of its vCPUs. */
function loadMatrix({ model, singles }: Simulation): readonly Html[] {
  const names = model.datacenters.map(({ name }) => name);
  if (names.length < 2 || names.length > MOST_COLUMNS) return [];
  const lost = singles.flatMap((outcome) => {
    const [loss] = outcome.losses;
    return loss?.kind === 'datacenter' ? [{ name: loss.datacenter, outcome }] : [];
  });
  return [
    heading('Where the load goes when a datacenter is lost'),
    table({
      caption: `Busy part of Kong’s vCPUs in each datacenter that is left, before automatic scaling; the target is ${percent(model.targetUtilization)}`,
      head: ['Lost', ...names],
      rows: lost.map(({ name, outcome }) => [
        htmlText(name),
        ...names.map((at) => loadCell(outcome, at, model.targetUtilization)),
      ]),
      columns: ['', ...names.map(() => 'number')],
    }),
  ];
}

function loadCell({ datacenters }: Outcome, name: string, target: number): Html {
  const load = datacenters.find(({ datacenter }) => datacenter === name)?.load;
  if (!load) return htmlText('lost');
  const level = load.utilization > 1 ? 'bad' : load.utilization > target + 1e-9 ? 'warn' : 'good';
  return mark(level, percent(load.utilization));
}
