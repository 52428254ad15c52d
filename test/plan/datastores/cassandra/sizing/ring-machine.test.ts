import type { CassandraSpec } from '../../../../../src/spec/datastores/cassandra/resolve';
import { ringSpecOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { CLOUD_FACTS } from '../../../../../src/clouds/facts';
import type { CloudId } from '../../../../../src/kernel/ids';
import { Ledger, type ReckonedNumber } from '../../../../../src/plan/sizing/reckoned';
import { chooseRing, type Ring } from '../../../../../src/plan/datastores/cassandra/sizing/ring-machine';
import { leastNodes } from '../../../../../src/plan/datastores/cassandra/sizing/ring-nodes';
import { MAXIMUM_VCPUS } from '../../../../../src/plan/datastores/cassandra/sizing/cassandra-node';
import { sizingSpec } from '../../../sizing/sizing-spec';

interface Case {
  readonly vcpus: number;
  readonly dataGib?: number;
  readonly cloud?: CloudId;
  readonly region?: string;
  readonly datastore?: Partial<CassandraSpec>;
}

function ringOf(wish: Case, ledger: Ledger = new Ledger()): Ring {
  const { cloud = 'aws', region = 'us-east-1', datastore = {} } = wish;
  const spec = ringSpecOf(sizingSpec({ datacenters: [{ name: 'here', cloud, region }], datastore }));
  const [datacenter] = spec.datacenters;
  if (!datacenter) throw new Error('no datacenter');
  const number = (id: string, value: number): ReckonedNumber =>
    ledger.add({ id, title: id, value, unit: '', formula: id, inputs: [], reason: 'a test' });
  const choice = {
    spec,
    datacenter,
    facts: CLOUD_FACTS[cloud],
    vcpus: number('vcpus', wish.vcpus),
    data: number('data', wish.dataGib ?? 1),
    least: leastNodes(spec, 'here', ledger),
  };
  return chooseRing(choice, ledger);
}

function textOf({ candidate, nodes }: Ring): string {
  return `${nodes.value} x ${candidate.machine.type}`;
}

describe('a ring grows by larger machines first, then by threes', () => {
  test.each([
    [0.01, '3 x r6a.xlarge'],
    [12, '3 x r6a.xlarge'],
    [12.001, '3 x r6a.2xlarge'],
    [24.001, '3 x r6a.4xlarge'],
    [48, '3 x r6a.4xlarge'],
    [48.001, '6 x r6a.4xlarge'],
    [96.001, '9 x r6a.4xlarge'],
    [768, '48 x r6a.4xlarge'],
  ])('%d vCPU are %s', (vcpus, ring) => {
    expect(textOf(ringOf({ vcpus }))).toBe(ring);
  });

  test('noise in the last digits moves neither machine nor nodes', () => {
    expect(textOf(ringOf({ vcpus: 12 * (1 + 1e-12) }))).toBe('3 x r6a.xlarge');
    expect(textOf(ringOf({ vcpus: 48 * (1 + 1e-12) }))).toBe('3 x r6a.4xlarge');
  });

  test('the same on another cloud, and without a price the preferred family', () => {
    expect(textOf(ringOf({ vcpus: 30, cloud: 'google', region: 'europe-west1' }))).toBe('3 x n2-highmem-16');
    expect(textOf(ringOf({ vcpus: 13, region: 'eu-west-3' }))).toBe('3 x r6i.2xlarge');
  });

  test('more data asks for more nodes and never for smaller machines', () => {
    expect(textOf(ringOf({ vcpus: 30, dataGib: 1_024 }))).toBe('3 x r6a.4xlarge');
    expect(textOf(ringOf({ vcpus: 30, dataGib: 1_025 }))).toBe('6 x r6a.4xlarge');
    expect(textOf(ringOf({ vcpus: 1, dataGib: 5_000 }))).toBe('15 x r6a.xlarge');
  });

  test('a stated number of nodes leaves the machine to carry the load, and the largest to come nearest', () => {
    const datastore = { nodesPerDatacenter: 6 };
    expect(textOf(ringOf({ vcpus: 24, datastore }))).toBe('6 x r6a.xlarge');
    expect(textOf(ringOf({ vcpus: 40, datastore }))).toBe('6 x r6a.2xlarge');
    expect(textOf(ringOf({ vcpus: 500, datastore }))).toBe('6 x r6a.4xlarge');
  });

  test('more copies than racks ask for more nodes to begin with', () => {
    expect(textOf(ringOf({ vcpus: 13, datastore: { replicationFactor: 5 } }))).toBe('6 x r6a.xlarge');
  });

  test('says what else there was and why not that', () => {
    const why = (wish: Case): readonly string[] => {
      const ledger = new Ledger();
      ringOf(wish, ledger);
      const entry = ledger.entries().find(({ id }) => id === 'here.cassandra.machine');
      return (entry?.runnersUp ?? []).map((it) => `${it.what}: ${it.why}`);
    };
    expect(why({ vcpus: 30 })).toEqual([
      '6 x r6a.2xlarge = 2.7216 USD/h: more nodes, some of which a larger load would give up again',
      '9 x r6a.xlarge = 2.0412 USD/h: more nodes, some of which a larger load would give up again',
      '3 x r6i.4xlarge = 3.0240 USD/h: a vCPU is 11.1 % dearer',
      '3 x r5.4xlarge = 3.0240 USD/h: a vCPU is 11.1 % dearer',
      '3 x r7i.4xlarge = 3.1752 USD/h: a vCPU is 16.7 % dearer',
    ]);
    expect(why({ vcpus: 13, dataGib: 3_000 })[0]).toBe(
      '9 x r6a.xlarge = 2.0412 USD/h: enough for so many nodes, but less than each has while the data is small',
    );
    expect(why({ vcpus: 25, datastore: { nodesPerDatacenter: 6 } })[0]).toBe(
      '6 x r6a.xlarge = 1.3608 USD/h: 24 vCPU are too few',
    );
    expect(why({ vcpus: 1, region: 'eu-west-3' })[0]).toBe(
      '3 x r7i.xlarge = 12 vCPU, price unknown: no price is known in this region; the other family is preferred',
    );
  });
});

describe('the families that a ring may be of', () => {
  const families = Object.values(CLOUD_FACTS).flatMap(({ machines, machineFamilies }) =>
    machineFamilies.memory.map((family) => machines.filter((it) => it.family === family)),
  );

  test('have more memory and a higher price wherever they have more vCPUs, so that each is a ladder', () => {
    for (const family of families) {
      const sizes = [...family].sort((a, b) => a.vcpus - b.vcpus);
      sizes.slice(1).forEach((larger, i) => {
        const smaller = sizes[i];
        if (!smaller) throw new Error('no smaller size');
        expect(larger.vcpus).toBeGreaterThan(smaller.vcpus);
        expect(larger.memoryGib).toBeGreaterThan(smaller.memoryGib);
        for (const [region, usd] of Object.entries(larger.usdPerHour)) {
          expect([larger.type, region, usd > (smaller.usdPerHour[region] ?? 0)]).toEqual([larger.type, region, true]);
        }
      });
    }
  });

  test('reach up to the size from which on nodes are added', () => {
    for (const family of families) {
      expect(family.map(({ vcpus }) => vcpus)).toContain(MAXIMUM_VCPUS.value);
    }
  });
});
