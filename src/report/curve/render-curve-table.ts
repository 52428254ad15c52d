import { fittedTable } from '../fitted-table';
import { grouped } from '../table';
import type { CurvePoint } from './curve';

export const CURVE_NOTE =
  'The spec planned at rates from a tenth to ten times its own. A step is where machines or their number change; between steps only traffic makes the cost differ.';

/**
 * Makes the columns of a row for each rate.
 *
 * @param datastore the datastore's name in the head
 */
export function curveHead(datastore: string): readonly string[] {
  return [
    'Requests/s',
    'Kong nodes',
    `${datastore} nodes`,
    'USD a month',
    'Machines of each datacenter, where they change',
  ];
}

export function curveRows(points: readonly CurvePoint[]): readonly (readonly string[])[] {
  return points.map((point, i) => [
    grouped(point.requestsPerSecond),
    grouped(point.kongNodes),
    grouped(point.datastoreNodes),
    costText(point),
    i === 0 || point.isStep ? point.machines.join('; ') : '',
  ]);
}

/**
 * Renders the curve for a terminal. A step names the machines; between steps only traffic makes the cost differ.
 *
 * @param width characters on a line of the terminal
 */
export function renderCurveTable(points: readonly CurvePoint[], datastore: string, width = Infinity): string {
  return fittedTable(curveHead(datastore), curveRows(points), width);
}

function costText({ usdPerMonth, isLowerBound }: CurvePoint): string {
  if (usdPerMonth === undefined) return 'unknown';
  return `${isLowerBound ? 'at least ' : ''}${grouped(Math.round(usdPerMonth))}`;
}
