import { CLOUD_FACTS } from '../../src/clouds/facts';
import { planTopology } from '../../src/plan/plan-topology';
import type { Plan } from '../../src/plan/plan';
import { aStatedSpec, type ADatacenter } from './a-spec';

/**
 * Plans hybrid mode on PostgreSQL, with the primary in the first datacenter and indexes in the order of the list, on any clouds:
 * a spec file may not have all pairs of them.
 */
export function aHybridPlan(datacenters: readonly ADatacenter[], fields: Readonly<Record<string, unknown>> = {}): Plan {
  const ofDatastore = (fields['datastore'] ?? {}) as Readonly<Record<string, unknown>>;
  const datastore = {
    engine: 'postgresql',
    ...(datacenters[1] ? { primary: datacenters[0]?.name } : {}),
    ...ofDatastore,
  };
  const several = datacenters.length > 1 ? { mode: 'traditional' } : {};
  const { dataPlaneVersion: release, ...ofKong } = (fields['kong'] ?? {}) as { readonly dataPlaneVersion?: string };
  const kong = { ...several, ...ofKong };
  const { spec, stated } = aStatedSpec(datacenters, { ...fields, kong, datastore });
  const indexes = Object.fromEntries(datacenters.map(({ name }, i) => [name, i]));
  const dataPlane = release === undefined ? {} : { dataPlane: { release } };
  const hybrid = { ...spec, kong: { ...spec.kong, mode: 'hybrid' as const, ...dataPlane } };
  const planned = planTopology(hybrid, { indexes, facts: CLOUD_FACTS, stated, specFile: 'edge.json' });
  if (!planned.ok) throw new Error(JSON.stringify(planned.issues, null, 2));
  return planned.value;
}
