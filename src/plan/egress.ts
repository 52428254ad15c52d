import type { CloudFacts } from '../kernel/cloud/facts';
import { zoneOfEgress } from '../kernel/egress';
import type { Issue } from '../kernel/issue';
import type { DatacenterSpec } from '../spec/spec';
import { egressInOneZone } from './issues';
import type { DatacenterPlan, Plan } from './plan';

/**
 * Returns the way to the internet as builders need it: nothing where there is one gateway in each zone, or one in any case, and
 * its addresses are not the spec's business.
 */
export function planEgress(
  { egress, egressAddresses }: DatacenterSpec,
  { nat }: CloudFacts,
): Pick<DatacenterPlan, 'egress' | 'egressAddresses'> {
  return {
    ...(egress === 'managed' || (nat.gateways === 1 && egress !== 'none') ? {} : { egress }),
    ...(egressAddresses === undefined ? {} : { egressAddresses }),
  };
}

/** Warns of datacenters that call services on the internet by one zone alone, where the loss of any zone is to be survived. */
export function egressIssues({ datacenters, kong, sizing }: Pick<Plan, 'datacenters' | 'kong' | 'sizing'>): Issue[] {
  if (kong.survives === 'node') return [];
  const callsOut = new Set(sizing.datacenters.flatMap((it) => (it.traffic.upstreamsThroughNat ? [it.datacenter] : [])));
  const names = datacenters.filter((it) => zoneOfEgress(it) && callsOut.has(it.name)).map(({ name }) => name);
  if (names.length === 0) return [];
  return [egressInOneZone(names)];
}
