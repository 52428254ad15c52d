import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import { Ledger } from '../../../src/plan/sizing/reckoned';
import { requestCost } from '../../../src/plan/pools/sizing/request-cost';
import type { MachineSize, PluginSpec } from '../../../src/spec/spec';
import { LEAST_STATED } from '../../support/a-spec';
import { namesOf, plugin, sizingSpec } from './sizing-spec';

/**
 * Kong's published figures, typed in here once more from the pages that they stand on:
 * app/_src/gateway/production/performance/performance-testing.md of docs.konghq.com@fb0334b (16 vCPU, HTTPS, one route),
 * app/gateway/2.8.x/plan-and-deploy/sizing-guidelines.md of docs.konghq.com@1f6e686.
 */
const BENCHMARK: readonly {
  readonly set: string;
  readonly plugins: readonly PluginSpec[];
  readonly rates: Readonly<Record<string, number>>;
}[] = [
  {
    set: 'no plugins',
    plugins: [],
    rates: { '3.6': 137_850, '3.7': 137_359, '3.8': 142_443, '3.9': 134_941, '3.10': 127_257 },
  },
  {
    set: 'rate limit, no auth',
    plugins: [plugin('rate-limiting', 'local')],
    rates: { '3.6': 116_414, '3.7': 121_737, '3.8': 120_897, '3.9': 115_281, '3.10': 112_026 },
  },
  {
    set: 'rate limit + key-auth',
    plugins: [plugin('key-auth'), plugin('rate-limiting', 'local')],
    rates: { '3.6': 102_262, '3.7': 103_778, '3.8': 105_657, '3.9': 101_823, '3.10': 97_208 },
  },
  {
    set: 'rate limit + basic-auth',
    plugins: [plugin('basic-auth'), plugin('rate-limiting', 'local')],
    rates: { '3.6': 95_298, '3.7': 97_398, '3.8': 98_032, '3.9': 94_680, '3.10': 92_863 },
  },
];

const FIGURES = BENCHMARK.flatMap(({ set, plugins, rates }) =>
  Object.entries(rates).map(([version, rate]) => ({ set, plugins, version, rate })),
);

describe("the model on the profile of Kong's published benchmark", () => {
  test.each(FIGURES)('gives $set of Kong $version, $rate requests a second, within 10 %', ({ plugins, rate }) => {
    const spec = sizingSpec({ kong: { plugins, requestBytes: 200, responseBytes: 300, entities: 2, tls: true } });
    const modelled = (16 * 1e6) / requestCost(spec, new Ledger()).value;
    expect(modelled / rate).toBeGreaterThan(0.9);
    expect(modelled / rate).toBeLessThan(1.1);
  });

  test('costs at most the published 6 % more with 100 routes and 100 consumers', () => {
    const at = (entities: number): number => requestCost(sizingSpec({ kong: { entities } }), new Ledger()).value;
    expect(at(200) / at(2)).toBeCloseTo(1.06, 9);
  });
});

/** Rows of the production table: entities, throughput, and the core counts that it gives a range of. */
const PRODUCTION = [
  { size: 'Small', entities: 99, throughput: 500, cores: [1, 2] },
  { size: 'Medium', entities: 999, throughput: 2_500, cores: [2, 4] },
  { size: 'Large', entities: 9_999, throughput: 10_000, cores: [8, 16] },
] as const;

/** Machines of the measured family where it has the size, so that no family factor makes the promise smaller. */
const MACHINES: Readonly<Record<number, MachineSize>> = {
  1: { type: 'one-core', vcpus: 1, memoryGib: 4 },
  2: { type: 'm6i.large', vcpus: 2, memoryGib: 8 },
  4: { type: 'c5.xlarge', vcpus: 4, memoryGib: 8 },
  8: { type: 'c5.2xlarge', vcpus: 8, memoryGib: 16 },
  16: { type: 'c5.4xlarge', vcpus: 16, memoryGib: 32 },
};

const ROWS = PRODUCTION.flatMap((row) => row.cores.map((cores) => ({ ...row, cores })));

function promised(entities: number, cores: number, targetUtilization: number, bytes: number): number {
  const machineType = MACHINES[cores];
  if (!machineType) throw new Error(`no machine of ${cores} cores`);
  const spec = sizingSpec({
    datacenters: [{ kong: { machineType } }],
    kong: { entities, targetUtilization, requestBytes: 0, responseBytes: bytes, tls: false },
  });
  const { sizing } = planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED);
  const capacity = sizing.reckoned.find(({ id }) => id === 'us-east.kong.node-capacity')?.value;
  return Number(capacity) * targetUtilization;
}

describe("the model on the profile of Kong's production sizing table", () => {
  test.each(ROWS)('promises no more than $throughput of $size on $cores cores', ({ entities, throughput, cores }) => {
    expect(promised(entities, cores, 0.6, 1_024)).toBeGreaterThan(0);
    expect(promised(entities, cores, 0.6, 1_024)).toBeLessThanOrEqual(throughput);
  });

  test.each(PRODUCTION)(
    'promises no more than $throughput of $size on the smaller core count, whatever utilisation is asked for',
    ({ entities, throughput, cores }) => {
      expect(promised(entities, cores[0], 0.95, 1_024)).toBeLessThanOrEqual(throughput);
    },
  );

  test('is no more cautious than it has to be: a tenth more would break the promise', () => {
    const spec = sizingSpec({ kong: { entities: 99, requestBytes: 0, responseBytes: 0, tls: false } });
    const { sizing } = planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED);
    const capacity = Number(sizing.reckoned.find(({ id }) => id === 'topology.kong.capacity-per-vcpu')?.value);
    expect(capacity * 16 * 0.6).toBeLessThanOrEqual(10_000);
    expect(capacity * 1.1 * 16 * 0.6).toBeGreaterThan(10_000);
  });
});
