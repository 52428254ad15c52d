import type { Plan } from '../plan';

/** Returns every Kong release that the plan runs, including the migrations job's, each once. */
export function kongReleases({ kong, datacenters }: Pick<Plan, 'kong' | 'datacenters'>): string[] {
  const ofPools = datacenters.flatMap(({ pools }) => pools.map(({ release }) => release));
  return [...new Set([...ofPools, kong.migrations.release])];
}
