import type { EngineId } from '../../kernel/ids';
import type { DatacenterPlan, Plan } from '../plan';

/** Machines of a datastore that say how they are, and the script by which they do. */
export interface Watcher {
  /** Role of the machines. */
  readonly role: EngineId;
  /** Path of a file that such a machine alone has. */
  readonly knownBy: string;
  /** The script in bash that says a line: `serving 1 disk 43 repaired 2`. */
  readonly script: string;
}

/** True if alarms of a datacenter hear what its machines say in their logs. */
export function isHeardInLogs({ logs }: Pick<Plan, 'logs'>, { notify }: Pick<DatacenterPlan, 'notify'>): boolean {
  return logs !== undefined && notify !== undefined;
}
