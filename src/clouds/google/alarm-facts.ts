import type { AlarmFacts, NamedAlarm } from '../../kernel/alarm';

/** Alert policies of Cloud Monitoring. One of an alarm may read a log beside that which compares a figure. */
export const GOOGLE_ALARMS: AlarmFacts = {
  countsHealthyNodes: false,
  countsDisksFound: false,
  lastWords,
  withoutEnd: ['health', 'failed'],
};

function lastWords({ kind }: NamedAlarm): readonly string[] {
  if (kind === 'nodes') return ['', 'health'];
  return kind === 'backup' ? ['', 'failed'] : [''];
}
