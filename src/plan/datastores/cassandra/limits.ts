import { assumed, published, type Figure } from '../../../kernel/figure';

/* Limits that the clouds' alarms and the alerts of a Prometheus share. */

/** Days for which Kong's tables remember that a row was deleted: `gc_grace_seconds`, of which they have the default. */
export const REMEMBERED_DAYS: Figure = {
  value: 10,
  unit: 'days',
  source: published('Cassandra, gc_grace_seconds 864000', '2024'),
};

/** Days before their end at which a repair is overdue, as the unit of repairs has it. */
export const REPAIR_DAYS: Figure = { value: 1, unit: 'days', source: assumed('time to mend what a repair waits for') };

/** Part of a data disk that may be used. */
export const DISK_PART_USED: Figure = {
  value: 0.7,
  unit: '',
  source: assumed('compaction needs room for the files that it writes anew'),
};
