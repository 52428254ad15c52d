import { zoneOfEgress } from '../kernel/egress';
import type { DatacenterPlan, Plan } from '../plan/plan';

/** Returns a sentence for each datacenter that reaches the internet otherwise than by a NAT gateway in each zone. */
export function egressNotes({ datacenters }: Pick<Plan, 'datacenters'>): string[] {
  return datacenters.flatMap((it) => {
    const note = noteOf(it);
    return note === undefined ? [] : [note];
  });
}

function noteOf(datacenter: DatacenterPlan): string | undefined {
  const { name, egress } = datacenter;
  const zone = zoneOfEgress(datacenter);
  if (zone)
    return `All machines of ${name} reach the internet by one NAT gateway in ${zone.name}: while that zone is lost, no call to a service there succeeds, and no new node can install.`;
  return egress === 'regional'
    ? `All machines of ${name} reach the internet by one NAT gateway over its three zones.`
    : undefined;
}
