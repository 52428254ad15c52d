import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import { COUNTING_PLUGINS } from './plugins';
import { RACKS } from './racks';
import { CASSANDRA_LINES, KONG_LINES, resolveRelease } from './releases';
import { wishedInnerLink } from './inner-links';
import type { DatacenterDocument, SpecDocument } from './schema';
import { resolveShares } from './shares';
import type { DatacenterSpec, DatastoreSpec, KongSpec, LinksSpec, NodeSpec, PluginSpec, Spec } from './spec';

/**
 * The defaults that depend on other fields or on a cloud's facts, applied here and nowhere else. `document` has passed
 * every rule; `datacenters` are its own, or those that its number stands for.
 */
export function resolveSpec(
  document: SpecDocument,
  datacenters: readonly DatacenterDocument[],
  facts: CloudFactsTable,
): Spec {
  const shares = resolveShares(datacenters.map((datacenter) => datacenter.share));
  return {
    name: document.name,
    requestsPerSecond: document.requestsPerSecond,
    datacenters: datacenters.map((datacenter, i) =>
      resolveDatacenter(datacenter, shares[i] ?? 0, facts[datacenter.cloud], document),
    ),
    kong: resolveKong(document.kong, datacenters.length),
    datastore: resolveDatastore(document.datastore),
    redis: document.redis,
    links: resolveLinks(document.links),
    network: document.network,
    state: document.state,
    tags: sortedByKey(document.tags),
  };
}

function resolveDatacenter(
  datacenter: DatacenterDocument,
  share: number,
  cloud: CloudFacts,
  document: SpecDocument,
): DatacenterSpec {
  const project = cloud.project && (datacenter.project ?? defaultProject(document, cloud.project.defaultKey));
  return {
    name: datacenter.name,
    cloud: datacenter.cloud,
    region: datacenter.region,
    ...(project === undefined ? {} : { project }),
    zones: datacenter.zones ?? (cloud.regions[datacenter.region]?.zones ?? []).slice(0, RACKS),
    share,
    ...(datacenter.cidr === undefined ? {} : { cidr: datacenter.cidr }),
    kong: resolveNode(datacenter.kong, cloud),
    cassandra: resolveNode(datacenter.cassandra, cloud),
  };
}

function defaultProject(document: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const project = document[key];
  return typeof project === 'string' ? project : undefined;
}

function resolveNode(node: DatacenterDocument['kong'], cloud: CloudFacts): NodeSpec {
  return {
    ...(node.machineType === undefined ? {} : { machineType: machineSize(node.machineType, cloud) }),
    ...(node.image === undefined ? {} : { image: node.image }),
  };
}

function machineSize(
  chosen: NonNullable<DatacenterDocument['kong']['machineType']>,
  cloud: CloudFacts,
): NonNullable<NodeSpec['machineType']> {
  if (typeof chosen !== 'string') return chosen;
  const known = cloud.machines.find((machine) => machine.type === chosen);
  if (!known) throw new Error(`no rule refused the machine type ${chosen}`);
  return { type: known.type, vcpus: known.vcpus, memoryGib: known.memoryGib };
}

function resolveKong(kong: SpecDocument['kong'], datacenters: number): KongSpec {
  return {
    ...kong,
    version: resolveRelease(kong.version, KONG_LINES),
    plugins: kong.plugins.map(resolvePlugin).sort((a, b) => (a.name < b.name ? -1 : 1)),
    survives: kong.survives ?? (datacenters > 1 ? 'datacenter' : 'zone'),
  };
}

function resolvePlugin(plugin: SpecDocument['kong']['plugins'][number]): PluginSpec {
  const { name, policy, periods } =
    typeof plugin === 'string' ? { name: plugin, policy: undefined, periods: 1 } : plugin;
  return COUNTING_PLUGINS.includes(name) ? { name, policy: policy ?? 'local', periods } : { name, periods };
}

function resolveDatastore(datastore: SpecDocument['datastore']): DatastoreSpec {
  if (datastore.engine !== 'cassandra') throw new Error(`no rule refused the engine ${datastore.engine}`);
  return { ...datastore, engine: datastore.engine, version: resolveRelease(datastore.version, CASSANDRA_LINES) };
}

function resolveLinks(links: SpecDocument['links']): LinksSpec {
  const { shape, hub } = links;
  const innerLink = wishedInnerLink(links);
  if (shape === 'mesh') return { shape, innerLink };
  if (hub === undefined) throw new Error('no rule refused a hub that is missing');
  return { shape, hub, innerLink };
}

function sortedByKey(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}
