import { markup } from '../../kernel/text/html';
import { CURVE_NOTE, curveHead, curveRows } from '../curve/render-curve-table';
import { datastoreReport } from '../datastores/registry';
import { grouped } from '../table';
import { cells, figure, foldable, paragraph, section, table, type Html } from './parts';
import type { ReportPage } from './report-page';

/** Nodes and cost against the request rate. */
export function growthSection({ plan, curve, drawings }: ReportPage): Html {
  if (!drawings.curve)
    return section('growth', 'Growth', [paragraph('No plan can be made at any other request rate.')]);
  return section('growth', 'Growth', [
    paragraph(`${CURVE_NOTE} The spec's own rate is ${grouped(plan.requestsPerSecond)}.`),
    figure(
      drawings.curve,
      'Nodes and cost against requests per second, by even ratios; a broken line marks the rate of the spec',
    ),
    foldable(markup`The same as a table`, [
      table({
        caption: 'Nodes and cost against requests per second',
        head: curveHead(datastoreReport(plan).title),
        rows: cells(curveRows(curve)),
        columns: ['number', 'number', 'number', 'number'],
      }),
    ]),
  ]);
}
