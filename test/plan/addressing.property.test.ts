import fc from 'fast-check';
import { cidrContains, cidrSize, cidrsOverlap, parseCidr, subnetOf } from '../../src/kernel/cidr';
import { MAXIMUM_DATACENTERS } from '../../src/kernel/maximum-datacenters';
import {
  balancerAddress,
  nodeAddress,
  datacenterAsn,
  datacenterCidr,
  linkBlock,
  planSubnets,
  routerIdRange,
  tierCidrs,
  tunnelCidr,
  vpnInstanceAddress,
  zoneCidr,
} from '../../src/plan/addressing';
import type { Tier } from '../../src/kernel/ids';
import type { ZonePlan } from '../../src/plan/place';

const index = fc.integer({ min: 0, max: MAXIMUM_DATACENTERS - 1 });
const twoIndexes = fc.tuple(index, index).filter(([a, b]) => a !== b);
const zones: ZonePlan[] = ['a', 'b', 'c'].map((letter) => ({ name: `z${letter}`, letter, rack: `rack-${letter}` }));
const tiers: Tier[] = ['public', 'kong', 'cassandra', 'redis', 'transit', 'vpn', 'proxy', 'endpoint'];

/** What AWS refuses as inside ranges of a tunnel. */
const AWS_REFUSES = [0, 1, 2, 3, 4, 5].map((n) => `169.254.${n}.0/30`).concat('169.254.169.252/30');

const allPairs = Array.from({ length: MAXIMUM_DATACENTERS }, (_, high) =>
  Array.from({ length: high }, (_, low) => [low, high] as const),
).flat();

test('no two datacenters share addresses, an ASN or a router identifier', () => {
  fc.assert(
    fc.property(twoIndexes, ([a, b]) => {
      expect(
        cidrsOverlap(datacenterCidr('10.0.0.0/8', a, undefined)!, datacenterCidr('10.0.0.0/8', b, undefined)!),
      ).toBe(false);
      expect(datacenterAsn(a, 64_520)).not.toBe(datacenterAsn(b, 64_520));
      expect(cidrsOverlap(routerIdRange(a), routerIdRange(b))).toBe(false);
    }),
  );
});

test('ASNs are 16-bit private numbers, for every index there is', () => {
  fc.assert(
    fc.property(index, (it) =>
      expect(datacenterAsn(it, 64_512) >= 64512 && datacenterAsn(it, 65_447) <= 65534).toBe(true),
    ),
  );
});

/** Ranges of a datacenter: the one by index, and every length that a spec may state, at its place or another. */
const DATACENTERS = [
  '10.80.0.0/16',
  ...[17, 18, 19, 20, 21, 22].flatMap((prefix) => [`10.80.0.0/${prefix}`, subnetOf('10.80.0.0/16', prefix, 1)]),
];

test.each(DATACENTERS)(
  'the tiers of %s lie in it and do not overlap, but for datastores, of which it has one',
  (it) => {
    const { cassandra, postgresql, endpoint, ...others } = tierCidrs(it);
    expect(postgresql).toBe(cassandra);
    // In a small range endpoints stand in that part of Kong's in which no zone has a subnet; the law below holds that.
    const isApart = parseCidr(it).prefix === 16;
    expect(cidrsOverlap(endpoint!, others.kong!)).toBe(!isApart);
    const ranges = [cassandra!, ...Object.values(others), ...(isApart ? [endpoint!] : [])];
    expect(ranges.length).toBeGreaterThan(5);
    expect(ranges.every((range) => cidrContains(it, range))).toBe(true);
    ranges.forEach((a, i) =>
      ranges.slice(i + 1).forEach((b) => expect([a, b, cidrsOverlap(a, b)]).toEqual([a, b, false])),
    );
  },
);

const SCOPES = DATACENTERS.flatMap((range) => [['zone', range] as const, ['region', range] as const]);

test.each(SCOPES)(
  'subnets by %s of %s lie in their tier, do not overlap, and no cloud refuses them',
  (scope, range) => {
    // Endpoints stand in zones alone.
    const known = tiers.filter((tier) => tierCidrs(range)[tier] && (tier !== 'endpoint' || scope === 'zone'));
    const subnets = planSubnets(range, zones, scope, known);
    expect(subnets).toHaveLength(scope === 'zone' ? known.length * 3 : known.length);
    for (const [i, one] of subnets.entries()) {
      expect(cidrContains(tierCidrs(range)[one.tier]!, one.cidr)).toBe(true);
      expect(parseCidr(one.cidr).prefix).toBeLessThanOrEqual(28);
      for (const other of subnets.slice(i + 1)) expect(cidrsOverlap(one.cidr, other.cidr)).toBe(false);
    }
  },
);

test.each(DATACENTERS)(
  'fixed machines of %s have addresses of their subnets, and a balancer has eight free ones',
  (it) => {
    for (const [zone] of zones.entries()) {
      for (const address of [
        balancerAddress(it, zone),
        vpnInstanceAddress(it, zone),
        nodeAddress(it, 'cassandra', zone, 0),
      ])
        expect(cidrContains(it, `${address}/32`)).toBe(true);
      expect(cidrContains(zoneCidr(it, 'balancer', zone), `${balancerAddress(it, zone)}/32`)).toBe(true);
      expect(cidrContains(zoneCidr(it, 'vpn', zone), `${vpnInstanceAddress(it, zone)}/32`)).toBe(true);
      // AWS keeps five, and the NAT gateway has one.
      expect(cidrSize(zoneCidr(it, 'public', zone)) - 6).toBeGreaterThanOrEqual(8);
    }
  },
);

test('a Cassandra node has the same address whether subnets are by zone or by region', () => {
  for (const scope of ['zone', 'region'] as const) {
    const subnets = planSubnets('10.80.0.0/16', zones, scope, ['cassandra']);
    const subnet = subnets.find((it) => it.zone === undefined || it.zone === 'b')!;
    expect(cidrContains(subnet.cidr, `${nodeAddress('10.80.0.0/16', 'cassandra', 1, 0)}/32`)).toBe(true);
  }
  expect(nodeAddress('10.80.0.0/16', 'cassandra', 1, 0)).toBe('10.80.80.10');
});

test(`all ${allPairs.length} pairs of ${MAXIMUM_DATACENTERS} datacenters have link ranges of their own, none that AWS refuses`, () => {
  const blocks = allPairs.map(([low, high]) => linkBlock(low, high));
  expect(new Set(blocks).size).toBe(allPairs.length);
  const reserved = [
    ...AWS_REFUSES,
    '169.254.169.254/32',
    '169.254.170.2/32',
    '169.254.169.123/32',
    '169.254.169.253/32',
  ];
  const routerIds = Array.from({ length: MAXIMUM_DATACENTERS }, (_, i) => routerIdRange(i));
  for (const block of blocks) {
    expect(cidrContains('169.254.0.0/16', block)).toBe(true);
    expect([...reserved, ...routerIds].filter((range) => cidrsOverlap(range, block))).toEqual([]);
  }
});

test('a pair has the same range from either end, and four tunnels that do not overlap', () => {
  fc.assert(
    fc.property(twoIndexes, ([a, b]) => {
      expect(linkBlock(a, b)).toBe(linkBlock(b, a));
      const tunnels = [0, 1, 2, 3].map((n) => tunnelCidr(a, b, n));
      expect(tunnels.every((tunnel) => cidrContains(linkBlock(a, b), tunnel))).toBe(true);
      expect(new Set(tunnels).size).toBe(4);
    }),
  );
});

test('the supernet says plainly when it has no room', () => {
  expect(datacenterCidr('10.64.0.0/10', 63, undefined)).toBe('10.127.0.0/16');
  expect(datacenterCidr('10.64.0.0/10', 64, undefined)).toBeUndefined();
  expect(datacenterCidr('10.64.0.0/10', 64, '10.99.0.0/16')).toBe('10.99.0.0/16');
});
