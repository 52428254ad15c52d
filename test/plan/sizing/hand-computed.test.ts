import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import type { MachineSize, PluginSpec } from '../../../src/spec/spec';
import { LEAST_STATED } from '../../support/a-spec';
import { namesOf, plugin, sizingSpec, type SizingWish } from './sizing-spec';

/**
 * Sizes reckoned by hand. Unless a case says otherwise: 12,000 requests a second over three even datacenters, us-east and
 * us-west on one cloud, eu-west on the other; peak factor 1.5, target utilisation 0.6, any datacenter and one zone besides
 * may be lost; so each datacenter carries 12,000 x 1.5 / 3 = 6,000 and, when one is gone, 18,000 / 2 = 9,000.
 */
interface Case {
  readonly what: string;
  readonly arithmetic: string;
  readonly wish: SizingWish;
  readonly id: string;
  readonly value: number | string;
}

const C6I_2XLARGE: MachineSize = { type: 'c6i.2xlarge', vcpus: 8, memoryGib: 16 };
const R6I_XLARGE: MachineSize = { type: 'r6i.xlarge', vcpus: 4, memoryGib: 32 };

/** A vCPU that was measured at 1,000 requests a second. */
const MEASURED = { requestsPerSecondPerVcpu: 1_000 };
/** Nothing but the benchmark's own request. */
const BARE = { requestBytes: 512, responseBytes: 512, entities: 50 };
const CLUSTER: readonly PluginSpec[] = [plugin('rate-limiting', 'cluster', 1)];

function onMachine(machineType: MachineSize, kong: SizingWish['kong'] = {}, requestsPerSecond = 12_000): SizingWish {
  return { requestsPerSecond, datacenters: [{ kong: { machineType } }, {}, {}], kong };
}

const CASES: readonly Case[] = [
  {
    what: 'the busiest moment of the topology',
    arithmetic: '12,000 x 1.5',
    wish: {},
    id: 'topology.peak-rate',
    value: 18_000,
  },
  { what: 'an even share of it', arithmetic: '18,000 / 3', wish: {}, id: 'us-east.peak-rate', value: 6_000 },
  {
    what: 'the rate after the loss of one of three',
    arithmetic: '6,000 / (1 - 1/3)',
    wish: {},
    id: 'us-east.rate-after-loss',
    value: 9_000,
  },
  {
    what: 'the rate after the loss of one of two: everything',
    arithmetic: '9,000 / (1 - 1/2)',
    wish: { datacenters: [{}, {}] },
    id: 'eu-west.rate-after-loss',
    value: 18_000,
  },
  {
    what: 'the rate of a small datacenter when the largest is gone',
    arithmetic: '18,000 x 0.2 / (1 - 0.5)',
    wish: { datacenters: [{ share: 0.5 }, { share: 0.3 }, { share: 0.2 }] },
    id: 'us-west.rate-after-loss',
    value: 7_200,
  },
  {
    what: 'the rate of the largest datacenter when the second is gone',
    arithmetic: '18,000 x 0.5 / (1 - 0.3)',
    wish: { datacenters: [{ share: 0.5 }, { share: 0.3 }, { share: 0.2 }] },
    id: 'us-east.rate-after-loss',
    value: 90_000 / 7,
  },
  {
    what: 'the rate when only a zone may be lost: that of all well',
    arithmetic: '18,000 / 3',
    wish: { kong: { survives: 'zone' } },
    id: 'us-east.rate-after-loss',
    value: 6_000,
  },
  {
    what: "the vCPU time of the benchmark's bare request",
    arithmetic: '16,000,000 us / 137,850',
    wish: { kong: BARE },
    id: 'topology.kong.request-cost',
    value: 116.06819006,
  },
  {
    what: 'the vCPU time of a default request: 9 KiB, 1,000 entities',
    arithmetic: '(116.0682 + (9 - 1) x 0.5) x 1.06',
    wish: {},
    id: 'topology.kong.request-cost',
    value: 127.27228147,
  },
  {
    what: 'the vCPU time with rate-limiting and key-auth',
    arithmetic: '116.0682 + 21.3723 + 19.0203, which is 16,000,000 / 102,262',
    wish: { kong: { ...BARE, plugins: [plugin('key-auth'), plugin('rate-limiting', 'local')] } },
    id: 'topology.kong.request-cost',
    value: 156.46085545,
  },
  {
    what: 'the vCPU time without TLS',
    arithmetic: '116.0682 - 10',
    wish: { kong: { ...BARE, tls: false } },
    id: 'topology.kong.request-cost',
    value: 106.06819006,
  },
  {
    what: 'the vCPU time with two periods counted in the datastore',
    arithmetic: '116.0682 + 21.3723 + 2 x 80',
    wish: { kong: { ...BARE, plugins: [plugin('rate-limiting', 'cluster', 2)] } },
    id: 'topology.kong.request-cost',
    value: 297.44051403,
  },
  {
    what: 'the vCPU time with a plugin that nobody knows',
    arithmetic: '116.0682 + 50',
    wish: { kong: { ...BARE, plugins: [plugin('made-up')] } },
    id: 'topology.kong.request-cost',
    value: 166.06819006,
  },
  {
    what: 'the requests of one vCPU in production',
    arithmetic: '1,000,000 / 127.2723 x 0.11',
    wish: {},
    id: 'topology.kong.capacity-per-vcpu',
    value: 864.28874169,
  },
  {
    what: 'the requests of one vCPU under Kong 1.5',
    arithmetic: '1,000,000 / 127.2723 x 0.11 x 0.85',
    wish: { kong: { version: '1.5.1' } },
    id: 'topology.kong.capacity-per-vcpu',
    value: 734.64543044,
  },
  {
    what: 'the requests of one vCPU that the user measured',
    arithmetic: '1,000, plugins and version notwithstanding',
    wish: { kong: { ...MEASURED, version: '1.5.1', plugins: [plugin('made-up')] } },
    id: 'topology.kong.capacity-per-vcpu',
    value: 1_000,
  },
  {
    what: 'a node of a slower family',
    arithmetic: '864.2887 x 4 vCPU x 0.9',
    wish: onMachine({ type: 'n2-standard-4', vcpus: 4, memoryGib: 16 }, {}, 12_000),
    id: 'us-east.kong.node-capacity',
    // The machine belongs to the other cloud, so its family is unknown here: 0.8 in place of 0.9.
    value: 864.28874169 * 4 * 0.8,
  },
  {
    what: 'a node under four vCPUs',
    arithmetic: '864.2887 x 2 vCPU x 1 (m6i) x 0.4',
    wish: onMachine({ type: 'm6i.large', vcpus: 2, memoryGib: 8 }),
    id: 'us-east.kong.node-capacity',
    value: 691.43099335,
  },
  {
    what: 'nodes that keep the target utilisation',
    arithmetic: '9,000 / (8 x 1,000 x 0.6) = 1.875, so 2',
    wish: onMachine(C6I_2XLARGE, MEASURED),
    id: 'us-east.kong.nodes-for-utilization',
    value: 2,
  },
  {
    what: 'nodes with one zone to lose',
    arithmetic: '2 must stand; of 3 nodes in 3 zones 2 do',
    wish: onMachine(C6I_2XLARGE, MEASURED),
    id: 'us-east.kong.nodes',
    value: 3,
  },
  {
    what: 'utilisation after zone and datacenter are gone',
    arithmetic: '9,000 / (2 x 8,000)',
    wish: onMachine(C6I_2XLARGE, MEASURED),
    id: 'us-east.kong.utilization-after-loss',
    value: 0.5625,
  },
  {
    what: 'a large pool',
    arithmetic: '90,000 / 4,800 = 18.75, so 19 stand; 19 x 3/2 = 28.5, so 29',
    wish: onMachine(C6I_2XLARGE, MEASURED, 120_000),
    id: 'us-east.kong.nodes',
    value: 29,
  },
  {
    what: 'its ceiling',
    arithmetic: '29 x 2.5 = 72.5, so 73',
    wish: onMachine(C6I_2XLARGE, { ...MEASURED, maximumFactor: 2.5 }, 120_000),
    id: 'us-east.kong.maximum-nodes',
    value: 73,
  },
  {
    what: 'nodes with one node to lose',
    arithmetic: '6,000 / 4,800 = 1.25, so 2 stand, and 1 to lose',
    wish: onMachine(C6I_2XLARGE, { ...MEASURED, survives: 'node' }),
    id: 'us-east.kong.nodes',
    value: 3,
  },
  {
    what: 'the smallest pool',
    arithmetic: '1 must stand; never fewer than 2',
    wish: { requestsPerSecond: 1 },
    id: 'eu-west.kong.nodes',
    value: 2,
  },
  {
    what: 'a small busy pool, by square-root staffing',
    arithmetic:
      '3,000 / 1,000 = 3 busy vCPU; (3 + 1.761 x 1.7321) / 4 = 1.51, so 2; utilisation alone asks for 3,000 / 3,800, so 1',
    wish: onMachine({ type: 'c6i.xlarge', vcpus: 4, memoryGib: 8 }, { ...MEASURED, targetUtilization: 0.95 }, 4_000),
    id: 'us-east.kong.standing-nodes',
    value: 2,
  },
  {
    what: 'requests under way with services that take a minute',
    arithmetic: '9,000 x (60,000 + 10) ms',
    wish: { kong: { upstreamLatencyMilliseconds: 60_000 } },
    id: 'us-east.kong.in-flight',
    value: 540_090,
  },
  {
    what: 'nodes for the memory of these',
    arithmetic: '540,090 x 128 KiB = 65.93 GiB; 16 - 1.25 - 8 x 0.5 = 10.75 GiB a node; 6.13, so 7',
    wish: onMachine(C6I_2XLARGE, { upstreamLatencyMilliseconds: 60_000 }),
    id: 'us-east.kong.nodes-for-memory',
    value: 7,
  },
  {
    what: 'nodes for the connections of these',
    arithmetic: '540,090 x 2 / (8 x 16,384 / 2) = 16.48, so 17',
    wish: onMachine(C6I_2XLARGE, { upstreamLatencyMilliseconds: 60_000 }),
    id: 'us-east.kong.nodes-for-connections',
    value: 17,
  },
  {
    what: 'the pool that these decide',
    arithmetic: '17 x 3/2 = 25.5, so 26',
    wish: onMachine(C6I_2XLARGE, { upstreamLatencyMilliseconds: 60_000 }),
    id: 'us-east.kong.nodes',
    value: 26,
  },
  {
    what: 'nodes for the network of answers of a MiB',
    arithmetic: '9,000 x 8,388,608 bit = 75.50 Gbit/s; 3.125 x 0.7 = 2.1875 a node; 34.51, so 35',
    wish: onMachine(C6I_2XLARGE, { requestBytes: 0, responseBytes: 1_048_576 }),
    id: 'us-east.kong.nodes-for-network',
    value: 35,
  },
  {
    what: 'the machine of a small pool: the cheapest of 8 vCPU',
    arithmetic: 'two nodes of each: c6a 2 x 0.306 = 0.612, c6i 0.68, c7i 0.714 USD/h',
    wish: { requestsPerSecond: 1_000 },
    id: 'us-east.kong.machine',
    value: 'c6a.2xlarge',
  },
  {
    what: 'reads of a ring without counters',
    arithmetic: '4 nodes x (1 / 5 s + 1,000 / 3,600 s)',
    wish: { requestsPerSecond: 1_000 },
    id: 'us-east.cassandra.reads',
    value: 4 * (0.2 + 0.277777777778),
  },
  {
    what: 'a ring without counters',
    arithmetic: '1.9 reads/s are nothing; 3 nodes on 3 racks',
    wish: { requestsPerSecond: 1_000 },
    id: 'us-east.cassandra.nodes',
    value: 3,
  },
  {
    what: 'counter writes to each ring',
    arithmetic: '18,000 of all datacenters x 2 periods',
    wish: { kong: { plugins: [plugin('rate-limiting', 'cluster', 2)] } },
    id: 'eu-west.cassandra.counter-writes',
    value: 36_000,
  },
  {
    what: 'vCPUs of a ring that counts',
    arithmetic:
      'pool of 3 to 6 nodes: 6 x 0.47778 = 2.8667 reads for configuration; (9,002.8667 x 2 ms + 18,000 x (1 + 1) ms) = 54.0057 busy; x 2 x 3/2',
    wish: onMachine(C6I_2XLARGE, { ...MEASURED, plugins: CLUSTER }),
    id: 'us-east.cassandra.vcpus',
    value: 162.0172,
  },
  {
    what: 'nodes of that ring with a named machine',
    arithmetic: '162.02 vCPU / (3 racks x 4) = 13.5, so 14 a rack; 42',
    wish: {
      datacenters: [{ kong: { machineType: C6I_2XLARGE }, datastore: { machineType: R6I_XLARGE } }, {}, {}],
      kong: { ...MEASURED, plugins: CLUSTER },
    },
    id: 'us-east.cassandra.nodes',
    value: 42,
  },
  {
    what: 'a ring with five copies',
    arithmetic: '5 copies on 3 racks: 2 nodes a rack',
    wish: { datastore: { replicationFactor: 5 } },
    id: 'us-east.cassandra.nodes',
    value: 6,
  },
  {
    what: 'counter rows of a month',
    arithmetic: '1,000 entities x 0.1 active x 1 period x 1,440 a day x 30 days',
    wish: { kong: { plugins: CLUSTER } },
    id: 'us-east.cassandra.counter-rows',
    value: 4_320_000,
  },
  {
    what: 'hints of a long outage',
    arithmetic: '9,000 writes/s x 3 copies x 10,800 s x 300 bytes = 81.47 GiB; over 42 nodes',
    wish: {
      datacenters: [{ kong: { machineType: C6I_2XLARGE }, datastore: { machineType: R6I_XLARGE } }, {}, {}],
      kong: { ...MEASURED, plugins: CLUSTER },
    },
    id: 'us-east.cassandra.hints',
    value: 87_480_000_000 / 42 / 1_073_741_824,
  },
  {
    what: 'a disk whose operations are bought apart',
    arithmetic: 'no data to speak of: 10 GiB fixed; at least 100',
    wish: {},
    id: 'us-east.cassandra.disk',
    value: 100,
  },
  {
    what: 'a disk that has to bring its throughput',
    arithmetic: 'Cassandra 4.1 compacts at 64 MiB/s; 64 / 0.48 = 133.3 GiB, in tens 140',
    wish: { datastore: { version: '4.1' } },
    id: 'eu-west.cassandra.disk',
    value: 140,
  },
  {
    what: 'what that disk then brings',
    arithmetic: '140 x 30',
    wish: { datastore: { version: '4.1' } },
    id: 'eu-west.cassandra.disk-iops',
    value: 4_200,
  },
  {
    what: 'replication between two datacenters that count',
    arithmetic: '1 + 9,000 x (900 + 1.42 x 200) bytes x 8',
    wish: { kong: { plugins: CLUSTER } },
    id: 'us-east--eu-west.replication.mbit-per-second',
    value: 86.248,
  },
  {
    what: 'commands to Redis',
    arithmetic: '9,000 x 2 periods x 3',
    wish: { kong: { plugins: [plugin('rate-limiting', 'redis', 2)] } },
    id: 'us-east.redis.commands',
    value: 54_000,
  },
  {
    what: 'memory of Redis',
    arithmetic: '10,000,000 x 2 periods x 2 x 250 bytes = 9.31 GiB; half filled 18.6, so 19',
    wish: { kong: { plugins: [plugin('rate-limiting', 'redis', 2)], entities: 10_000_000 } },
    id: 'us-east.redis.memory',
    value: 19,
  },
  {
    what: 'connections through address translation',
    arithmetic: '9,000 x 60 ms = 540 under way, twice that with those just closed',
    wish: {},
    id: 'us-east.nat.connections',
    value: 1_080,
  },
  {
    what: 'none where every service is private',
    arithmetic: 'nothing leaves',
    wish: { kong: { upstreams: [{ cidr: '10.0.0.0/8', ports: [443] }] } },
    id: 'us-east.nat.connections',
    value: 0,
  },
  {
    what: 'addresses of the one NAT gateway of all zones, with slow services',
    arithmetic: '9,000 x 10.01 s x 2 = 180,180 over 55,000 an address; of three gateways each of two would need two',
    wish: { datacenters: [{ egress: 'single' }, {}, {}], kong: { upstreamLatencyMilliseconds: 10_000 } },
    id: 'us-east.nat.needed-addresses',
    value: 4,
  },
  {
    what: 'ports of address translation for a node with slow services',
    arithmetic: '9,000 x 30.01 s x 2 = 540,180 over 9 nodes = 60,020; the next power of two',
    wish: {
      datacenters: [{}, { kong: { machineType: { type: 'c2-standard-8', vcpus: 8, memoryGib: 32 } } }, {}],
      kong: { upstreamLatencyMilliseconds: 30_000 },
    },
    id: 'eu-west.nat.ports-per-node',
    value: 65_536,
  },
  {
    what: 'client traffic through the load balancer',
    arithmetic: '9,000 x 9,216 bytes x 8',
    wish: {},
    id: 'us-east.traffic.mbit-per-second',
    value: 663.552,
  },
  {
    what: 'answers in a month',
    arithmetic: '4,000 x 0.5 requests/s x 8,192 bytes x 2,628,000 s',
    wish: {},
    id: 'us-east.traffic.response-volume',
    value: (2_000 * 8_192 * 2_628_000) / 1_073_741_824,
  },
];

test('there are at least twenty-five cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(25);
});

describe('reckoned by hand', () => {
  test.each(CASES)('$what: $arithmetic', ({ wish, id, value }) => {
    const spec = sizingSpec(wish);
    const { sizing } = planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED);
    const reckoned = sizing.reckoned.find((entry) => entry.id === id)?.value;
    if (typeof value === 'string') expect(reckoned).toBe(value);
    else expect(Number(reckoned) / (value || 1)).toBeCloseTo(value === 0 ? 0 : 1, 8);
  });
});
