import { mermaidLabel } from '../kernel/text/mermaid';
import { linkLabel } from './link-text';
import type { DatacenterPlan, Plan } from '../plan/plan';
import { datastoreReport } from './datastores/registry';
import { poolKey } from './pools';

/** Renders the topology as a Mermaid flowchart, from the plan: it shows datacenters and links, not resources. */
export function renderDiagram(plan: Plan): string {
  const { diagramId } = datastoreReport(plan);
  const lines = [
    'flowchart LR',
    '  clients((clients))',
    ...plan.datacenters.flatMap((it) => datacenterLines(plan, it)),
    ...plan.datacenters.map((it) => `  clients -->|"${Math.round(it.share * 100)} %"| ${id(it, 'balancer')}`),
    ...plan.links.map(
      (link) =>
        `  ${key(link.left.datacenter)}_${diagramId} <-->|"${mermaidLabel(linkLabel(link))}"| ${key(link.right.datacenter)}_${diagramId}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function datacenterLines(plan: Plan, datacenter: DatacenterPlan): string[] {
  const { pools } = datacenter;
  const reaching = pools.filter(({ reachesDatastore }) => reachesDatastore);
  const { diagramId, machines, release } = datastoreReport(plan);
  return [
    `  subgraph ${key(datacenter.name)}["${mermaidLabel(`${datacenter.name}: ${datacenter.cloud} ${datacenter.region}, ${datacenter.cidr}`)}"]`,
    ...pools.map((pool) => {
      const box = `${id(datacenter, poolKey(pool))}["${mermaidLabel(`Kong ${pool.release}: ${pool.nodes} x ${pool.machineType}`)}"]`;
      if (!pool.balanced) return `    ${box}`;
      // A dotted line leads to a pool that may take clients next.
      return `    ${id(datacenter, 'balancer')}["load balancer"] ${pool.takesClients ? '-->' : '-.->'} ${box}`;
    }),
    ...reaching.map(
      (pool) =>
        `    ${id(datacenter, poolKey(pool))} --> ${id(datacenter, diagramId)}[("${mermaidLabel(`${release(plan)}: ${machines(datacenter)}`)}")]`,
    ),
    ...(datacenter.redis
      ? pools.map((pool) => `    ${id(datacenter, poolKey(pool))} --> ${id(datacenter, 'redis')}[("Redis")]`)
      : []),
    '  end',
  ];
}

function id(datacenter: DatacenterPlan, what: string): string {
  return `${key(datacenter.name)}_${what}`;
}

/** Makes an id that Mermaid accepts: it misreads hyphens in ids, and `end` as the end of a subgraph. */
function key(datacenter: string): string {
  return `dc_${datacenter.replaceAll('-', '_')}`;
}
