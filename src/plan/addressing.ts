import { addressIn, alignCidr, cidrSize, cidrsOverlap, formatAddress, parseCidr, subnetOf } from '../kernel/cidr';
import { ENGINE_IDS, type EngineId, type Tier } from '../kernel/ids';
import type { SubnetPlan, ZonePlan } from './place';

/**
 * The part of a tier in a /16: its third byte, its prefix length, and the prefix length of its range in each zone.
 */
interface TierPart {
  readonly third: number;
  readonly prefix: number;
  readonly zonePrefix: number;
}

/*
 * A datacenter has one range, whatever its cloud. A /16 is divided so:
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
 *                       198.0/24   endpoints of services          a .0/28    b .16/28   c .32/28
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
  endpoint: { third: 198, prefix: 24, zonePrefix: 28 },
};

/** The datastore has this part, whatever its engine: a topology has one. */
const DATASTORE: TierPart = { third: 64, prefix: 18, zonePrefix: 20 };

/** The part of a tier in a smaller range: its place in sixteenths, and what its prefixes have beyond that of the range. */
interface SmallPart {
  readonly sixteenth: number;
  readonly prefix: number;
  readonly zonePrefix: number;
}

/*
 * A range from /17 to /22 has no room for parts of fixed sizes. It is divided in sixteenths, and of a /22:
 *
 *   0 to 7    kong       0.0/23     a 0.0/25     b 0.128/25   c 1.0/25
 *   6         endpoint   1.128/26   a 1.128/28   b 1.144/28   c 1.160/28
 *   8         transit    2.0/26     a 2.0/28     b 2.16/28    c 2.32/28
 *   9         redis      2.64/26    a 2.64/28    b 2.80/28    c 2.96/28
 *   10        vpn        2.128/26   a 2.128/28   b 2.144/28   c 2.160/28
 *   11        balancer   2.192/26   a 2.192/28   b 2.208/28   c 2.224/28
 *   12, 13    datastore  3.0/25     a 3.0/27     b 3.32/27    c 3.64/27
 *   14, 15    public     3.128/25   a 3.128/27   b 3.160/27   c 3.192/27
 *
 * The smallest subnet of a zone is then the least that AWS makes, a /28, and a load balancer has its eight free addresses.
 * Endpoints of services stand where Kong has no subnet.
 */
const SMALL_TIERS: Readonly<Partial<Record<Exclude<Tier, EngineId>, SmallPart>>> = {
  kong: { sixteenth: 0, prefix: 1, zonePrefix: 3 },
  endpoint: { sixteenth: 6, prefix: 4, zonePrefix: 6 },
  transit: { sixteenth: 8, prefix: 4, zonePrefix: 6 },
  redis: { sixteenth: 9, prefix: 4, zonePrefix: 6 },
  vpn: { sixteenth: 10, prefix: 4, zonePrefix: 6 },
  balancer: { sixteenth: 11, prefix: 4, zonePrefix: 6 },
  public: { sixteenth: 14, prefix: 3, zonePrefix: 5 },
};

const SMALL_DATASTORE: SmallPart = { sixteenth: 12, prefix: 3, zonePrefix: 5 };

/** Length of the prefix of a range that is divided by fixed sizes, and that each index stands for. */
const FULL_PREFIX = 16;

/** A part of a range: its prefix length, its number among parts of that length, and the prefix length in each zone. */
interface Part {
  readonly prefix: number;
  readonly number: number;
  readonly zonePrefix: number;
}

/** Returns the part of a tier; undefined if the range is too small for that tier. */
function tryPartOf(datacenter: string, tier: Tier): Part | undefined {
  const own = parseCidr(datacenter).prefix;
  if (own <= FULL_PREFIX) {
    const { third, prefix, zonePrefix } = isEngine(tier) ? DATASTORE : TIERS[tier];
    return { prefix, number: third / 2 ** (24 - prefix), zonePrefix };
  }
  const part = isEngine(tier) ? SMALL_DATASTORE : SMALL_TIERS[tier];
  if (!part) return undefined;
  return {
    prefix: own + part.prefix,
    number: part.sixteenth / 2 ** (4 - part.prefix),
    zonePrefix: own + part.zonePrefix,
  };
}

function partOf(datacenter: string, tier: Tier): Part {
  const part = tryPartOf(datacenter, tier);
  if (!part) throw new Error(`${datacenter} has no part for ${tier}`);
  return part;
}

/** Returns the longest prefix, that is the smallest range, around a range of which something holds; undefined if none does. */
export function smallestAround(datacenter: string, holds: (range: string) => boolean): number | undefined {
  const { first, prefix } = parseCidr(datacenter);
  const wider = Array.from({ length: Math.max(0, prefix - FULL_PREFIX) }, (_, i) => prefix - 1 - i);
  return wider.find((length) => holds(alignCidr(`${formatAddress(first)}/${length}`)));
}

function isEngine(tier: Tier): tier is EngineId {
  return (ENGINE_IDS as readonly string[]).includes(tier);
}

/** The first node of a zone's range has this offset: the clouds reserve the lowest addresses. */
export const FIRST_NODE_OFFSET = 10;

/**
 * Returns the range of a datacenter: its own choice, or the /16 with its index in the supernet, or undefined if the
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

/** Returns the whole range of a tier in a datacenter's. */
export function tierCidr(datacenter: string, tier: Tier): string {
  const { prefix, number } = partOf(datacenter, tier);
  return subnetOf(datacenter, prefix, number);
}

/** Returns the range of every tier that the datacenter's has a part for. */
export function tierCidrs(datacenter: string): Readonly<Partial<Record<Tier, string>>> {
  const tiers = [...(Object.keys(TIERS) as Exclude<Tier, EngineId>[]), ...ENGINE_IDS];
  const parts = tiers.filter((tier) => tryPartOf(datacenter, tier)).map((tier) => [tier, tierCidr(datacenter, tier)]);
  return Object.fromEntries(parts) as Partial<Record<Tier, string>>;
}

/** Returns a tier's range in one zone, by the zone's position. */
export function zoneCidr(datacenter: string, tier: Tier, zone: number): string {
  return subnetOf(tierCidr(datacenter, tier), partOf(datacenter, tier).zonePrefix, zone);
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
