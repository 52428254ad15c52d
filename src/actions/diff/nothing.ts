import type { Plan } from '../../plan/plan';
import type { Version } from './diff-topologies';

/** Makes the version before a topology existed: compared with it, everything is new. */
export function nothingBefore(plan: Plan): Version {
  const sizing = { datacenters: [], replication: [], reckoned: [] };
  return {
    plan: { ...plan, datacenters: [], links: [], flows: [], stacks: [], sizing },
    synthesis: { stacks: [], assembly: [], terraform: [] },
  };
}
