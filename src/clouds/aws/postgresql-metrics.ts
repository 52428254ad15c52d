/**
 * `DATABASE_METRICS` names the metrics of a managed PostgreSQL by kind of alarm. Source: Amazon RDS user guide, CloudWatch metrics for
 * Amazon RDS.
 */
export const DATABASE_METRICS = {
  disk: 'FreeStorageSpace',
  connections: 'DatabaseConnections',
  lag: 'ReplicaLag',
} as const;
