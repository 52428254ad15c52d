import type { CloudFacts } from '../kernel/cloud/facts';
import type { Tier } from '../kernel/ids';
import type { DatacenterSpec, Spec } from '../spec/spec';
import { DATASTORES } from './datastores/registry';
import { KONG } from './naming';
import type { DatacenterSizing } from './sizing/sizing';

/** Returns the tiers that need subnets: those of machines, and those of the cloud's own services. */
export function neededTiers(
  spec: Spec,
  { existing, exposure, egress }: DatacenterSpec,
  { serviceTiers, database, privateAccess }: CloudFacts,
  sized: DatacenterSizing,
): Tier[] {
  return [
    // Address translation of topogen's own stands there too; where there is none, the balancer's alone.
    ...((existing || egress === 'none') && exposure !== 'public' ? [] : serviceTiers.always),
    KONG,
    ...DATASTORES[spec.datastore.engine].machineRoles,
    ...(database.needsSubnets ? DATASTORES[spec.datastore.engine].serviceTiers : []),
    ...(sized.redis ? serviceTiers.withRedis : []),
    ...(egress === 'none' ? privateAccess.tiers : []),
  ];
}
