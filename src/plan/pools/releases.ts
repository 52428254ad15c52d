import type { Plan } from '../plan';

/** Every Kong release that the plan runs, the migrations job's among them, each once. */
export function kongReleases({ kong, datacenters }: Pick<Plan, 'kong' | 'datacenters'>): string[] {
  const ofPools = datacenters.flatMap(({ pools }) => pools.map(({ release }) => release));
  return [...new Set([...ofPools, kong.migrations.release])];
}
