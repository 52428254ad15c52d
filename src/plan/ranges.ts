import { addressIn, cidrSize } from '../kernel/cidr';
import type { EngineId, Tier } from '../kernel/ids';
import type { SubnetPurpose } from '../spec/existing-network-schema';
import type { ExistingNetworkSpec, ExistingSubnetsSpec } from '../spec/spec';
import { ZONES_PER_DATACENTER } from '../kernel/zones-per-datacenter';
import { FIRST_NODE_OFFSET, nodeAddress, planSubnets, tierCidrs, zoneCidr } from './addressing';
import type { ExistingNetworkPlan, SubnetPlan, ZonePlan } from './place';

/**
 * The ranges of a datacenter: parts of its own range, or those of the user's own network, where there is one. Nothing outside of
 * this file and of the address plan divides a range.
 */
export interface Ranges {
  readonly cidr: string;
  readonly existing?: ExistingNetworkPlan;
}

/** Returns an existing network by tier: the datastore's has the name of its engine. */
export function planExisting(
  { id, subnets, egress, routeTables }: ExistingNetworkSpec,
  engine: EngineId,
): ExistingNetworkPlan {
  const tiers = Object.entries(subnets).map(([purpose, group]) => [tierOf(purpose as SubnetPurpose, engine), group]);
  return { id, tiers: Object.fromEntries(tiers) as ExistingNetworkPlan['tiers'], egress, routeTables };
}

/** Returns the word that a spec has for the subnets of a tier. */
export function purposeOf(tier: Tier, engine: EngineId): string {
  return tier === engine ? 'datastore' : tier;
}

function tierOf(purpose: SubnetPurpose, engine: EngineId): Tier {
  return purpose === 'datastore' ? engine : purpose;
}

/** Returns the whole range of every tier; of an existing network, of those that have subnets. */
export function rangesOfTiers({ cidr, existing }: Ranges): Readonly<Partial<Record<Tier, string>>> {
  if (!existing) {
    // Endpoints of services are called from within alone, and not from other datacenters.
    return Object.fromEntries(Object.entries(tierCidrs(cidr)).filter(([tier]) => tier !== 'endpoint'));
  }
  return Object.fromEntries(Object.entries(existing.tiers).map(([tier, part]) => [tier, part.cidr]));
}

/** Returns the whole range of a tier that something of the datacenter stands in. */
export function rangeOfTier(
  { name, tiers }: { readonly name: string; readonly tiers: Readonly<Partial<Record<Tier, string>>> },
  tier: Tier,
): string {
  const range = tiers[tier];
  if (range === undefined) throw new Error(`datacenter ${name} has no range for ${tier}`);
  return range;
}

/** Returns the subnets of the given tiers; of an existing network, of those among them that it has. */
export function subnetsOf(
  { cidr, existing }: Ranges,
  zones: readonly ZonePlan[],
  scope: 'zone' | 'region',
  tiers: readonly Tier[],
): SubnetPlan[] {
  if (!existing) return planSubnets(cidr, zones, scope, tiers);
  return tiers.flatMap((tier) => {
    const part = existing.tiers[tier];
    if (part?.id !== undefined) return [{ tier, cidr: part.cidr, id: part.id }];
    return zones.flatMap((zone, i) => {
      const subnet = part?.zones[i];
      return subnet ? [{ tier, cidr: subnet.cidr, zone: zone.letter, id: subnet.id }] : [];
    });
  });
}

/** Returns the fixed address of the `slot`-th node (from 0) of a tier in a zone. */
export function addressOfNode({ cidr, existing }: Ranges, tier: Tier, zone: number, slot: number): string {
  if (!existing) return nodeAddress(cidr, tier, zone, slot);
  const part = existing.tiers[tier];
  // In one subnet for all zones these take turns, so that later nodes move none.
  if (part?.id !== undefined) return addressIn(part.cidr, FIRST_NODE_OFFSET + slot * ZONES_PER_DATACENTER + zone);
  const range = part?.zones[zone]?.cidr;
  if (range === undefined) throw new Error(`an existing network has no subnet for ${tier} in zone ${zone}`);
  return addressIn(range, FIRST_NODE_OFFSET + slot);
}

/** Returns the number of fixed addresses that each zone has in a range that topogen divides. */
export function fixedAddressesIn(cidr: string, tier: Tier, reservedLast: number): number {
  return cidrSize(zoneCidr(cidr, tier, 0)) - FIRST_NODE_OFFSET - reservedLast;
}

/** Returns the number of fixed addresses that each zone has in these subnets at least. */
export function fixedAddresses({ cidr, id, zones }: ExistingSubnetsSpec, reservedLast: number): number {
  const room = (range: string): number => Math.max(0, cidrSize(range) - FIRST_NODE_OFFSET - reservedLast);
  if (id !== undefined) return Math.floor(room(cidr) / ZONES_PER_DATACENTER);
  return Math.min(...zones.map((subnet) => room(subnet.cidr)));
}
