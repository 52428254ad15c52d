import { CLOUD_FACTS } from '../../../src/clouds/facts';
import type { Issue } from '../../../src/kernel/issue';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import type { Sizing } from '../../../src/plan/sizing/sizing';
import { LEAST_STATED } from '../../support/a-spec';
import { namesOf, plugin, sizingSpec, type SizingWish } from './sizing-spec';
import { onlyPool } from '../../support/only-pool';

function sized(wish: SizingWish): { readonly sizing: Sizing; readonly advisories: readonly Issue[] } {
  const spec = sizingSpec(wish);
  return planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED);
}

function codes(wish: SizingWish): readonly string[] {
  return sized(wish).advisories.map(({ code, severity }) => `${severity}: ${code}`);
}

describe('planSizing', () => {
  test('sizes every datacenter in the order of the indexes', () => {
    const { sizing } = planSizing(sizingSpec(), CLOUD_FACTS, ['us-west', 'us-east', 'eu-west'], LEAST_STATED);
    expect(sizing.datacenters.map(({ datacenter }) => datacenter)).toEqual(['us-west', 'us-east', 'eu-west']);
    expect(sizing.replication.map(({ id }) => id)).toEqual([
      'us-west--us-east',
      'us-west--eu-west',
      'us-east--eu-west',
    ]);
  });

  test('survives a trip through JSON unchanged', () => {
    const { sizing } = sized({ kong: { plugins: [plugin('rate-limiting', 'cluster', 2)] } });
    expect(JSON.parse(JSON.stringify(sizing))).toEqual(sizing);
  });

  test('has nothing to remark on an ordinary spec', () => {
    expect(codes({})).toEqual([]);
  });

  test('sizes Redis only where a plugin counts there, with a node type where the cloud asks for one', () => {
    expect(sized({}).sizing.datacenters.map(({ redis }) => redis)).toEqual([undefined, undefined, undefined]);
    const { sizing } = sized({ requestsPerSecond: 1_000, kong: { plugins: [plugin('rate-limiting', 'redis')] } });
    expect(sizing.datacenters.map(({ redis }) => redis)).toEqual([
      { memoryGib: 1, nodeType: 'cache.t4g.small', commandsPerSecond: expect.closeTo(2_250, 6) },
      { memoryGib: 1, commandsPerSecond: expect.closeTo(2_250, 6) },
      { memoryGib: 1, nodeType: 'cache.t4g.small', commandsPerSecond: expect.closeTo(2_250, 6) },
    ]);
  });

  test.each([
    [1, 2_999, 'cache.t4g.small'],
    [3, 2_999, 'cache.t4g.medium'],
    [1, 3_001, 'cache.m7g.large'],
    [1, 90_000, 'cache.m7g.large'],
    [13, 100, 'cache.r7g.large'],
    [300, 100, 'cache.r7g.12xlarge'],
  ])('gives %d GiB at %d commands a second the node type %s', (memoryGib, commands, nodeType) => {
    // One datacenter, peak factor 1, three commands a request.
    const { sizing } = sized({
      requestsPerSecond: commands / 3,
      datacenters: [{}],
      kong: { peakFactor: 1, plugins: [plugin('rate-limiting', 'redis')] },
      redis: { memoryGib },
    });
    expect(sizing.datacenters[0]?.redis?.nodeType).toBe(nodeType);
  });

  test('leaves the price of a machine out where it is unknown, and sizes all the same', () => {
    const [first] = sized({ datacenters: [{ region: 'eu-west-3' }, {}] }).sizing.datacenters;
    expect(onlyPool(first!).price).toEqual({ source: 'AWS on-demand price list', date: '2026-07-05' });
    expect(onlyPool(first!).nodes).toBeGreaterThan(1);
  });

  test('needs no machine table to size a machine whose size is stated', () => {
    const machineType = { type: 'unheard-of', vcpus: 32, memoryGib: 64 };
    const [first] = sized({ datacenters: [{ kong: { machineType } }, {}] }).sizing.datacenters;
    expect(onlyPool(first!)).toMatchObject({ machine: machineType, nodes: 3 });
    expect(onlyPool(first!).price.usdPerHour).toBeUndefined();
  });
});

describe('advice of sizing', () => {
  const small = { type: 't3.medium', vcpus: 2, memoryGib: 4 };

  test('warns of machines below the checklist', () => {
    const [issue] = sized({ requestsPerSecond: 100, datacenters: [{ kong: { machineType: small } }, {}] }).advisories;
    expect(issue).toMatchObject({
      code: 'kong-machine-below-checklist',
      severity: 'warning',
      path: ['datacenters', 0, 'kong', 'machineType'],
    });
    expect(issue?.message).toContain('t3.medium has 2 vCPU and 4 GiB');
  });

  test('takes the checklist’s own machine, which has 15 GiB, for 16 GB', () => {
    const machineType = { type: 'c4.2xlarge', vcpus: 8, memoryGib: 15 };
    expect(codes({ requestsPerSecond: 1_000, datacenters: [{ kong: { machineType } }, {}] })).toEqual([]);
  });

  test('refuses machines whose workers alone fill the memory', () => {
    const machineType = { type: 'narrow', vcpus: 8, memoryGib: 5 };
    expect(codes({ datacenters: [{ kong: { machineType } }, {}] })).toEqual(['error: kong-machine-without-memory']);
  });

  test('warns of small Cassandra machines', () => {
    const machineType = { type: 'r6i.large', vcpus: 2, memoryGib: 16 };
    expect(codes({ datacenters: [{ datastore: { machineType } }, {}] })).toEqual([
      'warning: cassandra-machine-too-small',
    ]);
  });

  test('advises against counters in the datastore, and refuses them at a rate that no ring is made for', () => {
    const plugins = [plugin('rate-limiting', 'cluster', 1)];
    expect(codes({ requestsPerSecond: 100, kong: { plugins } })).toEqual(['advice: counters-load-datastore']);
    expect(codes({ requestsPerSecond: 1_000_000, kong: { plugins } })).toContain('error: ring-beyond-reason');
  });

  test('lets the user insist on a ring, and says that it is too small', () => {
    const wish: SizingWish = {
      requestsPerSecond: 1_000_000,
      datacenters: [{}],
      kong: { plugins: [plugin('rate-limiting', 'cluster', 1)] },
      datastore: { nodesPerDatacenter: 6 },
    };
    expect(codes(wish)).toContain('warning: ring-too-small');
    expect(codes(wish)).not.toContain('error: ring-beyond-reason');
    expect(sized(wish).sizing.datacenters[0]?.datastore).toMatchObject({ nodes: 6, machine: { vcpus: 16 } });
  });

  test('warns of a disk that the user made too small', () => {
    expect(codes({ kong: { plugins: [plugin('rate-limiting', 'cluster', 1)] }, datastore: { diskGib: 10 } })).toContain(
      'warning: cassandra-disk-too-small',
    );
  });

  test('warns when a disk of the user’s size cannot bring the operations', () => {
    expect(codes({ datastore: { diskGib: 20 } })).toEqual(['warning: cassandra-disk-too-slow']);
  });

  test('advises to measure before a large pool is bought, unless that was done', () => {
    expect(codes({ requestsPerSecond: 100_000 })).toContain('advice: kong-capacity-unmeasured');
    const measured = codes({ requestsPerSecond: 100_000, kong: { requestsPerSecondPerVcpu: 1_000 } });
    expect(measured).not.toContain('advice: kong-capacity-unmeasured');
  });

  test('names plugins whose cost nobody knows, unless the user measured', () => {
    expect(codes({ kong: { plugins: [plugin('made-up')] } })).toEqual(['advice: plugin-cost-unknown']);
    expect(codes({ kong: { plugins: [plugin('made-up')], requestsPerSecondPerVcpu: 2_000 } })).toEqual([]);
  });

  test('warns where a load balancer takes fewer nodes than the pool may have, and where no subnet has room', () => {
    const wish = { datacenters: [{}], kong: { requestsPerSecondPerVcpu: 1_000 } };
    expect(codes({ ...wish, requestsPerSecond: 2_000_000 })).toContain('warning: kong-pool-beyond-balancer');
    expect(codes({ ...wish, requestsPerSecond: 2_000_000 })).not.toContain('error: kong-pool-beyond-subnets');
    const slow = { ...wish, kong: { requestsPerSecondPerVcpu: 100 } };
    expect(codes({ ...slow, requestsPerSecond: 50_000_000 })).toContain('error: kong-pool-beyond-subnets');
  });

  test('warns where one Redis node is too slow or too small', () => {
    const plugins = [plugin('rate-limiting', 'redis', 2)];
    expect(codes({ kong: { plugins } })).toContain('warning: redis-too-slow');
    expect(codes({ requestsPerSecond: 10, kong: { plugins, entities: 50_000_000 }, redis: { memoryGib: 2 } })).toEqual([
      'warning: redis-memory-too-small',
      'warning: redis-memory-too-small',
      'warning: redis-memory-too-small',
    ]);
  });

  test('warns where address translation gives out', () => {
    const slow = { upstreamLatencyMilliseconds: 3_600_000 };
    expect(codes({ requestsPerSecond: 2_000, datacenters: [{}], kong: slow })).toContain(
      'warning: nat-beyond-addresses',
    );
    const heavy = { responseBytes: 1_000_000 };
    expect(codes({ requestsPerSecond: 20_000, datacenters: [{}], kong: heavy })).toContain(
      'warning: nat-beyond-bandwidth',
    );
    const google = [{ name: 'eu-west', cloud: 'google', region: 'europe-west1' }] as const;
    expect(
      codes({ requestsPerSecond: 20_000, datacenters: google, kong: { upstreamLatencyMilliseconds: 60_000 } }),
    ).toContain('warning: nat-beyond-ports');
  });
});
