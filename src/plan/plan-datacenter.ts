import type { CloudFacts } from '../kernel/cloud/facts';
import type { DatacenterSpec, Spec } from '../spec/spec';
import { planAccount } from './accounts';
import { datacenterCidr } from './addressing';
import { planBackupCopies } from './backup-copies';
import { balancerZones, planBalancers } from './balancers';
import { DATASTORES } from './datastores/registry';
import { planEgress } from './egress';
import { planGateway } from './gateway';
import { neededTiers } from './needed-tiers';
import type { ZonePlan } from './place';
import type { DatacenterPlan, RedisPlan } from './plan';
import { indexOf, type PlanInputs } from './plan-inputs';
import { planPools } from './pools/plan-pools';
import { FIRST_COLOUR } from './pools/wanted-pools';
import { planExisting, rangesOfTiers, subnetsOf } from './ranges';
import type { DatacenterSizing, RedisSizing } from './sizing/sizing';

const LETTERS = ['a', 'b', 'c'] as const;

/**
 * Plans a datacenter by itself: what links, exports and endpoints add comes after it.
 *
 * @param hasControl whether control planes of hybrid mode stand here
 */
export function planDatacenter(
  spec: Spec,
  datacenter: DatacenterSpec,
  sized: DatacenterSizing,
  inputs: PlanInputs,
  hasControl: boolean,
): DatacenterPlan {
  const index = indexOf(datacenter, inputs);
  const facts = inputs.facts[datacenter.cloud];
  const bootDiskGib = facts.bootDisks.datastoreGib;
  const certificateSecret = spec.gateway.certificate?.[datacenter.cloud];
  const cidr = datacenterCidr(spec.network.supernet, index, datacenter.cidr);
  if (cidr === undefined) throw new Error(`datacenter ${datacenter.name} has no range`);
  const { engine } = spec.datastore;
  const ranges = { cidr, ...(datacenter.existing ? { existing: planExisting(datacenter.existing, engine) } : {}) };
  const zones = datacenter.zones.map((name, i): ZonePlan => {
    const letter = LETTERS[i];
    if (letter === undefined) throw new Error(`datacenter ${datacenter.name} has more than three zones`);
    return { name, letter };
  });
  const balancers = planBalancers(spec.gateway.balancer, { cidr, zones }, sized.balancer);
  return {
    name: datacenter.name,
    index,
    cloud: datacenter.cloud,
    region: datacenter.region,
    ...(datacenter.project === undefined ? {} : { project: datacenter.project }),
    ...planAccount(datacenter, spec.datacenters, inputs.facts),
    ...(datacenter.kmsKey === undefined ? {} : { kmsKey: datacenter.kmsKey }),
    ...(datacenter.imageDate === undefined ? {} : { imageDate: datacenter.imageDate }),
    ...planEgress(datacenter, facts),
    exposure: datacenter.exposure,
    clientCidrs: datacenter.clientCidrs,
    ...(certificateSecret === undefined ? {} : { certificateSecret }),
    ...(datacenter.notify === undefined ? {} : { notify: datacenter.notify }),
    ...(datacenter.dashboard ? { dashboard: true } : {}),
    ...planBackupCopies(datacenter.copyRegion, facts),
    share: datacenter.share,
    ...ranges,
    ...planGateway(datacenter, index, spec.network.firstAsn),
    zones,
    subnets: [
      ...subnetsOf(ranges, zones, facts.subnetScope, neededTiers(spec, datacenter, facts, sized)),
      ...(balancers ? subnetsOf(ranges, balancerZones(zones), facts.subnetScope, ['balancer']) : []),
    ],
    tiers: rangesOfTiers(ranges),
    ...(balancers ? { balancers } : {}),
    pools: planPools(spec, inputs.colour ?? FIRST_COLOUR, datacenter, hasControl, sized.pools, facts),
    datastore: DATASTORES[engine].planDatacenter(datacenter, { ...ranges, zones, bootDiskGib }, sized.datastore),
    ...(sized.redis === undefined ? {} : { redis: planInstance(sized.redis, facts) }),
  };
}

/** Plans the Redis of a datacenter by its size, and by what its cloud makes of one. */
function planInstance(sized: RedisSizing, { redis }: CloudFacts): RedisPlan {
  const { nodes, newPassword, ownAuthority } = redis;
  return { nodes, ...sized, passwordMaker: newPassword ? 'service' : 'terraform', ownAuthority };
}
