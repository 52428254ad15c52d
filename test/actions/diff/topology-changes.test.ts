import { topologyChanges } from '../../../src/actions/diff/topology-changes';
import type { Plan } from '../../../src/plan/plan';
import { aPlan, type ADatacenter } from '../../support/a-spec';

const DATACENTERS: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'eu-west', cloud: 'google' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
];
const MESH = aPlan(DATACENTERS);
const hub = (name: string): Plan => aPlan(DATACENTERS, { links: { shape: 'hub', hub: name } });

const lines = (before: Plan, after: Plan): string[] =>
  topologyChanges(before, after).map((it) => `${it.action} ${it.what} ${it.name} ${it.detail}`.trim());

test('another hub is a change of shape, and of the routes of a link that stays', () => {
  const [east, west] = [hub('us-east'), hub('us-west')];
  const ranges = Object.fromEntries(east.datacenters.map((it) => [it.name, it.cidr]));
  expect(lines(east, west)).toEqual([
    'change topology edge shape hub us-east to hub us-west',
    'add link eu-west--us-west',
    `change link us-east--us-west route at us-east ${ranges['us-west']} to ${east.supernet}, route at us-west ${east.supernet} to ${ranges['us-east']}`,
    'remove link us-east--eu-west',
  ]);
});

test('a mesh that becomes a hub says so', () => {
  expect(lines(MESH, hub('us-east'))).toContain('change topology edge shape mesh to hub us-east');
});

test('what stays is not told', () => {
  expect(lines(MESH, MESH)).toEqual([]);
  expect(lines(hub('us-east'), hub('us-east'))).toEqual([]);
});
