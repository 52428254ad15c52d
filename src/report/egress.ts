import { zoneOfEgress } from '../kernel/egress';
import type { EndpointsPlan } from '../plan/egress-plan';
import type { DatacenterPlan, Plan } from '../plan/plan';

/** Returns what is to be said of each datacenter that reaches the internet otherwise than by a NAT gateway in each zone. */
export function egressNotes({ datacenters }: Pick<Plan, 'datacenters'>): string[] {
  return datacenters.flatMap((it) => {
    const note = noteOf(it);
    return note === undefined ? [] : [note];
  });
}

function noteOf(datacenter: DatacenterPlan): string | undefined {
  const { name, egress, endpoints } = datacenter;
  if (endpoints) return withoutInternet(datacenter, endpoints);
  const zone = zoneOfEgress(datacenter);
  if (zone)
    return `All machines of ${name} reach the internet by one NAT gateway in ${zone.name}: while that zone is lost, no call to a service there succeeds, and no new node can install.`;
  return egress === 'regional'
    ? `All machines of ${name} reach the internet by one NAT gateway over its three zones.`
    : undefined;
}

function withoutInternet(
  { name, vpnInstances, balancers, exposure }: DatacenterPlan,
  { services, byRoute }: EndpointsPlan,
): string {
  const others = [
    ...(vpnInstances ? ['its VPN instances'] : []),
    ...(balancers && exposure === 'public' ? ['its balancers'] : []),
  ].join(' and ');
  const who = others === '' ? `No machine of ${name}` : `But for ${others}, no machine of ${name}`;
  return `${who} reaches the internet: private endpoints lead to ${[...services, ...byRoute].join(', ')}, and everything else comes with machine images of yours.`;
}
