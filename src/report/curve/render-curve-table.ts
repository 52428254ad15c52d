import { grouped, textTable } from '../table';
import type { CurvePoint } from './curve';

/**
 * Renders the curve for a terminal. A step names the machines; between steps only traffic makes the cost differ.
 *
 * @param datastore the datastore's name in the head
 */
export function renderCurveTable(points: readonly CurvePoint[], datastore: string): string {
  return textTable(
    ['Requests/s', 'Kong nodes', `${datastore} nodes`, 'USD a month', 'Machines of each datacenter, where they change'],
    points.map((point, i) => [
      grouped(point.requestsPerSecond),
      grouped(point.kongNodes),
      grouped(point.datastoreNodes),
      costText(point),
      i === 0 || point.isStep ? point.machines.join('; ') : '',
    ]),
  );
}

function costText({ usdPerMonth, isLowerBound }: CurvePoint): string {
  if (usdPerMonth === undefined) return 'unknown';
  return `${isLowerBound ? 'at least ' : ''}${grouped(Math.round(usdPerMonth))}`;
}
