import { assumed } from '../../kernel/figure';
import { SILENT_MINUTES } from './certificate-alarm';
import type { ReckonedAlarm } from './reckoned-alarm';

/** Makes the alarm of exports of Kong's configuration that are not made, whatever keeps them from it. */
export function exportAlarm(): ReckonedAlarm {
  return {
    name: 'export',
    kind: 'export',
    limit: { is: 'below', value: 1, unit: 'days', minutes: SILENT_MINUTES },
    formula: 'next',
    inputs: [
      {
        name: 'next',
        value: 1,
        unit: 'days',
        source: assumed('nodes tell two days on the day of an export, one on the next, and none after that'),
      },
    ],
    reason: 'nodes try every hour of a day, so that one without an export is no accident',
  };
}
