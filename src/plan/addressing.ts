import { addressIn, cidrSize, cidrsOverlap, formatAddress, parseCidr, subnetOf } from '../kernel/cidr';
import { ENGINE_IDS, type EngineId, type Tier } from '../kernel/ids';
import type { SubnetPlan, ZonePlan } from './place';

/**
 * The part of a tier in the /16: its third byte, its prefix length, and the prefix length of its range in each zone.
 */
interface TierPart {
  readonly third: number;
  readonly prefix: number;
  readonly zonePrefix: number;
}

/*
 * A datacenter has one /16, whatever its cloud:
 *
 *   0.0/18    gateway     0.0/19   public: load balancers, NAT     a 0.0/22   b 4.0/22   c 8.0/22
 *                        32.0/19   kong                            a 32.0/21  b 40.0/21  c 48.0/21
 *  64.0/18    datastore                                            a 64.0/20  b 80.0/20  c 96.0/20
 * 128.0/18    spare
 * 192.0/18    infra     192.0/24   transit attachments             a .0/28    b .16/28   c .32/28
 *                       193.0/24   redis                           a .0/26    b .64/26   c .128/26
 *                       194.0/24   vpn instances                   a .0/28    b .16/28   c .32/28
 *                       195.0/24   balancers                       a .0/28    b .16/28   c .32/28
 *                       196.0/23   proxies of the cloud's balancers
 *
 * A subnet that spans the region has its tier's whole range. Node addresses are the same either way.
 */
const TIERS: Readonly<Record<Exclude<Tier, EngineId>, TierPart>> = {
  public: { third: 0, prefix: 19, zonePrefix: 22 },
  kong: { third: 32, prefix: 19, zonePrefix: 21 },
  transit: { third: 192, prefix: 24, zonePrefix: 28 },
  redis: { third: 193, prefix: 24, zonePrefix: 26 },
  vpn: { third: 194, prefix: 24, zonePrefix: 28 },
  balancer: { third: 195, prefix: 24, zonePrefix: 28 },
  proxy: { third: 196, prefix: 23, zonePrefix: 25 },
};

/** The datastore has this part, whatever its engine: a topology has one. */
const DATASTORE: TierPart = { third: 64, prefix: 18, zonePrefix: 20 };

function partOf(tier: Tier): TierPart {
  return isEngine(tier) ? DATASTORE : TIERS[tier];
}

function isEngine(tier: Tier): tier is EngineId {
  return (ENGINE_IDS as readonly string[]).includes(tier);
}

/** The first node of a zone's range has this offset: the clouds reserve the lowest addresses. */
export const FIRST_NODE_OFFSET = 10;

/**
 * Returns the /16 of a datacenter: its own choice, or the one with its index in the supernet, or undefined if the
 * supernet has no such /16.
 */
export function datacenterCidr(supernet: string, index: number, chosen: string | undefined): string | undefined {
  if (chosen !== undefined) return chosen;
  return index < cidrSize(supernet) / 2 ** 16 ? subnetOf(supernet, 16, index) : undefined;
}

/** Returns the /16s of the supernet that overlap none of these ranges. */
export function unusedCidrs(supernet: string, taken: readonly string[]): string[] {
  const all = Array.from({ length: cidrSize(supernet) / 2 ** 16 }, (_, i) => subnetOf(supernet, 16, i));
  return all.filter((cidr) => !taken.some((other) => cidrsOverlap(other, cidr)));
}

/** Returns the whole range of a tier in a datacenter's /16. */
export function tierCidr(datacenter: string, tier: Tier): string {
  const { third, prefix } = partOf(tier);
  return subnetOf(datacenter, prefix, third / 2 ** (24 - prefix));
}

/** Returns the range of every tier. */
export function tierCidrs(datacenter: string): Record<Tier, string> {
  const tiers = [...(Object.keys(TIERS) as Exclude<Tier, EngineId>[]), ...ENGINE_IDS];
  return Object.fromEntries(tiers.map((tier) => [tier, tierCidr(datacenter, tier)])) as Record<Tier, string>;
}

/** Returns a tier's range in one zone, by the zone's position. */
export function zoneCidr(datacenter: string, tier: Tier, zone: number): string {
  return subnetOf(tierCidr(datacenter, tier), partOf(tier).zonePrefix, zone);
}

/** Returns the subnets of the given tiers: one a zone, or one for the region. */
export function planSubnets(
  datacenter: string,
  zones: readonly ZonePlan[],
  scope: 'zone' | 'region',
  tiers: readonly Tier[],
): SubnetPlan[] {
  if (scope === 'region') return tiers.map((tier) => ({ tier, cidr: tierCidr(datacenter, tier) }));
  return tiers.flatMap((tier) =>
    zones.map((zone, i) => ({ tier, cidr: zoneCidr(datacenter, tier, i), zone: zone.letter })),
  );
}

/** Returns the fixed address of the `slot`-th node (from 0) of a tier in a zone. */
export function nodeAddress(datacenter: string, tier: Tier, zone: number, slot: number): string {
  return addressIn(zoneCidr(datacenter, tier, zone), FIRST_NODE_OFFSET + slot);
}

/** Returns the fixed address of the VPN instance in a zone. */
export function vpnInstanceAddress(datacenter: string, zone: number): string {
  return addressIn(zoneCidr(datacenter, 'vpn', zone), FIRST_NODE_OFFSET);
}

/** Returns the fixed address of the balancer in a zone. */
export function balancerAddress(datacenter: string, zone: number): string {
  return addressIn(zoneCidr(datacenter, 'balancer', zone), FIRST_NODE_OFFSET);
}

/**
 * Returns the datacenter's private 16-bit ASN, unique by index.
 *
 * @param first number of index 0
 */
export function datacenterAsn(index: number, first: number): number {
  return first + index;
}

/** Returns a /30 for the router identifier: 169.254.6.(4n)/30, which no tunnel ever uses. */
export function routerIdRange(index: number): string {
  return `${formatAddress(parseCidr('169.254.6.0/23').first + 4 * index)}/30`;
}

/*
 * Links take their addresses from 169.254.0.0/16 in /28s, one for each pair of datacenters, four tunnels each:
 *   skipped  169.254.0.0/21    AWS refuses 0.0 to 5.0, and our router identifiers are in 6.0/23
 *   skipped  169.254.168.0/22  instance metadata, DNS, time and task addresses
 */
const LINK_RANGES = [
  '169.254.8.0/21',
  '169.254.16.0/20',
  '169.254.32.0/19',
  '169.254.64.0/18',
  '169.254.128.0/19',
  '169.254.160.0/21',
  '169.254.172.0/22',
  '169.254.176.0/20',
  '169.254.192.0/18',
].map((range) => ({ first: parseCidr(range).first, blocks: cidrSize(range) / 16 }));

/** Returns the n-th /28 of these ranges, or undefined beyond the last. */
function linkBlockNumber(n: number): string | undefined {
  let left = n;
  for (const { first, blocks } of LINK_RANGES) {
    if (left < blocks) return `${formatAddress(first + 16 * left)}/28`;
    left -= blocks;
  }
  return undefined;
}

/**
 * Returns the /28 of a pair, by both indexes. Pairs are numbered so that those of a new datacenter come after all of
 * the older ones: h(h-1)/2 + l for indexes l < h. Appending or removing a datacenter moves no other pair.
 */
export function linkBlock(oneIndex: number, otherIndex: number): string {
  const low = Math.min(oneIndex, otherIndex);
  const high = Math.max(oneIndex, otherIndex);
  const block = linkBlockNumber((high * (high - 1)) / 2 + low);
  if (low === high || block === undefined) throw new Error(`no link addresses for indexes ${low} and ${high}`);
  return block;
}

/** Returns the `tunnel`-th /30 of a pair. */
export function tunnelCidr(oneIndex: number, otherIndex: number, tunnel: number): string {
  return subnetOf(linkBlock(oneIndex, otherIndex), 30, tunnel);
}
