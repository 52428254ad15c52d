import { place } from '../../src/plan/flow';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';

const CIDRS = ['10.64.0.0/16', '192.168.7.0/24'];

function metricsFlows(change: object = {}): string[] {
  return aPlan(TWO_CLOUDS, { monitoring: { scrapeCidrs: CIDRS }, ...change })
    .flows.filter(({ id }) => id.includes('-metrics-'))
    .map(({ from, to, ports }) => `${place(from)} ${place(to)} ${ports?.from}`);
}

test('Prometheus reaches every exporter from its ranges, and nobody else does', () => {
  const exporters = ['us-east', 'eu-west'].flatMap((name) => [
    `${name}/cassandra 9100`,
    `${name}/cassandra 9404`,
    `${name}/kong 8007`,
    `${name}/kong 9100`,
  ]);
  expect(metricsFlows().sort()).toEqual(exporters.flatMap((it) => CIDRS.map((cidr) => `${cidr} ${it}`)).sort());
  const open = aPlan(TWO_CLOUDS, { monitoring: { scrapeCidrs: CIDRS } }).flows.filter(
    ({ to, ports }) => to.kind === 'role' && [9100, 9404].includes(ports?.from ?? 0),
  );
  expect([...new Set(open.map(({ from }) => place(from)))]).toEqual(CIDRS);
});

test('machines that lead clients to Kong, and pools without a datastore of machines, have exporters too', () => {
  expect(metricsFlows({ gateway: { balancer: 'haproxy' } })).toContain('10.64.0.0/16 us-east/balancer 9100');
  const hybrid = metricsFlows({ datastore: { engine: 'postgresql', primary: 'us-east' }, kong: { mode: 'hybrid' } });
  expect(hybrid.filter((it) => it.startsWith(CIDRS[0]!))).toEqual([
    '10.64.0.0/16 us-east/kong-control 9100',
    '10.64.0.0/16 us-east/kong-control 8007',
    '10.64.0.0/16 us-east/kong-data 9100',
    '10.64.0.0/16 us-east/kong-data 8007',
    '10.64.0.0/16 eu-west/kong-data 9100',
    '10.64.0.0/16 eu-west/kong-data 8007',
  ]);
});

test('a release whose status listener cannot be narrowed tells nothing of Kong, which a plan says', () => {
  const plan = (version: string) => aPlan(TWO_CLOUDS, { monitoring: { scrapeCidrs: CIDRS }, kong: { version } });
  const exporters = (version: string) => plan(version).scrape!.targets.map(({ exporter }) => exporter);
  const advice = (version: string) => plan(version).advisories.filter(({ code }) => code === 'kong-tells-nothing');
  const counted = (version: string) => plan(version).kong.plugins.map(({ name }) => name);
  expect(exporters('2.0.5')).not.toContain('kong');
  expect(advice('2.0.5').map(({ message }) => message)).toEqual([expect.stringContaining('Kong 2.0.5')]);
  expect(counted('2.0.5')).toEqual([]);
  expect(exporters('2.1.4')).toContain('kong');
  expect(advice('2.1.4')).toEqual([]);
  expect(counted('2.1.4')).toEqual(['prometheus']);
});

test('the work of the plugin that counts is part of the sizes, once', () => {
  const cost = (change: Readonly<Record<string, unknown>>): number =>
    Number(aPlan(TWO_CLOUDS, change).sizing.reckoned.find(({ id }) => id === 'topology.kong.request-cost')!.value);
  const monitoring = { scrapeCidrs: CIDRS };
  const named = { kong: { plugins: ['prometheus'] } };
  expect(cost({ monitoring })).toBeGreaterThan(cost({}));
  expect(cost({ monitoring })).toBe(cost(named));
  expect(cost({ monitoring, ...named })).toBe(cost(named));
});

test('without the key a plan says nothing of it', () => {
  const plan = aPlan(TWO_CLOUDS);
  expect(plan).not.toHaveProperty('scrape');
  expect(plan.flows.filter(({ id }) => id.includes('metrics'))).toEqual([]);
});
