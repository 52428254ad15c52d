import type { CassandraPlan } from '../../../plan/datastores/cassandra/plan';
import type { Plan } from '../../../plan/plan';
import { renderSteps } from '../../operations/steps';
import type { RunbookPart } from '../../runbook/runbook';
import type { Standing } from '../recovery';
import { cassandraOf } from './of-plan';
import { diskParts, nodeParts } from './runbook/grow';
import { fewerNodesParts } from './runbook/shrink';

/** Nodes come and go by one for each zone of a datacenter. */
const STEP = 3;

/**
 * Renders the pages about larger disks, more nodes and fewer, in Markdown: the parts of the runbooks by which the first
 * datacenter would get them and give them back.
 */
export function growthPages({ plan, addresses }: Standing): string {
  const name = plan.datacenters[0]?.name ?? '';
  const change = (changed: Partial<Pick<CassandraPlan, 'dataDiskGib' | 'nodes'>>) => {
    const after = withRing(plan, name, changed);
    return { comes: { before: plan, after, addresses }, goes: { before: after, after: plan, addresses } };
  };
  const { nodes, dataDiskGib } = cassandraIn(plan, name);
  const larger = change({ dataDiskGib: 2 * dataDiskGib });
  const more = change({ nodes: [...nodes, ...nodes.slice(-STEP).map((node) => later(node, nodes.length))] });
  return `## A data disk is enlarged

For example those of ${name}, by another \`datastore.diskGib\`. \`topogen runbook <old spec> <new spec>\` has the steps of your own change, here and below.

${stepsOf(diskParts(larger.comes))}
A node that is restarted lets its file system grow by itself.

## Nodes are added

For example three in ${name}, by another \`datastore.nodesPerDatacenter\`.

${stepsOf(nodeParts(more.comes))}
## Nodes are removed

For example these three. Their data goes to those that stay before the spec says so.

${stepsOf(fewerNodesParts(more.goes))}`;
}

function stepsOf(parts: readonly RunbookPart[]): string {
  return renderSteps(parts.flatMap(({ steps }) => steps));
}

/** Returns the node of the same zone that would come next; a plan alone gives it its address. */
function later(node: CassandraPlan['nodes'][number], count: number): CassandraPlan['nodes'][number] {
  const number = node.number + Math.min(STEP, count);
  return { ...node, number, name: node.name.replace(String(node.number), String(number)), address: 'its address' };
}

function withRing(plan: Plan, name: string, changed: Partial<CassandraPlan>): Plan {
  const datacenters = plan.datacenters.map((it) =>
    it.name === name ? { ...it, datastore: { ...cassandraOf(it), ...changed } } : it,
  );
  return { ...plan, datacenters };
}

function cassandraIn({ datacenters }: Plan, name: string): CassandraPlan {
  const datacenter = datacenters.find((it) => it.name === name);
  if (!datacenter) throw new Error(`no datacenter ${name}`);
  return cassandraOf(datacenter);
}
