import { kongCreatesItsKeyspace } from '../../../../src/plan/datastores/cassandra/kong/datastore-role';
import { tryKongDefault } from '../../../../src/plan/pools/nodes/keys';
import {
  kongTakesStatusLocation,
  kongHasStartTimeout,
  kongNeedsSerf,
  kongPorts,
} from '../../../../src/plan/pools/ports';
import { schemaStyle } from '../../../../src/plan/datastores/schema-style';
import { KONG_RELEASES } from './plan-fixture';

function releasesWith(trait: (version: string) => boolean): string[] {
  return KONG_RELEASES.filter(trait);
}

test('only 0.10 gossips', () => {
  expect(releasesWith(kongNeedsSerf)).toEqual(['0.10.4']);
});

test('a location of its own answers health checks where the status listener takes one', () => {
  expect(['2.1.3', '2.1.4', '3.3.1'].map(kongTakesStatusLocation)).toEqual([false, true, true]);
  const listening = releasesWith((version) => tryKongDefault(version, 'status_listen') !== undefined);
  expect(listening).toEqual(expect.arrayContaining(releasesWith(kongTakesStatusLocation)));
});

test('kong start is told how long to wait for the datastore as soon as it can be', () => {
  expect(['0.14.1', '0.15.0', '3.3.1'].map(kongHasStartTimeout)).toEqual([false, true, true]);
});

test('no two listeners share a port', () => {
  for (const keepsPorts of [false, true]) {
    const ports = Object.values(kongPorts(keepsPorts, 'control-plane'));
    expect(new Set(ports).size).toBe(ports.length);
  }
});

test('the schema is brought in by three ways in the course of time', () => {
  expect(schemaStyle('0.10.4')).toBe('start');
  expect(['0.11.0', '0.14.1'].map(schemaStyle)).toEqual(['up', 'up']);
  expect(['0.15.0', '1.0.0', '3.3.1'].map(schemaStyle)).toEqual(['bootstrap', 'bootstrap', 'bootstrap']);
});

test('the releases that send CREATE KEYSPACE whatever they find', () => {
  expect(releasesWith(kongCreatesItsKeyspace)).toEqual([
    ...['0.10.4', '0.11.2', '0.15.0', '1.0.4', '1.1.3', '1.2.3', '1.3.1', '1.4.3', '1.5.1'],
  ]);
});

test('keys come and go with the releases', () => {
  expect(tryKongDefault('0.10.4', 'cluster_advertise')).toBe('');
  expect(tryKongDefault('0.11.0', 'cluster_advertise')).toBeUndefined();
  expect(tryKongDefault('0.13.1', 'db_cache_ttl')).toBe('3600');
  expect(tryKongDefault('0.14.0', 'db_cache_ttl')).toBe('0');
  expect(tryKongDefault('3.0.0', 'cassandra_consistency')).toBeUndefined();
  expect(tryKongDefault('3.3.1', 'admin_gui_listen')).toBeUndefined();
});
