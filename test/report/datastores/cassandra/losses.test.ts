import { datastoreReport } from '../../../../src/report/datastores/registry';
import type { Access } from '../../../../src/report/datastores/losses';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';

/*
 * The access by hand: a quorum is half of the copies, rounded down, and one. Nodes 1 to 3 are in racks a to c, 4 to 6 again.
 */

const THREE = [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' } as const];

interface Given {
  readonly copies?: number;
  readonly nodes?: number;
  readonly level: string;
  readonly lost: Readonly<Record<string, readonly number[]>>;
  readonly unreached?: readonly string[];
}

function accessOf({ copies = 3, nodes = 3, level, lost, unreached = [] }: Given): Access {
  const plan = aPlan(THREE, {
    datastore: {
      replicationFactor: copies,
      nodesPerDatacenter: nodes,
      readConsistency: level,
      writeConsistency: level,
    },
  });
  const named = Object.entries(lost).map(([name, numbers]): [string, ReadonlySet<string>] => [
    name,
    new Set(numbers.map((number) => `cassandra-${number}`)),
  ]);
  const { reads, writes } = datastoreReport(plan).losses(plan).after(new Map(named)).access('us-east', unreached);
  expect(writes).toBe(reads);
  return reads;
}

const all = [1, 2, 3];
const cases: readonly (readonly [string, Access, Given])[] = [
  ['nothing lost', 'all', { level: 'LOCAL_QUORUM', lost: {} }],
  ['one of three nodes: two of three copies', 'all', { level: 'LOCAL_QUORUM', lost: { 'us-east': [1] } }],
  ['two of three nodes: one of three copies', 'none', { level: 'LOCAL_QUORUM', lost: { 'us-east': [1, 2] } }],
  ['two of six in one rack', 'all', { nodes: 6, level: 'LOCAL_QUORUM', lost: { 'us-east': [1, 4] } }],
  ['two of six in two racks', 'some', { nodes: 6, level: 'LOCAL_QUORUM', lost: { 'us-east': [1, 5] } }],
  ['two racks of six nodes', 'none', { nodes: 6, level: 'LOCAL_QUORUM', lost: { 'us-east': [1, 4, 2, 5] } }],
  ['two copies, one of three nodes', 'some', { copies: 2, level: 'LOCAL_QUORUM', lost: { 'us-east': [1] } }],
  ['two copies at LOCAL_ONE, one node', 'all', { copies: 2, level: 'LOCAL_ONE', lost: { 'us-east': [1] } }],
  ['two copies at LOCAL_ONE, two nodes', 'some', { copies: 2, level: 'LOCAL_ONE', lost: { 'us-east': [1, 2] } }],
  ['five copies, a rack of six', 'all', { copies: 5, nodes: 6, level: 'LOCAL_QUORUM', lost: { 'us-east': [1, 4] } }],
  ['five copies, three of six', 'some', { copies: 5, nodes: 6, level: 'LOCAL_QUORUM', lost: { 'us-east': [1, 4, 2] } }],
  ['others do not matter locally', 'all', { level: 'LOCAL_QUORUM', lost: { 'eu-west': all, 'us-west': all } }],
  ['another datacenter at QUORUM: six of nine', 'all', { level: 'QUORUM', lost: { 'eu-west': all } }],
  ['and one node besides: five of nine', 'all', { level: 'QUORUM', lost: { 'eu-west': all, 'us-west': [1] } }],
  ['and two nodes besides: four of nine', 'none', { level: 'QUORUM', lost: { 'eu-west': all, 'us-west': [1, 2] } }],
  ['out of reach is as lost', 'none', { level: 'QUORUM', lost: {}, unreached: ['eu-west', 'us-west'] }],
  ['one out of reach at QUORUM', 'all', { level: 'QUORUM', lost: {}, unreached: ['eu-west'] }],
  ['EACH_QUORUM with one node lost in each', 'all', { level: 'EACH_QUORUM', lost: { 'us-east': [1], 'eu-west': [2] } }],
  ['EACH_QUORUM with two lost elsewhere', 'none', { level: 'EACH_QUORUM', lost: { 'eu-west': [1, 2] } }],
  ['EACH_QUORUM with a datacenter out of reach', 'none', { level: 'EACH_QUORUM', lost: {}, unreached: ['eu-west'] }],
  ['ALL with one node lost elsewhere', 'none', { level: 'ALL', lost: { 'us-west': [3] } }],
  ['ALL with one of six lost', 'some', { nodes: 6, level: 'ALL', lost: { 'us-west': [3] } }],
  ['ONE without the own nodes: Kong may ask no others', 'none', { level: 'ONE', lost: { 'us-east': all } }],
  ['ONE with one own node', 'all', { level: 'ONE', lost: { 'us-east': [1, 2], 'eu-west': all } }],
];

test.each(cases)('%s: %s', (_, expected, given) => {
  expect(accessOf(given)).toBe(expected);
});
