import type { CassandraNodePlan } from '../../../../plan/datastores/cassandra/plan';
import type { DatacenterPlan, Plan } from '../../../../plan/plan';
import { hoursText } from '../../../runbook/runbook';
import { cassandraOf, ringOf } from '../of-plan';

/** A node of a datacenter, with what commands need of both. */
export interface NodeAt {
  readonly datacenter: string;
  readonly node: CassandraNodePlan;
}

export function nodesOf(datacenter: DatacenterPlan): readonly NodeAt[] {
  return cassandraOf(datacenter).nodes.map((node) => ({ datacenter: datacenter.name, node }));
}

export function nodesOfAll({ datacenters }: Plan): readonly NodeAt[] {
  return datacenters.flatMap(nodesOf);
}

/** Returns the place of a command on a node: `cassandra-4 of us-east (10.64.64.11)`. */
export function placeOf({ datacenter, node }: NodeAt): string {
  return `${node.name} of ${datacenter} (${node.address})`;
}

/** Returns the place of a command that runs on several nodes, one after another. */
export function placeOfEach(nodes: readonly NodeAt[]): string {
  return `${nodes.map(placeOf).join(', then ')}: one after another`;
}

/** Returns how long a node takes to receive its data, at the pace at which nodes stream. */
export function streamingText({ sizing }: Plan, datacenter: string): string {
  const data = sizing.reckoned.find(({ id }) => id === `${datacenter}.cassandra.node-data`)?.value;
  const pace = sizing.reckoned
    .filter(({ id }) => id.endsWith('.replication.rebuild-hours'))
    .flatMap(({ inputs }) => inputs)
    .find(({ unit }) => unit === 'Mbit/s')?.value;
  if (typeof data !== 'number' || typeof pace !== 'number') return hoursText(undefined);
  return `${hoursText((data * 8 * 2 ** 30) / 1e6 / pace / 3600)} for ${sizeText(data)} a node, at the pace at which nodes stream`;
}

function sizeText(gib: number): string {
  return gib < 1 ? 'less than 1 GiB' : `${Math.ceil(gib)} GiB`;
}

/** Danger while one node is away. */
export function oneAway(plan: Plan): string {
  const { replicationFactor, readConsistency } = ringOf(plan);
  return `its rows have one copy of ${replicationFactor} less in its datacenter; with a node of another zone lost too, reads at ${readConsistency} may fail there`;
}

export function allUp(count: number): string {
  return `nodetool status on another node shows all ${count} nodes as UN`;
}
