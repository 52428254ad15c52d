import type { Plan } from '../../../plan';

/** Tables of keyspace kong in which plugins count, by plugin (Kong's own migrations of both, in every release). */
const TABLES: ReadonlyMap<string, string> = new Map([
  ['rate-limiting', 'ratelimiting_metrics'],
  ['response-ratelimiting', 'response_ratelimiting_metrics'],
]);

/** Returns the tables that grow with every period, since Cassandra refuses a time to live on counters. */
export function counterTables({ kong }: Pick<Plan, 'kong'>): readonly string[] {
  const counting = kong.plugins.filter(({ policy }) => policy === 'cluster');
  return [...TABLES].filter(([plugin]) => counting.some(({ name }) => name === plugin)).map(([, table]) => table);
}
