import type { Templates } from '../../kernel/template';
import { datastoreOf } from '../datastores/registry';
import type { DatacenterPlan, Plan } from '../plan';
import { renderKongMigrations, renderKongPool } from '../pools/nodes/render';
import { renderBalancer } from './balancer/render';
import { renderVpnInstance } from './vpn-instance/render';
import { journalFiles, type JournalFiles } from './journal-files';
import type { NodeFiles } from './node-files';

/** The configuration of every machine of a plan, by stack and datacenter. */
export interface NodeFilesByPlace {
  /** Machines of the cluster stacks, by datacenter. */
  readonly clusters: Readonly<Record<string, ClusterNodeFiles>>;
  /** VPN instances, which are in the links stack: by datacenter, then by name of the instance. */
  readonly vpnInstances: Readonly<Record<string, Readonly<Record<string, NodeFiles>>>>;
}

/** The configuration of a datacenter's machines. */
export interface ClusterNodeFiles {
  /** Machines of the datastore by name of the node. */
  readonly datastore: Readonly<Record<string, NodeFiles>>;
  /** Machines that lead clients to Kong, by name; none where the cloud's own balancer does. */
  readonly balancers: Readonly<Record<string, NodeFiles>>;
  /** Kong's machines by name of the pool. */
  readonly pools: Readonly<Record<string, NodeFiles>>;
  /** The one migrations job; undefined in every other datacenter. */
  readonly migrations?: NodeFiles;
  /** Texts by which all of them ship what their units say; undefined where that stays on them. */
  readonly journals?: JournalFiles;
}

/** Renders the configuration of every machine from the templates. */
export function renderNodes(plan: Plan, templates: Templates): NodeFilesByPlace {
  const byDatacenter = <T>(render: (datacenter: DatacenterPlan) => T): Record<string, T> =>
    Object.fromEntries(plan.datacenters.map((datacenter) => [datacenter.name, render(datacenter)]));
  return {
    clusters: byDatacenter((datacenter) => renderCluster(plan, datacenter, templates)),
    vpnInstances: byDatacenter((datacenter) => renderVpnInstances(plan, datacenter, templates)),
  };
}

function renderCluster(plan: Plan, datacenter: DatacenterPlan, templates: Templates): ClusterNodeFiles {
  const journals = journalFiles(plan, datacenter, templates);
  return {
    ...(journals ? { journals } : {}),
    datastore: datastoreOf(plan).nodeFiles(plan, datacenter, templates),
    balancers: Object.fromEntries(
      (datacenter.balancers?.nodes ?? []).map((node) => [node.name, renderBalancer(plan, datacenter, node, templates)]),
    ),
    pools: Object.fromEntries(
      datacenter.pools.map((pool) => [pool.name, renderKongPool(plan, datacenter, pool, templates)]),
    ),
    ...(plan.kong.migrations.datacenter === datacenter.name
      ? { migrations: renderKongMigrations(plan, datacenter, templates) }
      : {}),
  };
}

function renderVpnInstances(
  plan: Plan,
  datacenter: DatacenterPlan,
  templates: Templates,
): Readonly<Record<string, NodeFiles>> {
  const instances = datacenter.vpnInstances?.nodes ?? [];
  return Object.fromEntries(
    instances.map((instance) => [instance.name, renderVpnInstance(plan, datacenter, instance, templates)]),
  );
}
