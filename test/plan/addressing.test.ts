import { cidrsOverlap } from '../../src/kernel/cidr';
import { MAXIMUM_DATACENTERS } from '../../src/kernel/maximum-datacenters';
import {
  nodeAddress,
  datacenterAsn,
  datacenterCidr,
  vpnInstanceAddress,
  linkBlock,
  planSubnets,
  routerIdRange,
  smallestAround,
  tierCidr,
  tierCidrs,
  tunnelCidr,
  unusedCidrs,
  zoneCidr,
} from '../../src/plan/addressing';
import type { Tier } from '../../src/kernel/ids';
import type { ZonePlan } from '../../src/plan/place';

/*
 * The address plan to the letter. What stands has these addresses: another one here is another machine, another session or
 * another network for somebody who runs topogen again.
 */

const DATACENTER = '10.80.0.0/16';

test.each<[Tier, string, string, string, string]>([
  ['public', '10.80.0.0/19', '10.80.0.0/22', '10.80.4.0/22', '10.80.8.0/22'],
  ['kong', '10.80.32.0/19', '10.80.32.0/21', '10.80.40.0/21', '10.80.48.0/21'],
  ['cassandra', '10.80.64.0/18', '10.80.64.0/20', '10.80.80.0/20', '10.80.96.0/20'],
  ['transit', '10.80.192.0/24', '10.80.192.0/28', '10.80.192.16/28', '10.80.192.32/28'],
  ['redis', '10.80.193.0/24', '10.80.193.0/26', '10.80.193.64/26', '10.80.193.128/26'],
  ['vpn', '10.80.194.0/24', '10.80.194.0/28', '10.80.194.16/28', '10.80.194.32/28'],
  ['balancer', '10.80.195.0/24', '10.80.195.0/28', '10.80.195.16/28', '10.80.195.32/28'],
  ['proxy', '10.80.196.0/23', '10.80.196.0/25', '10.80.196.128/25', '10.80.197.0/25'],
  ['endpoint', '10.80.198.0/24', '10.80.198.0/28', '10.80.198.16/28', '10.80.198.32/28'],
])('tier %s has %s, and %s, %s, %s in its zones', (tier, whole, ...zones) => {
  expect(tierCidr(DATACENTER, tier)).toBe(whole);
  expect(tierCidrs(DATACENTER)[tier]).toBe(whole);
  expect([0, 1, 2].map((zone) => zoneCidr(DATACENTER, tier, zone))).toEqual(zones);
});

test('a datacenter has every tier', () => {
  expect(Object.keys(tierCidrs(DATACENTER)).sort()).toEqual([
    'balancer',
    'cassandra',
    'endpoint',
    'kong',
    'postgresql',
    'proxy',
    'public',
    'redis',
    'transit',
    'vpn',
  ]);
});

test('subnets are named by tier and zone, or by tier alone where they span the region', () => {
  const zones: ZonePlan[] = ['a', 'b'].map((letter) => ({ name: `x-${letter}`, letter, rack: letter }));
  expect(planSubnets(DATACENTER, zones, 'zone', ['kong', 'vpn'])).toEqual([
    { tier: 'kong', cidr: '10.80.32.0/21', zone: 'a' },
    { tier: 'kong', cidr: '10.80.40.0/21', zone: 'b' },
    { tier: 'vpn', cidr: '10.80.194.0/28', zone: 'a' },
    { tier: 'vpn', cidr: '10.80.194.16/28', zone: 'b' },
  ]);
  expect(planSubnets(DATACENTER, zones, 'region', ['kong'])).toEqual([{ tier: 'kong', cidr: '10.80.32.0/19' }]);
});

test('fixed machines begin at the tenth address of their zone', () => {
  expect([0, 1, 2].map((slot) => nodeAddress(DATACENTER, 'cassandra', 0, slot))).toEqual([
    '10.80.64.10',
    '10.80.64.11',
    '10.80.64.12',
  ]);
  expect(nodeAddress(DATACENTER, 'cassandra', 2, 0)).toBe('10.80.96.10');
  expect([0, 1].map((zone) => vpnInstanceAddress(DATACENTER, zone))).toEqual(['10.80.194.10', '10.80.194.26']);
});

test('a datacenter has the /16 of its index, and the last one of the supernet is one too', () => {
  expect([0, 1, 255].map((index) => datacenterCidr('10.0.0.0/8', index, undefined))).toEqual([
    '10.0.0.0/16',
    '10.1.0.0/16',
    '10.255.0.0/16',
  ]);
  expect(datacenterCidr('10.0.0.0/8', 256, undefined)).toBeUndefined();
});

test('the ranges that are left are those that no other overlaps, be it in part', () => {
  expect(unusedCidrs('10.64.0.0/14', [])).toEqual(['10.64.0.0/16', '10.65.0.0/16', '10.66.0.0/16', '10.67.0.0/16']);
  expect(unusedCidrs('10.64.0.0/14', ['10.64.0.0/16', '10.66.128.0/20'])).toEqual(['10.65.0.0/16', '10.67.0.0/16']);
  expect(unusedCidrs('10.64.0.0/14', ['10.0.0.0/8'])).toEqual([]);
});

test('ASNs and router identifiers count up from the first datacenter', () => {
  expect([0, 1, 87].map((index) => datacenterAsn(index, 64_520))).toEqual([64520, 64521, 64607]);
  expect([0, 1, 87].map(routerIdRange)).toEqual(['169.254.6.0/30', '169.254.6.4/30', '169.254.7.92/30']);
});

describe('link addresses', () => {
  /** The pair with this number, and so the number of its /28. */
  function pairNumber(n: number): readonly [number, number] {
    const high = Math.floor((1 + Math.sqrt(1 + 8 * n)) / 2);
    return [n - (high * (high - 1)) / 2, high];
  }

  test.each([
    [0, '169.254.8.0/28'],
    [1, '169.254.8.16/28'],
    [127, '169.254.15.240/28'],
    [128, '169.254.16.0/28'],
    [383, '169.254.31.240/28'],
    [384, '169.254.32.0/28'],
    [895, '169.254.63.240/28'],
    [896, '169.254.64.0/28'],
    [1919, '169.254.127.240/28'],
    [1920, '169.254.128.0/28'],
    [2431, '169.254.159.240/28'],
    [2432, '169.254.160.0/28'],
    [2559, '169.254.167.240/28'],
    // Instance metadata and its kin lie between.
    [2560, '169.254.172.0/28'],
    [2623, '169.254.175.240/28'],
    [2624, '169.254.176.0/28'],
    [2879, '169.254.191.240/28'],
    [2880, '169.254.192.0/28'],
    [3827, '169.254.251.48/28'],
  ])('pair number %i has %s', (n, block) => {
    const [low, high] = pairNumber(n);
    expect(linkBlock(low, high)).toBe(block);
    expect(linkBlock(high, low)).toBe(block);
  });

  test('of every pair keep clear of what AWS refuses, of router identifiers and of instance metadata', () => {
    const kept = ['169.254.0.0/21', '169.254.168.0/22'];
    const pairs = (MAXIMUM_DATACENTERS * (MAXIMUM_DATACENTERS - 1)) / 2;
    const blocks = Array.from({ length: pairs }, (_, n) => linkBlock(...pairNumber(n)));
    expect(blocks.filter((block) => kept.some((range) => cidrsOverlap(range, block)))).toEqual([]);
    expect(new Set(blocks).size).toBe(pairs);
  });

  test('have four tunnels a pair', () => {
    expect([0, 1, 2, 3].map((tunnel) => tunnelCidr(2, 0, tunnel))).toEqual([
      '169.254.8.16/30',
      '169.254.8.20/30',
      '169.254.8.24/30',
      '169.254.8.28/30',
    ]);
    expect(() => tunnelCidr(2, 0, 4)).toThrow('no /30 number 4 in 169.254.8.16/28');
  });

  test('end with the last datacenter that they have room for, and no datacenter has any with itself', () => {
    expect(MAXIMUM_DATACENTERS).toBe(88);
    expect(() => linkBlock(3, 3)).toThrow('no link addresses for indexes 3 and 3');
    // There are 3904 ranges: enough for all pairs of 88, and for some of an 89th datacenter.
    expect(linkBlock(...pairNumber(3903))).toBe('169.254.255.240/28');
    const [low, high] = pairNumber(3904);
    expect(() => linkBlock(low, high)).toThrow(`no link addresses for indexes ${low} and ${high}`);
  });
});

test('a range that is too small is told the smallest wider one around it that does, aligned to its own size', () => {
  const asked: string[] = [];
  const holds = (most: number) => (range: string) => {
    asked.push(range);
    return Number(range.split('/')[1]) <= most;
  };
  expect(smallestAround('10.80.20.0/22', holds(21))).toBe(21);
  expect(smallestAround('10.80.20.0/22', holds(18))).toBe(18);
  expect(asked).toEqual(['10.80.16.0/21', '10.80.16.0/21', '10.80.16.0/20', '10.80.0.0/19', '10.80.0.0/18']);
  expect(smallestAround('10.80.20.0/22', holds(15))).toBeUndefined();
  expect(smallestAround('10.80.0.0/16', holds(16))).toBeUndefined();
});
