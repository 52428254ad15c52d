import type { CloudFactsTable } from '../kernel/cloud/facts';
import { endsOnInstances } from '../kernel/cloud/links';
import type { DatacenterPlan, LinkPlan } from './plan';
import { subnetsOf } from './ranges';

/**
 * Returns the datacenters, each with a managed end of links if one ends there: a transit gateway or an HA VPN gateway of
 * the cloud's own, and subnets for it. A datacenter whose links all end on VPN instances has none, since clouds charge
 * for it by the hour.
 */
export function withManagedEnds(
  datacenters: readonly DatacenterPlan[],
  links: readonly LinkPlan[],
  facts: CloudFactsTable,
): DatacenterPlan[] {
  const managed = new Set(
    links.flatMap(({ kind, left, right }) =>
      [left, right].filter(({ part }) => !endsOnInstances(kind, part)).map((end) => end.datacenter),
    ),
  );
  return datacenters.map((datacenter) => {
    if (!managed.has(datacenter.name)) return datacenter;
    const { subnetScope, serviceTiers } = facts[datacenter.cloud];
    const subnets = subnetsOf(datacenter, datacenter.zones, subnetScope, serviceTiers.withManagedEnd);
    return { ...datacenter, subnets: [...datacenter.subnets, ...subnets], hasGateway: true };
  });
}
