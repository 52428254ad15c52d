import fc from 'fast-check';
import { cidrContains, cidrsOverlap } from '../../src/kernel/cidr';
import { MAXIMUM_DATACENTERS } from '../../src/kernel/maximum-datacenters';
import {
  nodeAddress,
  datacenterAsn,
  datacenterCidr,
  linkBlock,
  planSubnets,
  routerIdRange,
  tierCidrs,
  tunnelCidr,
} from '../../src/plan/addressing';
import type { Tier } from '../../src/kernel/ids';
import type { ZonePlan } from '../../src/plan/place';

const index = fc.integer({ min: 0, max: MAXIMUM_DATACENTERS - 1 });
const twoIndexes = fc.tuple(index, index).filter(([a, b]) => a !== b);
const zones: ZonePlan[] = ['a', 'b', 'c'].map((letter) => ({ name: `z${letter}`, letter, rack: `rack-${letter}` }));
const tiers: Tier[] = ['public', 'kong', 'cassandra', 'redis', 'transit', 'vpn', 'proxy'];

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

test('the tiers of a datacenter lie in its /16 and do not overlap, but for datastores, of which it has one', () => {
  const { cassandra, postgresql, ...others } = tierCidrs('10.80.0.0/16');
  expect(postgresql).toBe(cassandra);
  const ranges = [cassandra, ...Object.values(others)];
  expect(ranges.every((range) => cidrContains('10.80.0.0/16', range))).toBe(true);
  ranges.forEach((a, i) =>
    ranges.slice(i + 1).forEach((b) => expect([a, b, cidrsOverlap(a, b)]).toEqual([a, b, false])),
  );
});

test.each(['zone', 'region'] as const)('subnets by %s lie in their tier and do not overlap', (scope) => {
  const subnets = planSubnets('10.80.0.0/16', zones, scope, tiers);
  expect(subnets).toHaveLength(scope === 'zone' ? tiers.length * 3 : tiers.length);
  for (const [i, one] of subnets.entries()) {
    expect(cidrContains(tierCidrs('10.80.0.0/16')[one.tier], one.cidr)).toBe(true);
    for (const other of subnets.slice(i + 1)) expect(cidrsOverlap(one.cidr, other.cidr)).toBe(false);
  }
});

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
