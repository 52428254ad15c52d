import { HOURS_PER_MONTH } from '../../../sizing/tables/traffic';
import { fromFigure, type Ledger, type Reckoned } from '../../../sizing/reckoned';
import type { PostgresqlCopies, PostgresqlInstanceSizing } from '../plan';
import { SEGMENTS_PER_HOUR } from './figures';
import type { InstanceNeed } from './need';
import { databasePrice } from './price';

type Place = Pick<InstanceNeed, 'datacenter' | 'facts'>;

/**
 * Sizes a replica: it is of the machine type of its primary, which it takes the place of when it is promoted. A server that
 * lets in fewer connections than its primary stops to follow it, so `max_connections` is the primary's too.
 *
 * @param home name of the primary's datacenter
 */
export function replicaOf(
  primary: PostgresqlInstanceSizing,
  home: string,
  { datacenter, facts }: Place,
  ledger: Ledger,
): PostgresqlInstanceSizing {
  const { machine, price: _price, sizedDiskGib, ...size } = primary;
  const taken = takenFrom(home, datacenter.name, ledger);
  taken('machine', {
    title: 'Machine type of the replica of PostgreSQL',
    value: machine.type,
    unit: '',
    reason: 'it takes the place of the primary when it is promoted',
  });
  taken('max-connections', {
    title: 'max_connections of the replica of PostgreSQL',
    value: size.maxConnections,
    unit: 'connections',
    reason: 'a server that lets in fewer than its primary stops to follow it',
  });
  taken(
    'disk',
    { title: 'Disk of the replica of PostgreSQL', value: size.diskGib, unit: 'GiB', reason: 'it has the same data' },
    sizedDiskGib === undefined ? 'disk' : 'kept-disk',
  );
  return { ...size, machine, price: databasePrice(facts.database, machine.type, datacenter.region) };
}

/** Returns a function that adds a number of a replica, which is that of its primary. */
function takenFrom(home: string, datacenter: string, ledger: Ledger) {
  return (what: string, text: Pick<Reckoned, 'title' | 'value' | 'unit' | 'reason'>, ofPrimary = what): void =>
    void ledger.add({
      ...text,
      id: `${datacenter}.postgresql.${what}`,
      formula: typeof text.value === 'number' ? 'primary' : 'that of the primary',
      inputs: [
        {
          name: 'primary',
          value: text.value,
          unit: text.unit,
          source: { kind: 'reckoned', id: `${home}.postgresql.${ofPrimary}` },
        },
      ],
    });
}

/** Computes the traffic from the primary to a replica, which takes the cloud's own way between its regions. */
export function copiesFrom(from: string, { datacenter, facts }: Place, ledger: Ledger): PostgresqlCopies {
  const { logSegmentMib } = facts.database;
  const { value } = ledger.add({
    id: `${datacenter.name}.postgresql.copied`,
    title: `GiB of the log of PostgreSQL that the replica has from ${from} in a month`,
    value: (SEGMENTS_PER_HOUR.value * HOURS_PER_MONTH.value * logSegmentMib.value) / 1024,
    unit: 'GiB',
    formula: 'segmentsPerHour * hours * logSegment / 1024',
    inputs: [
      fromFigure('segmentsPerHour', SEGMENTS_PER_HOUR),
      fromFigure('hours', HOURS_PER_MONTH),
      fromFigure('logSegment', logSegmentMib),
    ],
    reason: 'segments travel whole, however little was written; it concerns costs alone',
  });
  return { from, gibPerMonth: value };
}
