import type { Ledger } from '../../../sizing/reckoned';
import type { PostgresqlInstanceSizing } from '../plan';
import type { InstanceNeed } from './need';

/**
 * Sizes a replica: it is of the machine type of its primary, which it takes the place of when it is promoted. A server that
 * lets in fewer connections than its primary stops to follow it, so `max_connections` is the primary's too.
 */
export function replicaOf(
  primary: PostgresqlInstanceSizing,
  { datacenter, facts }: Pick<InstanceNeed, 'datacenter' | 'facts'>,
  ledger: Ledger,
): PostgresqlInstanceSizing {
  const { machine, price, sizedDiskGib: _, ...size } = primary;
  const { source, date } = price;
  ledger.add({
    id: `${datacenter.name}.postgresql.machine`,
    title: 'Machine type of the replica of PostgreSQL',
    value: machine.type,
    unit: '',
    formula: 'that of the primary',
    inputs: [{ name: 'primary', value: machine.type, unit: '', source: { kind: 'table', source, date } }],
    reason: 'it takes the place of the primary when it is promoted, and follows it only with as many connections',
  });
  const usdPerHour = facts.database.machines.find(({ type }) => type === machine.type)?.usdPerHour[datacenter.region];
  return { ...size, machine, price: usdPerHour === undefined ? { source, date } : { usdPerHour, source, date } };
}
