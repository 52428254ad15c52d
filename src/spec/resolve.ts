import type { Account, Accounts } from '../kernel/cloud/account';
import type { CertificateSecrets } from '../kernel/certificate-secrets';
import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import type { CloudId } from '../kernel/ids';
import { DEFAULT_EGRESS, type Egress } from '../kernel/egress';
import { copyRegionOf } from './backup-copies';
import { resolveBackups } from './backups';
import type { Size } from '../kernel/size';
import { ENGINES_OF_MACHINES } from './datastores/schema';
import { resolveDatastore, roomOf } from './datastores/section';
import type { ExistingGatewayDocument } from './existing-gateway-schema';
import { SUBNET_PURPOSES, type ExistingNetworkDocument } from './existing-network-schema';
import type { LogsDocument } from './monitoring-schema';
import { defaultMode } from './default-mode';
import { COUNTING_PLUGINS } from './plugins';
import { withMetricsPlugin } from './metrics-plugin';
import { clientRanges } from './client-ranges';
import { isInName } from './in-name';
import { wishedInnerLink } from './inner-links';
import { packageChecksum } from './kong-packages';
import { KONG_LINES } from './kong-releases';
import { resolveRelease } from './releases';
import type { DatacenterDocument, SpecDocument } from './schema';
import type { NodeDocument } from './schema-values';
import { architectureOf } from './machine-architecture';
import { defaultEgress, defaultMachineType, defaultSurvives } from './size';
import { resolveShares } from './shares';
import type {
  DatacenterSpec,
  DnsSpec,
  ExistingGatewaySpec,
  ExistingNetworkSpec,
  GatewaySpec,
  KongSpec,
  KongUpgradeSpec,
  LinksSpec,
  LogsSpec,
  NodeSpec,
  PluginSpec,
  Spec,
} from './spec';
import { zonesOf } from './zones';

/**
 * Applies the defaults that depend on other fields or on a cloud's facts; no other place does.
 *
 * @param document the spec after validation, which has passed every rule
 * @param datacenters the document's own, or those that its number stands for
 */
export function resolveSpec(
  document: SpecDocument,
  datacenters: readonly DatacenterDocument[],
  facts: CloudFactsTable,
): Spec {
  const shares = resolveShares(datacenters.map((datacenter) => datacenter.share));
  const { datastore, size } = document;
  const stated = resolveKong(
    { ...document.kong, mode: document.kong.mode ?? defaultMode(datastore, datacenters.length) },
    roomOf(datastore).defaultKong,
    datacenters.length,
    size,
  );
  const kong = withMetricsPlugin(stated, document.monitoring?.scrapeCidrs);
  const network = { ...document.network, egress: document.network.egress ?? defaultEgress(size) };
  const names = datacenters.map(({ name }) => name);
  const home = roomOf(datastore).home?.(datastore, names);
  const backups = resolveBackups(document.backups, roomOf(datastore).backups?.(datastore) ?? {});
  return {
    name: document.name,
    requestsPerSecond: document.requestsPerSecond,
    size,
    datacenters: datacenters.map((datacenter, i) => {
      const hasData = home === undefined || home === datacenter.name;
      const copyRegion = hasData ? copyRegionOf(datacenter.name, document.backups, datacenters) : undefined;
      return {
        ...resolveDatacenter(datacenter, shares[i] ?? 0, facts[datacenter.cloud], document, network.egress),
        ...(copyRegion === undefined ? {} : { copyRegion }),
      };
    }),
    kong,
    gateway: resolveGateway(document),
    datastore: resolveDatastore(datastore, kong.version, names, backups),
    ...(backups === undefined ? {} : { backups }),
    redis: document.redis,
    links: resolveLinks(document.links),
    network,
    ...(document.monitoring?.scrapeCidrs === undefined ? {} : { scrapeCidrs: document.monitoring.scrapeCidrs }),
    ...(document.monitoring?.logs === undefined ? {} : { logs: resolveLogs(document.monitoring.logs) }),
    ...(document.monitoring?.hostMetrics ? { hostMetrics: true } : {}),
    state: document.state,
    tags: sortedByKey(document.tags),
  };
}

function resolveLogs({ retentionDays, access }: LogsDocument): LogsSpec {
  return { retentionDays, ...(access === undefined ? {} : { access }) };
}

function resolveDatacenter(
  datacenter: DatacenterDocument,
  share: number,
  cloud: CloudFacts,
  document: SpecDocument,
  egress: Egress,
): DatacenterSpec {
  const engine = ENGINES_OF_MACHINES.find((id) => id === document.datastore.engine);
  const zones = zonesOf(datacenter, cloud);
  const small = defaultMachineType(document.size, cloud, { region: datacenter.region, zones });
  const exposure = datacenter.gateway.exposure ?? document.gateway.exposure;
  const existing = datacenter.network?.existing;
  const dates: ImageDates = document.ubuntu;
  const imageDate = dates[datacenter.cloud];
  const notify = document.monitoring?.notify?.[datacenter.name];
  const project = cloud.project && (datacenter.project ?? defaultProject(document, cloud.project.defaultKey));
  return {
    name: datacenter.name,
    cloud: datacenter.cloud,
    region: datacenter.region,
    ...(project === undefined ? {} : { project }),
    ...resolveAccount(datacenter, document),
    zones,
    share,
    ...(datacenter.cidr === undefined ? {} : { cidr: datacenter.cidr }),
    ...(existing === undefined ? {} : resolveExisting(existing, zones)),
    ...(datacenter.network?.gateway === undefined
      ? {}
      : { gateway: resolveGatewayOfLinks(datacenter.network.gateway) }),
    ...(datacenter.kmsKey === undefined ? {} : { kmsKey: datacenter.kmsKey }),
    ...(imageDate === undefined ? {} : { imageDate }),
    // The owner of an existing network keeps what leads out of it.
    egress: existing ? DEFAULT_EGRESS : (datacenter.egress ?? egress),
    ...(datacenter.egressAddresses === undefined ? {} : { egressAddresses: datacenter.egressAddresses }),
    ...(notify === undefined ? {} : { notify }),
    ...(notify !== undefined && document.monitoring?.dashboards ? { dashboard: true } : {}),
    exposure,
    clientCidrs: clientRanges(exposure, {
      proxyCidrs: document.kong.proxyCidrs,
      supernet: document.network.supernet,
    }),
    inName: isInName(datacenter),
    kong: {
      ...resolveNode(datacenter.kong, cloud, small),
      ...(datacenter.kong.upgradeImage === undefined ? {} : { upgradeImage: datacenter.kong.upgradeImage }),
    },
    datastore: engine === undefined ? {} : resolveNode(datacenter[engine], cloud, small),
  };
}

/** Dates of images, by cloud. */
type ImageDates = Readonly<Partial<Record<CloudId, string | undefined>>>;

/** Returns an existing network with the subnets of each purpose in the order of the datacenter's zones, and its range. */
function resolveExisting(
  { id, cidr, subnets, egress, routeTables }: ExistingNetworkDocument,
  zones: readonly string[],
): Pick<DatacenterSpec, 'cidr' | 'existing'> {
  const groups = SUBNET_PURPOSES.flatMap((purpose) => {
    const group = subnets[purpose];
    if (!group) return [];
    const inOrder = zones.flatMap((zone) => (group.zones ?? []).filter((subnet) => subnet.zone === zone));
    const ofRegion = group.id === undefined ? {} : { id: group.id };
    const ofZones = inOrder.map((subnet) => ({ id: subnet.id, cidr: subnet.cidr }));
    return [[purpose, { cidr: group.cidr, ...ofRegion, zones: ofZones }]];
  });
  const byPurpose = Object.fromEntries(groups) as ExistingNetworkSpec['subnets'];
  return { cidr, existing: { id, subnets: byPurpose, egress, routeTables } };
}

function resolveGatewayOfLinks({ id, router, asn }: ExistingGatewayDocument): ExistingGatewaySpec {
  return { id, ...(router === undefined ? {} : { router }), asn };
}

/** Returns the account of a datacenter: its own, whole, else that of its cloud. An empty one is none. */
function resolveAccount(
  { account, cloud }: DatacenterDocument,
  { accounts }: SpecDocument,
): { readonly account?: Account } {
  const shared: Accounts = accounts;
  const own = account ?? shared[cloud] ?? {};
  return Object.keys(own).length === 0 ? {} : { account: own };
}

function defaultProject(document: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const project = document[key];
  return typeof project === 'string' ? project : undefined;
}

/** @param small machine type by the size of the topology, where the node has none of its own */
function resolveNode(node: NodeDocument, cloud: CloudFacts, small: string | undefined): NodeSpec {
  const type = node.machineType ?? small;
  return {
    ...(type === undefined ? {} : { machineType: machineSize(type, cloud) }),
    ...(node.machineType === undefined && small !== undefined ? { bySize: true } : {}),
    ...(node.image === undefined ? {} : { image: node.image }),
  };
}

function machineSize(
  chosen: NonNullable<NodeDocument['machineType']>,
  cloud: CloudFacts,
): NonNullable<NodeSpec['machineType']> {
  const type = typeof chosen === 'string' ? chosen : chosen.type;
  const size = typeof chosen === 'string' ? cloud.machines.find((machine) => machine.type === chosen) : chosen;
  if (!size) throw new Error(`no rule refused the machine type ${type}`);
  const { vcpus, memoryGib } = size;
  const isArm = architectureOf(chosen, cloud.machineTypes) === 'arm64';
  return { type, vcpus, memoryGib, ...(isArm ? { architecture: 'arm64' } : {}) };
}

function resolveKong(kong: SpecDocument['kong'], defaultKong: string, datacenters: number, size: Size): KongSpec {
  const version = resolveRelease(kong.version ?? defaultKong, KONG_LINES);
  const { upgrade, finishMigrations, dataPlaneVersion, ...others } = kong;
  return {
    ...others,
    version,
    ...checksum(kong, version),
    ...resolveDataPlane(dataPlaneVersion, version),
    ...(upgrade === undefined ? {} : { upgrade: resolveUpgrade(upgrade) }),
    ...(finishMigrations === undefined ? {} : { finishMigrations: resolveRelease(finishMigrations, KONG_LINES) }),
    plugins: kong.plugins.map(resolvePlugin).sort((a, b) => (a.name < b.name ? -1 : 1)),
    survives: kong.survives ?? defaultSurvives(size, datacenters),
  };
}

function resolveGateway({ gateway, kong }: SpecDocument): GatewaySpec {
  const { balancer, plainHttp, healthPath, certificate, hostname, dns } = gateway;
  return {
    balancer,
    plainHttp: plainHttp ?? (kong.tls ? 'closed' : 'serve'),
    ...(healthPath === undefined ? {} : { healthPath }),
    ...(certificate === undefined ? {} : { certificate: certificate as CertificateSecrets }),
    ...(hostname === undefined || !dns ? {} : { hostname, dns: resolveDns(dns) }),
  };
}

function resolveDns({ provider, policy, zone, project, primary }: DnsDocument): DnsSpec {
  return {
    provider,
    policy,
    ...(zone === undefined ? {} : { zone }),
    ...(project === undefined ? {} : { project }),
    ...(primary === undefined ? {} : { primary }),
  };
}

type DnsDocument = NonNullable<SpecDocument['gateway']['dns']>;

/** Returns the Kong of data planes, if it is another than that of control planes. */
function resolveDataPlane(stated: string | undefined, version: string): Pick<KongSpec, 'dataPlane'> {
  const release = stated === undefined ? version : resolveRelease(stated, KONG_LINES);
  return release === version ? {} : { dataPlane: { release, ...checksum({}, release) } };
}

function resolveUpgrade({ to, packageUrl, packageSha256, ...state }: UpgradeDocument): KongUpgradeSpec {
  const release = resolveRelease(to, KONG_LINES);
  return {
    ...state,
    to: release,
    ...(packageUrl === undefined ? {} : { packageUrl }),
    ...checksum({ packageUrl, packageSha256 }, release),
  };
}

type UpgradeDocument = NonNullable<SpecDocument['kong']['upgrade']>;

/** Returns the checksum of a package: the stated one, else the known one of Kong's own package. */
function checksum(
  { packageUrl, packageSha256 }: Pick<SpecDocument['kong'], 'packageUrl' | 'packageSha256'>,
  release: string,
): { readonly packageSha256?: string } {
  const sha256 = packageSha256 ?? (packageUrl === undefined ? packageChecksum(release) : undefined);
  return sha256 === undefined ? {} : { packageSha256: sha256 };
}

function resolvePlugin(plugin: SpecDocument['kong']['plugins'][number]): PluginSpec {
  const { name, policy, periods } =
    typeof plugin === 'string' ? { name: plugin, policy: undefined, periods: 1 } : plugin;
  return COUNTING_PLUGINS.includes(name) ? { name, policy: policy ?? 'local', periods } : { name, periods };
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
