import { fromMachine } from '../../../sizing/machine';
import { fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import type { DatastoreClients, DatastoreNeed } from '../../contract';
import { COLOURS, CONNECTIONS_PER_WORKER, SPARE_CONNECTIONS } from './figures';

/** Computes the connections that Kong's nodes of a datacenter may have open at the ceiling of automatic scaling. */
export function kongConnections(
  { datacenter }: Pick<DatastoreNeed, 'datacenter'>,
  pool: DatastoreClients,
  ledger: Ledger,
): ReckonedNumber {
  const { vcpus } = pool.candidate.machine;
  return ledger.add({
    id: `${datacenter.name}.postgresql.kong-connections`,
    title: "Connections of this datacenter's Kong nodes at most",
    value: pool.maximumNodes.value * vcpus * CONNECTIONS_PER_WORKER.value * COLOURS.value,
    unit: 'connections',
    formula: 'maximumNodes * workers * connectionsPerWorker * colours',
    inputs: [
      fromReckoned('maximumNodes', pool.maximumNodes),
      fromMachine('workers', vcpus, 'workers', pool.candidate),
      fromFigure('connectionsPerWorker', CONNECTIONS_PER_WORKER),
      fromFigure('colours', COLOURS),
    ],
    reason: 'pg_pool_size and pg_backlog, or pg_max_concurrent_queries, hold every worker to so many',
  });
}

/** Computes the connections that the primary must let in. */
export function neededConnections(
  datacenter: string,
  ofKong: readonly ReckonedNumber[],
  ledger: Ledger,
): ReckonedNumber {
  const names = ofKong.map((_, i) => `kong${i + 1}`);
  return ledger.add({
    id: `${datacenter}.postgresql.connections`,
    title: 'Connections that PostgreSQL must let in',
    value: ofKong.reduce((sum, { value }) => sum + value, SPARE_CONNECTIONS.value),
    unit: 'connections',
    formula: [...names, 'spare'].join(' + '),
    inputs: [
      ...ofKong.map((it, i) => fromReckoned(names[i] ?? '', it)),
      fromFigure('spare', SPARE_CONNECTIONS, 'migrations, operators, the service itself'),
    ],
    reason: 'a node that gets no connection answers misses with 500',
  });
}
