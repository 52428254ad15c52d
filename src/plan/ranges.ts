import { addressIn, cidrSize } from '../kernel/cidr';
import type { EngineId, Tier } from '../kernel/ids';
import type { SubnetPurpose } from '../spec/existing-network-schema';
import type { ExistingNetworkSpec } from '../spec/spec';
import { FIRST_NODE_OFFSET, nodeAddress, planSubnets, tierCidrs } from './addressing';
import type { ExistingNetworkPlan, SubnetPlan, ZonePlan } from './place';

/**
 * The ranges of a datacenter: parts of its /16, or those of the user's own network, where there is one. Nothing outside of
 * this file and of the address plan divides a range.
 */
export interface Ranges {
  readonly cidr: string;
  readonly existing?: ExistingNetworkPlan;
}

/** Returns an existing network by tier: the datastore's has the name of its engine. */
export function planExisting({ id, subnets, routeTables }: ExistingNetworkSpec, engine: EngineId): ExistingNetworkPlan {
  const tiers = Object.entries(subnets).map(([purpose, group]) => [tierOf(purpose as SubnetPurpose, engine), group]);
  return { id, tiers: Object.fromEntries(tiers) as ExistingNetworkPlan['tiers'], routeTables };
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
  if (!existing) return tierCidrs(cidr);
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
  return tiers.flatMap((tier) =>
    zones.flatMap((zone, i) => {
      const subnet = existing.tiers[tier]?.zones[i];
      return subnet ? [{ tier, cidr: subnet.cidr, zone: zone.letter, id: subnet.id }] : [];
    }),
  );
}

/** Returns the fixed address of the `slot`-th node (from 0) of a tier in a zone. */
export function addressOfNode({ cidr, existing }: Ranges, tier: Tier, zone: number, slot: number): string {
  if (!existing) return nodeAddress(cidr, tier, zone, slot);
  const range = existing.tiers[tier]?.zones[zone]?.cidr;
  if (range === undefined) throw new Error(`an existing network has no subnet for ${tier} in zone ${zone}`);
  return addressIn(range, FIRST_NODE_OFFSET + slot);
}

/** Returns the number of fixed addresses that the smallest of these subnets has. */
export function fixedAddresses(subnets: readonly { readonly cidr: string }[], reservedLast: number): number {
  return Math.min(...subnets.map(({ cidr }) => Math.max(0, cidrSize(cidr) - FIRST_NODE_OFFSET - reservedLast)));
}
