import { renderReadme } from '../../src/report/readme';
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
