import type { CostBreakdown, CostLine } from '../../../src/report/cost/cost';
import { costOf } from './cost-of';
import { aPlan } from '../../support/a-spec';
import { plugin } from '../../plan/sizing/sizing-spec';
import { BELGIUM, FRANKFURT, IOWA, OREGON, PARIS, VIRGINIA, planOf } from './plan-of';

function lineOf(cost: CostBreakdown, id: string): CostLine {
  const line = cost.lines.find((it) => it.id === id);
  if (!line) throw new Error(`no line ${id} among ${cost.lines.map((it) => it.id).join(', ')}`);
  return line;
}

/** Two datacenters, 4,000 requests a second: 2,000 each, in the mean 1,000; 1 KiB asked, 8 KiB answered. */
const COST = costOf(
  planOf({
    requestsPerSecond: 4_000,
    datacenters: [
      {
        ...VIRGINIA,
        kong: { machineType: { type: 'c6i.2xlarge', vcpus: 8, memoryGib: 16 } },
        datastore: { machineType: { type: 'r6i.xlarge', vcpus: 4, memoryGib: 32 } },
      },
      {
        ...BELGIUM,
        kong: { machineType: { type: 'c2-standard-8', vcpus: 8, memoryGib: 32 } },
        datastore: { machineType: { type: 'n2-highmem-4', vcpus: 4, memoryGib: 32 } },
      },
    ],
    kong: { requestsPerSecondPerVcpu: 500 },
  }),
);

/** 1,000 requests/s x 1 KiB x 2,628,000 s / 1,048,576 KiB: GiB of requests in a month. */
const ASKED = 2_628_000_000 / 1_048_576;
const ANSWERED = 8 * ASKED;
/** 1 Mbit/s of gossip each way: 125,000 bytes x 2,628,000 s. */
const GOSSIP = (125_000 * 2_628_000) / 2 ** 30;

/** Pools: 6,000 requests/s after the loss / (8 x 500 x 0.6) = 2.5, so 3 stand of 5. */
const BILL: readonly (readonly [id: string, arithmetic: string, usd: number])[] = [
  ['us-east/kong/nodes/machines', '5 x 730 h x 0.34', 1_241],
  ['us-east/kong/boot disks/gp3 storage', '5 x 24 GiB x 0.08', 9.6],
  ['us-east/kong/migrations job, stopped/gp3 storage', '24 GiB x 0.08', 1.92],
  ['us-east/cassandra/nodes/machines', '3 x 730 h x 0.252', 551.88],
  ['us-east/cassandra/boot disks/gp3 storage', '3 x 20 GiB x 0.08', 4.8],
  ['us-east/cassandra/data disks/gp3 storage', '3 x 100 GiB x 0.08', 24],
  ['us-east/balancer/load balancer/network load balancer', '730 h x 0.0225', 16.425],
  ['us-east/balancer/load balancer/capacity units', 'one for each GiB an hour x 0.006', (ASKED + ANSWERED) * 0.006],
  ['us-east/balancer/load balancer/public addresses', '3 x 730 h x 0.005', 10.95],
  ['us-east/network/NAT gateways/gateways', '3 x 730 h x 0.045', 98.55],
  ['us-east/network/NAT gateways/public addresses', '3 x 730 h x 0.005', 10.95],
  [
    'us-east/network/NAT gateways/calls to public services, both directions',
    'each request and answer once more x 0.045',
    (ASKED + ANSWERED) * 0.045,
  ],
  ['us-east/network/transit gateway/VPC attachment', '730 h x 0.05', 36.5],
  ['us-east/traffic/internet/answers to clients, calls to public services, first 10 TiB', '10,240 GiB x 0.09', 921.6],
  [
    'us-east/traffic/internet/answers to clients, calls to public services, 10 to 50 TiB',
    'the rest of 22,556 GiB x 0.085',
    (ASKED + ANSWERED - 10_240) * 0.085,
  ],
  [
    'us-east/traffic/zones/load balancer to nodes in other zones, both ends',
    '2/3 of all traffic, at both ends, x 0.01',
    ((ASKED + ANSWERED) * 2 * 2 * 0.01) / 3,
  ],
  ['us-east/secrets/passwords/secrets', '2 x 0.40', 0.8],
  ['us-east/secrets/keys/customer managed keys', '3 x 1.00', 3],
  ['eu-west/kong/nodes/machines', '5 x 730 h x 0.4594', 1_676.81],
  ['eu-west/kong/boot disks/pd-balanced storage', '5 x 24 GiB x 0.10', 12],
  ['eu-west/cassandra/data disks/pd-ssd storage', '3 x 100 GiB x 0.17', 51],
  ['eu-west/balancer/load balancer/forwarding rule, first five together', '730 h x 0.025', 18.25],
  ['eu-west/balancer/load balancer/requests processed', 'requests alone x 0.008', ASKED * 0.008],
  ['eu-west/network/Cloud NAT/machines, 32 at most', '(5 + 3) x 730 h x 0.0014', 8.176],
  ['eu-west/traffic/internet/answers to clients, calls to public services, first 1 TiB', '1,024 GiB x 0.12', 122.88],
  ['eu-west/traffic/internet/answers to clients, calls to public services, 1 to 10 TiB', '9,216 GiB x 0.11', 1_013.76],
  [
    'eu-west/traffic/internet/answers to clients, calls to public services, over 10 TiB',
    'the rest of 22,556 GiB x 0.085',
    (ASKED + ANSWERED - 10_240) * 0.085,
  ],
  ['us-east--eu-west/link/us-east: VPN connections/connections', '2 x 730 h x 0.05', 73],
  ['us-east--eu-west/link/us-east: VPN connections/transit gateway attachments', '2 x 730 h x 0.05', 73],
  ['us-east--eu-west/link/us-east: VPN connections/public addresses of the tunnels', '4 x 730 h x 0.005', 14.6],
  [
    'us-east--eu-west/link/us-east: transit gateway/data processed, both directions',
    '2 x 306 GiB x 0.02',
    GOSSIP * 0.04,
  ],
  [
    'us-east--eu-west/link/us-east: data transfer/to the internet, where the other gateway is',
    '306 GiB x 0.09',
    GOSSIP * 0.09,
  ],
  ['us-east--eu-west/link/eu-west: tunnels/tunnels', '4 x 730 h x 0.05', 146],
  [
    'us-east--eu-west/link/eu-west: data transfer/to the internet, where the other gateway is, first 1 TiB',
    '306 GiB x 0.12',
    GOSSIP * 0.12,
  ],
];

describe('the bill, reckoned by hand', () => {
  test.each(BILL)('%s: %s', (id, _, usd) => {
    expect(lineOf(COST, id).monthlyUsd).toBeCloseTo(usd, 6);
  });

  test('takes the price of machines from the plan, with its source and date', () => {
    expect(lineOf(COST, 'eu-west/kong/nodes/machines')).toMatchObject({
      component: '5 x c2-standard-8',
      quantity: 3_650,
      usdPerUnit: 0.4594,
      source: 'Cloud Billing API, on-demand',
      date: '2026-08-03',
    });
  });

  test('says where a price is another region’s', () => {
    expect(lineOf(COST, 'eu-west/balancer/load balancer/requests processed').note).toBe(
      'price of us-central1; that of europe-west1 is not known; answers leave the nodes directly',
    );
    expect(lineOf(COST, 'us-east/network/transit gateway/VPC attachment').note).toBeUndefined();
  });
});

describe('sums', () => {
  test('are those of the lines, by place, by role and in all', () => {
    const cents = (usd: number): number => Math.round(usd * 100);
    const all = COST.lines.reduce((sum, { monthlyUsd = 0 }) => sum + cents(monthlyUsd), 0);
    expect(cents(COST.monthlyUsd)).toBe(all);
    expect(COST.byPlace.reduce((sum, it) => sum + cents(it.monthlyUsd), 0)).toBe(all);
    expect(COST.byRole.reduce((sum, it) => sum + cents(it.monthlyUsd), 0)).toBe(all);
    expect(COST.byPlace.map(({ name }) => name)).toEqual(['us-east', 'eu-west', 'us-east--eu-west']);
  });

  test('are lower bounds wherever something is unknown, as logs always are', () => {
    expect(COST.isLowerBound).toBe(true);
    expect(COST.byPlace.map(({ isLowerBound }) => isLowerBound)).toEqual([true, true, false]);
    const logs = COST.lines.filter(({ role }) => role === 'logs');
    expect(logs).toHaveLength(2);
    for (const line of logs)
      expect([line.quantity, line.usdPerUnit, line.monthlyUsd]).toEqual([undefined, undefined, undefined]);
  });

  test('count each line once: what it costs is its quantity times its price', () => {
    expect(new Set(COST.lines.map(({ id }) => id)).size).toBe(COST.lines.length);
    for (const { id, quantity = NaN, usdPerUnit = NaN, monthlyUsd } of COST.lines) {
      if (monthlyUsd !== undefined) expect([id, quantity * usdPerUnit]).toEqual([id, monthlyUsd]);
    }
  });

  test('rest on prices that name their source and date', () => {
    for (const { id, source, date, usdPerUnit } of COST.lines) {
      expect([id, source === '']).toEqual([id, false]);
      if (usdPerUnit !== undefined) expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});

describe('unknown prices', () => {
  const cost = costOf(
    planOf({ datacenters: [PARIS, VIRGINIA], kong: { plugins: [plugin('rate-limiting', 'redis')] } }),
  );

  test('are said to be unknown and are in no sum', () => {
    for (const id of [
      'paris/kong/nodes/machines',
      'paris/cassandra/data disks/gp3 storage',
      'paris/network/NAT gateways/gateways',
      'paris/redis/counters/nodes',
      'paris/traffic/internet/answers to clients, calls to public services',
    ]) {
      const line = lineOf(cost, id);
      expect([id, line.usdPerUnit, line.monthlyUsd]).toEqual([id, undefined, undefined]);
      expect(line.quantity).toBeGreaterThan(0);
    }
  });

  test('are never nothing: no line costs 0', () => {
    expect(cost.lines.filter(({ monthlyUsd, usdPerUnit }) => monthlyUsd === 0 || usdPerUnit === 0)).toEqual([]);
  });

  test('of a step that the list does not have leave that step out of the sum alone', () => {
    const heavy = costOf(planOf({ requestsPerSecond: 60_000, datacenters: [VIRGINIA] }));
    const steps = heavy.lines.filter(({ id }) => id.startsWith('us-east/traffic/internet/'));
    expect(steps.map(({ usdPerUnit }) => usdPerUnit)).toEqual([0.09, 0.085, 0.07, undefined]);
    expect(steps[3]?.quantity).toBeGreaterThan(0);
  });
});

describe('links', () => {
  /** Parts of a link that are paid for by the hour, addresses of tunnels left out. */
  function hourly(cost: CostBreakdown, place: string): number {
    return cost.lines
      .filter((line) => line.place === place && line.unit === 'hours' && !line.component.includes('addresses'))
      .reduce((sum, { monthlyUsd = 0 }) => sum + monthlyUsd, 0);
  }

  const mesh = costOf(planOf({ datacenters: [VIRGINIA, OREGON, BELGIUM, IOWA] }));

  test('cost what the published table has: between clouds 292 USD, two Google regions 146', () => {
    expect(hourly(mesh, 'us-east--eu-west')).toBeCloseTo(292, 9);
    expect(hourly(mesh, 'us-west--iowa')).toBeCloseTo(292, 9);
    expect(hourly(mesh, 'eu-west--iowa')).toBeCloseTo(146, 9);
  });

  test('count both sides of a peering, and say that sources disagree', () => {
    expect(hourly(mesh, 'us-east--us-west')).toBeCloseTo(73, 9);
    expect(
      lineOf(mesh, 'us-east--us-west/link/us-west: transit gateway peering/attachment of this side').note,
    ).toContain('disagree');
  });

  test('between continents cost more a GiB than on one', () => {
    const europe = { ...IOWA, name: 'eemshaven', region: 'europe-west4' } as const;
    const cost = costOf(planOf({ datacenters: [BELGIUM, europe, IOWA] }));
    const price = (place: string): number | undefined =>
      cost.lines.find((line) => line.place === place && line.component === 'to the other region')?.usdPerUnit;
    expect([price('eu-west--eemshaven'), price('eu-west--iowa')]).toEqual([0.02, 0.08]);
  });

  test('on VPN instances count one pair of machines for all links of a datacenter', () => {
    const cost = costOf(planOf({ datacenters: [VIRGINIA, FRANKFURT] }, { shape: 'mesh', innerLink: 'gateway-vpn' }));
    expect(lineOf(cost, 'frankfurt/network/VPN instances/machines')).toMatchObject({
      component: '2 x c6i.xlarge',
      quantity: 1_460,
      usdPerUnit: 0.194,
    });
  });

  test('to a hub carry what the others send each other as well', () => {
    const hub = costOf(
      planOf(
        { datacenters: [VIRGINIA, OREGON, FRANKFURT] },
        { shape: 'hub', hub: 'us-east', innerLink: 'transit-peering' },
      ),
    );
    expect(hub.lines.some(({ place }) => place === 'us-west--frankfurt')).toBe(false);
    const sent = (datacenter: string, place: string): number =>
      lineOf(hub, `${place}/link/${datacenter}: data transfer/to the other region`).quantity ?? NaN;
    expect(sent('us-west', 'us-east--us-west')).toBeCloseTo(2 * GOSSIP, 6);
    expect(sent('us-east', 'us-east--us-west')).toBeCloseTo(2 * GOSSIP, 6);
    expect(sent('frankfurt', 'us-east--frankfurt')).toBeCloseTo(2 * GOSSIP, 6);
  });
});

describe('what is not there costs nothing', () => {
  test('a single datacenter has no links and no gateway for them', () => {
    const cost = costOf(planOf({ datacenters: [VIRGINIA] }));
    expect(cost.lines.filter(({ id }) => /link|transit/.test(id))).toEqual([]);
  });

  test('private services need no address translation', () => {
    const upstreams = [{ cidr: '10.0.0.0/8', ports: [443] }];
    const cost = costOf(planOf({ datacenters: [VIRGINIA, BELGIUM], kong: { upstreams } }));
    expect(cost.lines.filter(({ component }) => component.startsWith('calls to public services'))).toEqual([]);
  });
});

test.each([
  // Segments of 64 MiB, and of 16, twelve an hour; the price is that of the region that sends.
  ['aws', 'ap-southeast-1', 'us-east-1', 547.5, 0.09],
  ['aws', 'us-east-1', 'ap-southeast-1', 547.5, 0.02],
  ['google', 'europe-west1', 'asia-southeast1', 136.875, 0.08],
] as const)('the log that a replica on %s has from %s in %s is charged', (cloud, from, to, gib, usd) => {
  const plan = aPlan(
    [
      { name: 'one', cloud, region: from },
      { name: 'two', cloud, region: to },
    ],
    { kong: { mode: 'traditional' }, datastore: { engine: 'postgresql', primary: 'one', replicas: ['two'] } },
  );
  const cost = costOf(plan);
  expect(lineOf(cost, 'two/postgresql/replica/log from the region of the primary')).toMatchObject({
    quantity: gib,
    usdPerUnit: usd,
    monthlyUsd: gib * usd,
  });
  expect(cost.lines.filter(({ resource }) => resource === 'replica')).toHaveLength(1);
});

test.each([
  ['aws', 'us-east-1', 'us-west-2', 0.225],
  ['google', 'us-central1', 'europe-west1', 0.1736],
] as const)(
  'a database on %s costs what it does in %s where the price of %s is not known, and the line says so',
  (cloud, first, other, usd) => {
    const lineIn = (region: string) =>
      lineOf(
        costOf(
          aPlan([{ name: 'one', cloud, region }], {
            requestsPerSecond: 100,
            kong: { mode: 'traditional', maximumFactor: 1 },
            datastore: { engine: 'postgresql' },
          }),
        ),
        'one/postgresql/nodes/machines',
      );
    expect(lineIn(first)).toMatchObject({ quantity: 1_460, usdPerUnit: usd });
    expect(lineIn(first).note).toBeUndefined();
    expect(lineIn(other)).toMatchObject({
      quantity: 1_460,
      usdPerUnit: usd,
      note: `price of ${first}; that of ${other} is not known`,
    });
  },
);
