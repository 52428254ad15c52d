import { grouped, textTable } from '../table';
import type { CurvePoint } from './curve';

const HEAD = [
  'Requests/s',
  'Kong nodes',
  'Cassandra nodes',
  'USD a month',
  'Machines of each datacenter, where they change',
] as const;

/** The curve for a terminal. A step names the machines; between steps only traffic makes the cost differ. */
export function renderCurveTable(points: readonly CurvePoint[]): string {
  return textTable(
    HEAD,
    points.map((point, i) => [
      grouped(point.requestsPerSecond),
      grouped(point.kongNodes),
      grouped(point.cassandraNodes),
      costText(point),
      i === 0 || point.isStep ? point.machines.join('; ') : '',
    ]),
  );
}

function costText({ usdPerMonth, isLowerBound }: CurvePoint): string {
  if (usdPerMonth === undefined) return 'unknown';
  return `${isLowerBound ? 'at least ' : ''}${grouped(Math.round(usdPerMonth))}`;
}
