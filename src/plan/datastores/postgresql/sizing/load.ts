import { fromFigure, fromReckoned, wholeAtLeast, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import { periodsInput } from '../../../sizing/counters';
import { BUSY_PART, MINIMUM_VCPUS, TRANSACTIONS_PER_COUNT, TRANSACTIONS_PER_VCPU } from './figures';
import type { InstanceNeed } from './need';

/** Computes the processors that counters need. Without counters PostgreSQL idles: Kong reads what it has not cached. */
export function neededVcpus({ spec, datacenter, counted }: InstanceNeed, ledger: Ledger): ReckonedNumber {
  const periods = periodsInput(spec.kong.plugins, 'cluster');
  const transactions = counted.value * periods.value * TRANSACTIONS_PER_COUNT.value;
  return ledger.add({
    id: `${datacenter.name}.postgresql.vcpus`,
    title: 'vCPUs that PostgreSQL needs',
    value: Math.max(MINIMUM_VCPUS.value, wholeAtLeast(transactions / TRANSACTIONS_PER_VCPU.value / BUSY_PART.value)),
    unit: 'vCPU',
    formula: 'max(minimum, ceil(countedRate * periods * transactionsPerCount / transactionsPerVcpu / busyPart))',
    inputs: [
      fromFigure('minimum', MINIMUM_VCPUS),
      fromReckoned('countedRate', counted),
      periods,
      fromFigure('transactionsPerCount', TRANSACTIONS_PER_COUNT),
      fromFigure('transactionsPerVcpu', TRANSACTIONS_PER_VCPU),
      fromFigure('busyPart', BUSY_PART),
    ],
    reason:
      periods.value === 0
        ? 'no plugin counts here, and Kong asks for misses alone'
        : 'each request reads and writes its counters',
  });
}
