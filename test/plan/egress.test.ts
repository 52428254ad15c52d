import type { CassandraPlan } from '../../src/plan/datastores/cassandra/plan';
import type { Plan } from '../../src/plan/plan';
import { renderReadme } from '../../src/report/readme';
import { costOf } from '../report/cost/cost-of';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../support/a-spec';

const THREE: readonly ADatacenter[] = [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', egress: 'regional' }];
const PRIVATE = { upstreams: [{ cidr: '10.0.0.0/8', ports: [443] }] };

function warnings(kong: object, datacenters = THREE): readonly string[] {
  const { advisories } = aPlan(datacenters, { network: { egress: 'single' }, kong });
  return advisories.filter(({ code }) => code === 'egress-in-one-zone').map(({ message }) => message);
}

test('one gateway for all zones is warned of where a zone may be lost and services are on the internet', () => {
  expect(warnings({})).toEqual([
    'us-east would survive the loss of a zone, and calls services on the internet by one NAT gateway in the first zone: with that zone every call to them fails',
  ]);
  expect(warnings({ survives: 'zone' })).toHaveLength(1);
  expect(warnings({ survives: 'node' })).toEqual([]);
  expect(warnings(PRIVATE)).toEqual([]);
  expect(warnings({}, [TWO_CLOUDS[1]!])).toEqual([]);
});

test('it needs the addresses for all connections, and the README says what goes with its zone', () => {
  const plan = aPlan(THREE, { network: { egress: 'single' }, kong: { survives: 'node' } });
  expect(plan.sizing.datacenters.map(({ nat }) => nat.gateways)).toEqual([1, 1, 3]);
  const readme = renderReadme(plan, '');
  expect(readme).toContain('All machines of us-east reach the internet by one NAT gateway in us-east-1a: while');
  expect(readme).toContain('All machines of us-west reach the internet by one NAT gateway over its three zones.');
  expect(readme).not.toContain('machines of eu-west reach');
});

describe('reserved addresses', () => {
  const eu = (egressAddresses: number, fields: object = {}, datacenter: object = {}): Plan =>
    aPlan([{ name: 'eu-west', cloud: 'google', egressAddresses, ...datacenter }], {
      kong: { upstreamLatencyMilliseconds: 60_000 },
      ...fields,
    });
  const of = (plan: Plan, id: string): unknown =>
    plan.sizing.reckoned.find((it) => it.id === `eu-west.nat.${id}`)?.value;

  test('hold the ports of all machines, or are refused with the number that does', () => {
    const plan = eu(300);
    const [pool] = plan.datacenters[0]!.pools;
    const ring = plan.datacenters[0]!.datastore as CassandraPlan;
    const machines = pool!.maximumNodes + 3 + ring.nodes.length + 1;
    expect(of(plan, 'machines')).toBe(machines);
    const ports = Math.min(32_768, Number(of(plan, 'ports-per-node')));
    expect(ports).toBe(32_768);
    const least = Math.ceil(machines / Math.floor(64_512 / ports));
    expect(of(plan, 'least-addresses')).toBe(least);
    expect(of(plan, 'addresses')).toBe(300);
    expect(of(eu(least), 'addresses')).toBe(least);
    expect(() => eu(least - 1)).toThrow(
      `eu-west reserves ${least - 1} outside addresses, and its ${machines} machines need ${least}: each has 32768 ports from the start, of 64512 that an address has`,
    );
  });

  test('are counted in the bill and against the quota of the region, which others are not', () => {
    const hours = (plan: Plan): unknown =>
      costOf(plan).lines.find(({ resource, component }) => resource === 'Cloud NAT' && component === 'public addresses')
        ?.quantity;
    expect(hours(eu(120))).toBe(120 * 730);
    const quota = (plan: Plan): unknown =>
      plan.limits.quotas.find(({ id }) => id === 'acme-edge/europe-west1.static-addresses')?.used;
    expect(quota(eu(120))).toBe(121);
    expect(quota(eu(120, { gateway: { exposure: 'internal' } }))).toBe(120);
    expect(quota(aPlan([TWO_CLOUDS[1]!]))).toBeUndefined();
  });
});
