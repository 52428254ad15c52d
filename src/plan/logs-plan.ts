import type { AccessLog } from '../kernel/access-log';

/** Logs of units in the clouds' log services. */
export interface LogsPlan {
  /** Days for which they are kept. */
  readonly retentionDays: number;
  /** Requests of clients that are among them; absent if none are. */
  readonly access?: AccessLog;
}
