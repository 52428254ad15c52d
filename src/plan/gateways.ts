import type { CloudFactsTable } from '../kernel/cloud/facts';
import { endsOnInstances } from '../kernel/cloud/links';
import { planSubnets } from './addressing';
import type { DatacenterPlan, LinkPlan } from './plan';

/**
 * Returns the datacenters, each with the cloud's own gateway, and subnets for it, if a link ends on one. A datacenter
 * whose links all end on VPN instances has none, since clouds charge for a gateway by the hour.
 */
export function withGateways(
  datacenters: readonly DatacenterPlan[],
  links: readonly LinkPlan[],
  facts: CloudFactsTable,
): DatacenterPlan[] {
  return datacenters.map((datacenter) => {
    const ends = links.flatMap(({ kind, left, right }) => [left, right].map((end) => ({ kind, ...end })));
    const own = ends.filter((end) => end.datacenter === datacenter.name);
    if (own.every(({ kind, part }) => endsOnInstances(kind, part))) return datacenter;
    const { subnetScope, serviceTiers } = facts[datacenter.cloud];
    const subnets = planSubnets(datacenter.cidr, datacenter.zones, subnetScope, serviceTiers.withGateway);
    return { ...datacenter, subnets: [...datacenter.subnets, ...subnets], hasGateway: true };
  });
}
