/** Logs of units in the clouds' log services. */
export interface LogsPlan {
  /** Days for which they are kept. */
  readonly retentionDays: number;
}
