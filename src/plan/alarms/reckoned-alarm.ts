import type { AlarmLimit, BareAlarm } from './alarm';
import { assumed } from '../../kernel/figure';
import type { ReckonedInput } from '../sizing/reckoned';

/** An alarm, with the arithmetic of its limit. */
export interface ReckonedAlarm extends Omit<BareAlarm, 'datacenter' | 'layer'> {
  readonly formula: string;
  readonly inputs: readonly ReckonedInput[];
  /** Reason for ringing at that number, and not before or after. */
  readonly reason: string;
}

const MACHINE_MINUTES = 5;

/** Limit and arithmetic of what is up or down. */
export const UP: Omit<AlarmLimit, 'minutes'> = { is: 'below', value: 1, unit: '' };

export const UP_WORDS = {
  formula: 'up',
  inputs: [{ name: 'up', value: 1, unit: '', source: assumed('1 says that it is up, 0 that it is not') }],
};

/** Makes the alarm of a machine that is in no pool. */
export function machineAlarm(name: string): ReckonedAlarm {
  return {
    name: `${name}-machine`,
    kind: 'machine',
    subject: name,
    limit: { ...UP, minutes: MACHINE_MINUTES },
    ...UP_WORDS,
    reason: 'a restart takes less, and what a neighbour does not bridge begins later',
  };
}

/** Makes an input from a number of the sizing. */
export function ofSizing(name: string, value: number, unit: string, id: string): ReckonedInput {
  return { name, value, unit, source: { kind: 'reckoned', id } };
}
