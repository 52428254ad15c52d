import { SECONDS_A_DAY } from '../../../../kernel/durations';
import type { RingSpec } from '../of-plan';
import { fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import type { RingLoad } from './ring-load';
import { periodsInput } from '../../../sizing/counters';
import { fromSpec } from '../../../sizing/spec-input';
import {
  ACTIVE_PART,
  COUNTER_BYTES,
  COUNTER_DAYS,
  ENTITY_BYTES,
  ROWS_PER_DAY,
  TOKEN_BYTES,
  TOKEN_DAYS,
} from './cassandra-node';

const BYTES_PER_GIB = 2 ** 30;

/** Computes one copy of all rows, in GiB: configuration, counters of a month, tokens of two weeks. */
export function ringData(spec: RingSpec, datacenter: string, load: RingLoad, ledger: Ledger): ReckonedNumber {
  const rows = counterRows(spec, datacenter, load, ledger);
  const { entities } = spec.kong;
  const tokens = load.tokenWrites.value * SECONDS_A_DAY * TOKEN_DAYS.value * TOKEN_BYTES.value;
  return ledger.add({
    id: `${datacenter}.cassandra.data`,
    title: 'One copy of the data',
    value: (entities * ENTITY_BYTES.value + rows.value * COUNTER_BYTES.value + tokens) / BYTES_PER_GIB,
    unit: 'GiB',
    formula:
      '(entities * entityBytes + counterRows * counterBytes + tokenWrites * 86400 * tokenDays * tokenBytes) / 1073741824',
    inputs: [
      fromSpec('kong.entities', entities, ''),
      fromFigure('entityBytes', ENTITY_BYTES),
      fromReckoned('counterRows', rows),
      fromFigure('counterBytes', COUNTER_BYTES),
      fromReckoned('tokenWrites', load.tokenWrites),
      fromFigure('tokenDays', TOKEN_DAYS),
      fromFigure('tokenBytes', TOKEN_BYTES),
    ],
    reason: 'configuration is small; counters and tokens are what grows',
  });
}

function counterRows(spec: RingSpec, datacenter: string, load: RingLoad, ledger: Ledger): ReckonedNumber {
  const periods = periodsInput(spec.kong.plugins, 'cluster');
  const opened = spec.kong.entities * ACTIVE_PART.value * periods.value * ROWS_PER_DAY.value;
  return ledger.add({
    id: `${datacenter}.cassandra.counter-rows`,
    title: 'Counter rows that stay',
    value: Math.min(opened, load.counterWrites.value * SECONDS_A_DAY) * COUNTER_DAYS.value,
    unit: 'rows',
    formula: 'min(entities * activePart * periods * rowsPerDay, counterWrites * 86400) * counterDays',
    inputs: [
      fromSpec('kong.entities', spec.kong.entities, ''),
      fromFigure('activePart', ACTIVE_PART),
      periods,
      fromFigure('rowsPerDay', ROWS_PER_DAY),
      fromReckoned('counterWrites', load.counterWrites),
      fromFigure('counterDays', COUNTER_DAYS),
    ],
    reason:
      'a new row for each active identifier and period, never more than one a write; nothing deletes them by itself',
  });
}
