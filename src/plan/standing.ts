import { DEFAULT_FIRST_ASN } from '../kernel/asn';
import type { Standing, StandingDatacenter, StandingLinks, StandingState } from '../spec/standing';
import { FIRST_COLOUR } from './pools/wanted-pools';
import type { DatastoreContract } from './datastores/contract';
import { datastoreOf } from './datastores/registry';
import type { ExistingNetworkPlan } from './place';
import type { DatacenterPlan, Plan } from './plan';

/** Host of HCP Terraform where the spec names none, which is the default of Terraform itself. */
const DEFAULT_HOST = 'app.terraform.io';

/** Returns what the lock file remembers of a plan: what stands once it is applied. */
export function standingOf(plan: Plan): Standing {
  const datastore = datastoreOf(plan);
  return {
    kong: plan.kong.migrations.release,
    ...(plan.kong.finished === undefined ? {} : { finished: plan.kong.finished }),
    ...standingPools(plan),
    ...standingHybrid(plan),
    plainHttp: plan.kong.plainHttp,
    ...(plan.kong.balancer === 'cloud' ? {} : { balancer: plan.kong.balancer }),
    ...standingNames(plan),
    ...(plan.kong.healthPath === undefined ? {} : { healthPath: plan.kong.healthPath }),
    ...standingCertificate(plan),
    supernet: plan.supernet,
    ...standingAsn(plan),
    state: stateOf(plan),
    flowLogDays: plan.flowLogRetentionDays,
    ...(plan.logs === undefined ? {} : { logDays: plan.logs.retentionDays }),
    links: linksOf(plan),
    ...(plan.redis ? { redis: { password: plan.redis.password } } : {}),
    datastore: datastore.standing(plan),
    datacenters: Object.fromEntries(plan.datacenters.map((it) => [it.name, standingAt(it)])),
  };

  function standingAt(datacenter: DatacenterPlan): StandingDatacenter {
    const { cloud, region, project, accountId, kmsKey, backupCopies, zones, cidr, share, existing } = datacenter;
    const { egress, egressAddresses, existingGateway, exposure, exports } = datacenter;
    return {
      cloud,
      region,
      ...(project === undefined ? {} : { project }),
      ...(accountId === undefined ? {} : { account: accountId }),
      ...(kmsKey === undefined ? {} : { kmsKey }),
      ...(backupCopies?.ownKey ? { copyRegion: backupCopies.region } : {}),
      ...(exports ? { exports: true } : {}),
      ...(egress === undefined ? {} : { egress }),
      ...(egressAddresses === undefined ? {} : { egressAddresses }),
      ...(exposure === 'public' ? {} : { exposure }),
      zones: zones.map(({ name }) => name),
      cidr,
      ...(existing ? { network: existing.id, subnets: subnetIds(datacenter, existing) } : {}),
      ...(existing ? datastoreRange(datacenter, datastore) : {}),
      ...(existingGateway ? { gateway: existingGateway.id } : {}),
      ...(existingGateway?.router === undefined ? {} : { gatewayRouter: existingGateway.router }),
      ...(existing?.egress === 'managed' ? { networkEgress: existing.egress } : {}),
      share,
      ...datastore.standingSize(datacenter),
    };
  }
}

/** Returns the ids of the subnets that the user has given a datacenter, and of the range in which services of the cloud stand. */
function subnetIds({ subnets, redis }: DatacenterPlan, { tiers }: ExistingNetworkPlan): Record<string, string> {
  const ids = subnets.flatMap(({ tier, zone, id }) =>
    id === undefined ? [] : [[zone === undefined ? tier : `${tier}-${zone}`, id] as const],
  );
  const range = redis ? tiers.redis?.id : undefined;
  const all = range === undefined ? ids : [...ids, ['redis', range] as const];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns the range of a user's subnet in which datastore nodes have fixed addresses, where it spans the region and can grow. */
function datastoreRange(
  { subnets }: DatacenterPlan,
  { machineRoles }: Pick<DatastoreContract, 'machineRoles'>,
): Pick<StandingDatacenter, 'datastoreCidr'> {
  const subnet = subnets.find(({ tier, zone }) => zone === undefined && machineRoles.some((it) => it === tier));
  return subnet ? { datastoreCidr: subnet.cidr } : {};
}

/**
 * Returns the number of index 0 as the lock file holds it; nothing where it is the one that every topology once had, or where every
 * datacenter has the number of a gateway of the user's.
 */
function standingAsn({ datacenters }: Plan): Pick<Standing, 'firstAsn'> {
  const datacenter = datacenters.find(({ existingGateway }) => existingGateway === undefined);
  const first = datacenter === undefined ? DEFAULT_FIRST_ASN : datacenter.asn - datacenter.index;
  return first === DEFAULT_FIRST_ASN ? {} : { firstAsn: first };
}

/** Returns the secrets that nodes take their certificate from, as the lock file holds them. */
function standingCertificate({ datacenters }: Plan): Pick<Standing, 'certificate'> {
  const secrets = datacenters.flatMap(({ cloud, certificateSecret }) =>
    certificateSecret === undefined ? [] : [[cloud, certificateSecret] as const],
  );
  return secrets.length === 0 ? {} : { certificate: Object.fromEntries(secrets) };
}

/** Returns the pools as the lock file holds them; nothing where they are those of a topology that has seen no upgrade. */
function standingPools({ kong, datacenters }: Plan): Pick<Standing, 'pools'> {
  const pools = datacenters[0]?.pools ?? [];
  const serving = pools.find(({ takesClients }) => takesClients);
  if (!serving) throw new Error('no pool takes clients');
  if (!kong.upgrade && serving.colour === FIRST_COLOUR) return {};
  const releases = Object.fromEntries(pools.map(({ colour, release }) => [colour, release]));
  const { strategy, stage } = kong.upgrade ?? {};
  return {
    pools: {
      ...releases,
      serves: serving.colour,
      ...(strategy === undefined || stage === undefined ? {} : { strategy, stage }),
    },
  };
}

function standingNames({ dns }: Plan): Pick<Standing, 'names'> {
  if (!dns) return {};
  const { hostname, provider, zone } = dns;
  return { names: { hostname, provider, ...(zone.kind === 'private' ? {} : { zone: zone.zone }) } };
}

function standingHybrid({ kong, datacenters }: Plan): Pick<Standing, 'hybrid'> {
  if (!kong.hybrid) return {};
  const dataPlane = datacenters.flatMap(({ pools }) => pools).find(({ role }) => role === 'data-plane');
  if (!dataPlane) throw new Error('hybrid mode has no data planes');
  return { hybrid: { dataPlanes: dataPlane.release } };
}

function stateOf({ state, topology }: Plan): StandingState {
  switch (state.backend) {
    case 'local':
      return { backend: state.backend };
    case 's3':
    case 'gcs':
      return { backend: state.backend, place: `${state.bucket}/${state.prefix ?? topology}` };
    case 'cloud':
      return { backend: state.backend, place: `${state.hostname ?? DEFAULT_HOST}/${state.organization}` };
  }
}

function linksOf({ shape, links, datacenters }: Plan): StandingLinks {
  const clouds = new Map(datacenters.map(({ name, cloud }) => [name, cloud]));
  const inner = links.flatMap(({ kind, left, right }) => {
    const cloud = clouds.get(left.datacenter);
    const isInner = kind !== 'managed-vpn' && cloud !== undefined && cloud === clouds.get(right.datacenter);
    return isInner ? [[cloud, kind] as const] : [];
  });
  return { ...shape, inner: Object.fromEntries(inner) };
}
