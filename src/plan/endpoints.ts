import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import type { ServiceNeed } from '../kernel/cloud/private-access';
import { toldIn } from './alarms/told-certificates';
import { tierCidr } from './addressing';
import type { EndpointsPlan } from './egress-plan';
import type { DatacenterPlan } from './plan';
import type { KongPlan } from './pools/pool';

/** Plans endpoints where machines have no way to the internet: those of the services that they call, and no other. */
export function withEndpoints(
  datacenters: readonly DatacenterPlan[],
  kong: KongPlan,
  facts: CloudFactsTable,
): readonly DatacenterPlan[] {
  return datacenters.map((datacenter) =>
    datacenter.egress === 'none'
      ? { ...datacenter, endpoints: planEndpoints(datacenter, kong, facts[datacenter.cloud]) }
      : datacenter,
  );
}

function planEndpoints(
  datacenter: DatacenterPlan,
  kong: KongPlan,
  { privateAccess: { services, byRoute, range } }: CloudFacts,
): EndpointsPlan {
  const called = [...new Set(needsOf(datacenter, kong).flatMap((need) => services[need]))].sort();
  return {
    services: called.filter((service) => !byRoute.includes(service)),
    byRoute: called.filter((service) => byRoute.includes(service)),
    range: range ?? tierCidr(datacenter.cidr, 'endpoint'),
    isOwn: range === undefined,
  };
}

function needsOf(datacenter: DatacenterPlan, kong: KongPlan): ServiceNeed[] {
  return [
    'secrets',
    'shells',
    'group',
    ...(datacenter.balancers ? (['members'] as const) : []),
    ...(kong.hybrid ? (['seed'] as const) : []),
    ...(datacenter.exports ? (['exports'] as const) : []),
    ...(toldIn(kong, datacenter).length > 0 ? (['days'] as const) : []),
  ];
}
