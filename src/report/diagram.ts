import { mermaidLabel } from '../kernel/text/mermaid';
import { linkLabel } from './link-text';
import type { DatacenterPlan, Plan } from '../plan/plan';
import type { PoolRole } from '../plan/pools/pool';
import { datastoreReport } from './datastores/registry';
import { poolKey } from './pools';

/** Renders the topology as a Mermaid flowchart, from the plan: it shows datacenters and links, not resources. */
export function renderDiagram(plan: Plan): string {
  const ends = new Map(plan.datacenters.map((it) => [it.name, linkEnd(plan, it)]));
  const lines = [
    'flowchart LR',
    '  clients((clients))',
    ...plan.datacenters.flatMap((it) => datacenterLines(plan, it)),
    ...plan.datacenters.map((it) => `  clients -->|"${Math.round(it.share * 100)} %"| ${id(it, 'balancer')}`),
    ...plan.links.map(
      (link) =>
        `  ${ends.get(link.left.datacenter)} <-->|"${mermaidLabel(linkLabel(link))}"| ${ends.get(link.right.datacenter)}`,
    ),
    ...controlLines(plan),
  ];
  return `${lines.join('\n')}\n`;
}

/** Returns the box on which links end: the datastore's, or that of a pool where none is drawn. */
function linkEnd(plan: Plan, datacenter: DatacenterPlan): string {
  const [pool] = datacenter.pools;
  return id(datacenter, hasDatastore(plan, datacenter) || !pool ? datastoreReport(plan).diagramId : poolKey(pool));
}

/** Tells whether a datastore is drawn: one that a pool reaches, or whose nodes stand there though every pool is cut off from them. */
function hasDatastore(plan: Plan, datacenter: DatacenterPlan): boolean {
  return (
    datacenter.pools.some(({ reachesDatastore }) => reachesDatastore) ||
    datastoreReport(plan).nodes(datacenter).length > 0
  );
}

/** Makes the ways by which data planes take their configuration. */
function controlLines({ datacenters }: Plan): string[] {
  const boxes = (role: PoolRole): string[] =>
    datacenters.flatMap((it) => it.pools.filter((pool) => pool.role === role).map((pool) => id(it, poolKey(pool))));
  return boxes('data-plane').flatMap((from) =>
    boxes('control-plane').map((to) => `  ${from} -.->|"configuration"| ${to}`),
  );
}

function datacenterLines(plan: Plan, datacenter: DatacenterPlan): string[] {
  const { pools, exposure, balancers } = datacenter;
  const kind = balancers ? `${balancers.nodes.length} x ${balancers.program}` : 'load balancer';
  const balancer = exposure === 'public' ? kind : `internal ${kind}`;
  const reaching = pools.filter(({ reachesDatastore }) => reachesDatastore);
  const { diagramId, machines, release } = datastoreReport(plan);
  const datastore = `${id(datacenter, diagramId)}[("${mermaidLabel(`${release(plan)}: ${machines(datacenter)}`)}")]`;
  return [
    `  subgraph ${key(datacenter.name)}["${mermaidLabel(`${datacenter.name}: ${datacenter.cloud} ${datacenter.region}, ${datacenter.cidr}`)}"]`,
    ...pools.map((pool) => {
      const box = `${id(datacenter, poolKey(pool))}["${mermaidLabel(`Kong ${pool.release}: ${pool.nodes} x ${pool.machineType}`)}"]`;
      if (!pool.balanced) return `    ${box}`;
      // A dotted line leads to a pool that may take clients next.
      return `    ${id(datacenter, 'balancer')}["${balancer}"] ${pool.takesClients ? '-->' : '-.->'} ${box}`;
    }),
    ...reaching.map((pool) => `    ${id(datacenter, poolKey(pool))} --> ${datastore}`),
    ...(reaching.length === 0 && hasDatastore(plan, datacenter) ? [`    ${datastore}`] : []),
    ...(datacenter.redis
      ? pools
          .filter(({ role }) => role !== 'control-plane')
          .map((pool) => `    ${id(datacenter, poolKey(pool))} --> ${id(datacenter, 'redis')}[("Redis")]`)
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
