import { machines as awsMachines, date as awsDate } from '../../../src/clouds/aws/machines.json';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { date as googleDate } from '../../../src/clouds/google/machines.json';
import { CLOUD_IDS } from '../../../src/kernel/ids';
import { kongAddresses } from '../../../src/plan/pools/sizing/kong-addresses';
import { FAMILY_FACTORS, entityFactor, versionFactor } from '../../../src/plan/pools/sizing/tables/kong-throughput';
import { UNKNOWN_PLUGIN, pluginCost } from '../../../src/plan/pools/sizing/tables/plugin-costs';
import { plugin } from './sizing-spec';

describe('the tables of sizing', () => {
  test('date machines as the tables of the clouds do', () => {
    expect(CLOUD_FACTS.aws.machineSource.date).toBe(awsDate);
    expect(CLOUD_FACTS.google.machineSource.date).toBe(googleDate);
    expect(awsMachines.length).toBeGreaterThan(10);
  });

  test('know every family that Kong may be given by itself', () => {
    for (const id of CLOUD_IDS) {
      for (const family of CLOUD_FACTS[id].machineFamilies.processor)
        expect([family, FAMILY_FACTORS[family]?.value]).toEqual([family, expect.any(Number)]);
    }
  });

  test('never promise more of a family than of the measured one', () => {
    for (const [family, { value }] of Object.entries(FAMILY_FACTORS)) {
      expect([family, value > 0 && value <= 1]).toEqual([family, true]);
    }
  });

  test('weigh older lines of Kong as no faster than newer ones', () => {
    const lines = ['0.10', '0.14.1', '1.0.0', '1.5.1', '2.0.0', '2.8.5', '3.0', '3.3.1'];
    const factors = lines.map((version) => versionFactor(version).value);
    expect(factors).toEqual([...factors].sort((a, b) => a - b));
    expect(factors[0]).toBeLessThan(1);
    expect(factors.at(-1)).toBe(1);
  });

  test('weigh more entities as no cheaper than fewer', () => {
    expect([0, 99, 100, 9_999, 10_000, 1e8].map((count) => entityFactor(count).value)).toEqual([
      1, 1, 1.06, 1.06, 1.15, 1.15,
    ]);
  });

  test('take an unknown plugin for dearer than any that Kong has measured, and never trip over a name of JavaScript', () => {
    for (const name of ['made-up', 'constructor', 'toString', '__proto__']) {
      expect(pluginCost(plugin(name)).perRequest).toBe(UNKNOWN_PLUGIN);
    }
    for (const name of ['rate-limiting', 'key-auth', 'basic-auth']) {
      expect(pluginCost(plugin(name)).perRequest.value).toBeLessThan(UNKNOWN_PLUGIN.value);
    }
  });

  test('charge for a counter in Redis and more for one in the datastore', () => {
    const at = (policy: 'local' | 'redis' | 'cluster'): number =>
      pluginCost(plugin('rate-limiting', policy)).perPeriod?.value ?? 0;
    expect([at('local'), at('redis') > 0, at('cluster') > at('redis')]).toEqual([0, true, true]);
  });

  test('leave room for six thousand Kong nodes: three subnets of 2,048 addresses, 48 of each kept', () => {
    expect(kongAddresses({}).value).toBe(6_000);
  });
});
