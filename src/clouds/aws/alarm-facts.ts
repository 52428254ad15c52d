import { DISKS, type AlarmFacts, type NamedAlarm } from '../../kernel/alarm';

/** Alarms of CloudWatch, each of which watches one metric: one of the plan may be several. */
export const AWS_ALARMS: AlarmFacts = {
  countsHealthyNodes: true,
  countsDisksFound: true,
  lastWords,
  withoutEnd: [],
};

function lastWords({ kind, watched = 1, limit }: NamedAlarm): readonly string[] {
  const each = Array.from({ length: watched }, (_, i) => i);
  if (kind === 'tunnels') return each.map((number) => `tunnel-${number}`);
  if (kind === 'memory') return each.map((i) => String(i + 1).padStart(3, '0'));
  if (kind === 'backup' && limit.unit === DISKS) return ['', 'disks', 'failed', 'copies'].slice(0, watched);
  return [''];
}
