import { cidrsOverlap } from '../kernel/cidr';
import type { CloudFactsTable } from '../kernel/cloud/facts';
import { endsOnInstances } from '../kernel/cloud/links';
import { datacenterOf } from '../kernel/datacenter-of';
import type { Issue } from '../kernel/issue';
import type { Tier } from '../kernel/ids';
import type { Spec } from '../spec/spec';
import { existingSubnetsMissing, existingTablesMissing, instancesInExisting, serviceRangeHides } from './issues';
import type { DatacenterPlan, LinkPlan } from './plan';
import { purposeOf } from './ranges';

/** Returns the faults of existing networks that lack what is to be built in them, which sizes and links decide. */
export function existingFaults(
  spec: Spec,
  datacenters: readonly DatacenterPlan[],
  links: readonly LinkPlan[],
  facts: CloudFactsTable,
): Issue[] {
  return datacenters.flatMap((datacenter) => {
    const { existing, name, cloud, exposure, redis } = datacenter;
    if (!existing) return [];
    const path = ['datacenters', spec.datacenters.indexOf(datacenterOf(spec, name)), 'network', 'existing'];
    const ends = links
      .flatMap(({ kind, left, right }) => [left, right].map((end) => ({ kind, ...end })))
      .filter((end) => end.datacenter === name);
    const listening = ends.filter(({ kind, part }) => endsOnInstances(kind, part));
    const hasManagedEnd = listening.length < ends.length;
    const { serviceTiers, existingNetwork } = facts[cloud];
    const withRedis: readonly Tier[] = existingNetwork.ids.serviceRange ? ['redis'] : serviceTiers.withRedis;
    const needsTables = existingNetwork.ids.routeTable !== undefined;
    const needed: readonly (readonly [readonly Tier[], string])[] = [
      [exposure === 'public' ? serviceTiers.always : [], 'its load balancer is on the internet'],
      [redis ? withRedis : [], 'a plugin keeps its counters in Redis'],
      [hasManagedEnd ? serviceTiers.withManagedEnd : [], 'links lead to other datacenters'],
    ];
    const missing = needed.flatMap(([tiers, why]) =>
      tiers
        .filter((tier) => !existing.tiers[tier])
        .map((tier) => existingSubnetsMissing([...path, 'subnets'], name, purposeOf(tier, spec.datastore.engine), why)),
    );
    return [
      ...missing,
      ...(hasManagedEnd && needsTables && existing.routeTables.length === 0 ? [existingTablesMissing(path, name)] : []),
      ...(listening.length > 0 ? [instancesInExisting(path, name)] : []),
      ...hiddenByService([...path, 'subnets', 'redis', 'cidr'], datacenter, datacenters),
    ];
  });
}

/** Makes the issues about a range of the cloud's services that another datacenter has too: the nearer one hides the other. */
function hiddenByService(
  path: Issue['path'],
  { name, existing }: DatacenterPlan,
  datacenters: readonly DatacenterPlan[],
): Issue[] {
  const range = existing?.tiers.redis?.id === undefined ? undefined : existing.tiers.redis.cidr;
  if (range === undefined) return [];
  return datacenters
    .filter((other) => other.name !== name && cidrsOverlap(other.cidr, range))
    .map((other) => serviceRangeHides(path, range, other.name, other.cidr));
}
