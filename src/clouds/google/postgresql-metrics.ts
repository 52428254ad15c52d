/** A metric of Cloud SQL. */
export interface DatabaseMetric {
  readonly metric: string;
  readonly words: string;
  /** Parts of the plan's unit that make one of the service's. @default 1 */
  readonly parts?: number;
  /** Reducer of all series to one. @default each is looked at by itself */
  readonly reducer?: string;
  /** Meaning of a missing figure. @default none */
  readonly missing?: string;
}

/**
 * `DATABASE_METRICS` names the metrics of a managed PostgreSQL by kind of alarm. Source:
 * docs.cloud.google.com/sql/docs/postgres/admin-api/metrics.
 */
export const DATABASE_METRICS: Readonly<Record<'disk' | 'connections' | 'lag', DatabaseMetric>> = {
  disk: { metric: 'disk/utilization', words: 'part of the disk that is used', parts: 100 },
  connections: { metric: 'postgresql/num_backends', words: 'connections to all databases', reducer: 'REDUCE_SUM' },
  lag: { metric: 'replication/replica_lag', words: 'seconds behind the primary' },
};
