import { cidrsOverlap } from '../kernel/cidr';
import type { PoolColour } from '../kernel/kong-upgrade';
import { checkedWith, failed, type Checked } from '../kernel/checked';
import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import type { Issue } from '../kernel/issue';
import { planBackupCopies } from './backup-copies';
import { MAXIMUM_DATACENTERS } from '../kernel/maximum-datacenters';
import type { RedisPassword } from '../kernel/redis-password';
import { userText, type Words } from '../kernel/text/text';
import type { DatacenterSpec, Spec } from '../spec/spec';
import type { StandingSizes } from '../spec/standing';
import type { StatedPaths } from '../spec/stated';
import { datacenterCidr, unusedCidrs } from './addressing';
import { planAccount } from './accounts';
import { existingFaults } from './existing-faults';
import { withExports } from './exports';
import { balancerZones, planBalancers } from './balancers';
import { planDns } from './dns';
import { egressIssues, planEgress } from './egress';
import { withEndpoints } from './endpoints';
import { checkReserved } from './reserved-addresses';
import { gatewayAdvice, planGateway } from './gateway';
import { linkAdvice } from './link-advice';
import { sizeAdvice } from './size-advice';
import { planFlows } from './firewall';
import { neededTiers } from './needed-tiers';
import { datacenterIndexTooHigh, rangeOfIndexTaken, supernetFull } from './issues';
import { withManagedEnds } from './managed-ends';
import { withVpnInstances } from './vpn-instances';
import { planLimits } from './limits/plan-limits';
import { planLinks } from './mesh';
import type { DatacenterPlan, Plan, RedisEndpointPlan, RedisPlan } from './plan';
import type { ZonePlan } from './place';
import { planKong, planPools } from './pools/plan-pools';
import type { KongPlan } from './pools/pool';
import { planSecrets } from './pools/hybrid';
import { FIRST_COLOUR } from './pools/wanted-pools';
import { kongReleases } from './pools/releases';
import { planExisting, rangesOfTiers, subnetsOf } from './ranges';
import { planRedis } from './redis';
import { DATASTORES, datastoreOf } from './datastores/registry';
import { planSizing } from './sizing/plan-sizing';
import type { DatacenterSizing, RedisSizing } from './sizing/sizing';
import { shapeAdvice } from './shape-advice';
import { planStacks } from './stacks';
import { stateAdvice } from './state-advice';
import { planWatched } from './watched';

/** The inputs of the planner, beside the spec. */
export interface PlanInputs {
  /** Index of each datacenter by name, from the lock file. */
  readonly indexes: Readonly<Record<string, number>>;
  readonly facts: CloudFactsTable;
  /** Fields of the spec that the user wrote; the others have their defaults. */
  readonly stated: StatedPaths;
  /** Base name of the spec, for headers. */
  readonly specFile: Words;
  /** Sizes of what holds data, by datacenter: derived ones are never below. @default nothing stands */
  readonly standing?: StandingSizes;
  /** Colour of the pools of `kong.version`. @default `blue`, that of a topology that has seen no upgrade */
  readonly colour?: PoolColour;
  /** Password of the Redis that stands, as far as anybody knows. @default no Redis stands */
  readonly redisPassword?: RedisPassword;
}

const LETTERS = ['a', 'b', 'c'] as const;

/** Makes the whole plan, or returns every fault that sizes, then addresses, then limits show. */
export function planTopology(spec: Spec, inputs: PlanInputs): Checked<Plan> {
  const ordered = [...spec.datacenters].sort((a, b) => indexOf(a, inputs) - indexOf(b, inputs));
  const faults = addressFaults(spec, ordered, inputs);
  if (faults.length > 0) return failed(faults);

  const { sizing, advisories } = planSizing(
    spec,
    inputs.facts,
    ordered.map((datacenter) => datacenter.name),
    inputs.stated,
    inputs.standing,
    inputs.colour,
  );
  // Sizes that cannot be built have no addresses either.
  if (advisories.some((it) => it.severity === 'error')) return failed(advisories);

  const datastore = DATASTORES[spec.datastore.engine];
  const kong = planKong(spec, ordered, inputs.facts);
  const withoutLinks = ordered.map((datacenter, i) => {
    const sized = sizing.datacenters[i];
    if (!sized) throw new Error(`no sizing for datacenter ${datacenter.name}`);
    return planDatacenter(spec, datacenter, sized, inputs, kong.hybrid?.datacenter === datacenter.name);
  });
  const redis = planEndpoint(spec, kong, withoutLinks, inputs);
  if (!redis.ok) return failed([...advisories, ...redis.issues]);
  const links = planLinks(withoutLinks, spec.links, spec.network.supernet, inputs.facts);
  const lacking = existingFaults(spec, withoutLinks, links, inputs.facts);
  if (lacking.length > 0) return failed([...advisories, ...lacking]);
  const joined = withVpnInstances(withManagedEnds(withoutLinks, links, inputs.facts), links, inputs.facts);
  const datacenters = withEndpoints(withExports(joined, spec.backups), kong, inputs.facts, spec);
  const dns = planDns(spec, ordered, inputs.facts);
  const built: BuiltPlan = {
    format: 2,
    topology: spec.name,
    specFile: userText(inputs.specFile),
    requestsPerSecond: spec.requestsPerSecond,
    ...(spec.size === 'production' ? {} : { size: spec.size }),
    supernet: spec.network.supernet,
    flowLogRetentionDays: spec.network.flowLogRetentionDays,
    ...(spec.logs === undefined ? {} : { logs: spec.logs }),
    tags: spec.tags,
    state: spec.state,
    datacenters,
    shape: spec.links.shape === 'hub' ? { shape: 'hub', hub: spec.links.hub } : { shape: 'mesh' },
    links,
    datastore: datastore.planTopology(spec, datacenters),
    ...(spec.backups === undefined ? {} : { backups: spec.backups }),
    secrets: planSecrets(datastore.secrets(spec), kong.hybrid),
    kong,
    ...(redis.value ? { redis: redis.value } : {}),
    ...(dns ? { dns } : {}),
    flows: planFlows(datacenters, links, {
      topology: spec.name,
      datastorePlan: datastore.planTopology(spec, datacenters),
      scrapeCidrs: spec.scrapeCidrs ?? [],
      datastore,
      supernet: spec.network.supernet,
      kong,
      redis: redis.value,
      upstreams: spec.kong.upstreams,
      facts: (datacenter) => inputs.facts[datacenter.cloud],
    }),
    stacks: planStacks(datacenters, { home: datastore.home(spec), dns }),
    sizing,
  };
  return withLimits(built, advisories, spec, inputs);
}

/** Plans the endpoint of Redis by what every pool runs, and by what stands. */
function planEndpoint(
  { name, redis: { password } }: Spec,
  kong: KongPlan,
  datacenters: readonly DatacenterPlan[],
  { facts, redisPassword: standing }: PlanInputs,
): Checked<RedisEndpointPlan | undefined> {
  const wish = {
    topology: name,
    plugins: kong.plugins,
    releases: kongReleases({ kong, datacenters }),
    ...(password === undefined ? {} : { password }),
    ...(standing === undefined ? {} : { standing }),
  };
  return planRedis(wish, facts);
}

/** A plan that has not yet been checked against the limits of clouds and links. */
type BuiltPlan = Omit<Plan, 'limits' | 'alarms' | 'scrape' | 'advisories'>;

function withLimits(
  built: BuiltPlan,
  ofSizing: readonly Issue[],
  { links, datacenters, scrapeCidrs }: Pick<Spec, 'links' | 'datacenters' | 'scrapeCidrs'>,
  inputs: PlanInputs,
): Checked<Plan> {
  const { facts } = inputs;
  const { sizing } = built;
  const nat = new Map(sizing.datacenters.map((sized) => [sized.datacenter, sized.nat]));
  const { limits, reckoned, issues } = planLimits({ ...built, facts, nat, bridged: datastoreOf(built).words.bridged });
  const addresses = checkReserved(
    built,
    datacenters.map(({ name }) => name),
    facts,
  );
  const watched = planWatched(built, scrapeCidrs, inputs);
  const advisories = [
    ...ofSizing,
    ...sizeAdvice(built),
    ...gatewayAdvice(built),
    ...egressIssues(built),
    ...addresses.issues,
    ...shapeAdvice({ ...built, spec: links, facts }),
    ...issues,
    ...linkAdvice(built, inputs.standing),
    ...stateAdvice(built),
    ...watched.issues,
  ];
  const numbers = [...sizing.reckoned, ...addresses.reckoned, ...reckoned, ...watched.reckoned];
  const planned = { ...built, sizing: { ...sizing, reckoned: numbers }, limits, ...watched.planned, advisories };
  return checkedWith(planned, advisories);
}

function indexOf(datacenter: DatacenterSpec, inputs: PlanInputs): number {
  const index = inputs.indexes[datacenter.name];
  if (index === undefined) throw new Error(`datacenter ${datacenter.name} has no index`);
  return index;
}

function addressFaults(spec: Spec, ordered: readonly DatacenterSpec[], inputs: PlanInputs): Issue[] {
  const faults: Issue[] = [];
  const taken: RangeOwner[] = [];
  const { supernet } = spec.network;
  const ranges = ordered.flatMap((it) => datacenterCidr(supernet, indexOf(it, inputs), it.cidr) ?? []);
  // The spec has no more datacenters than the supernet has /16s, so a free one is left for each datacenter without a
  // range of its own.
  let free: string[] | undefined;
  const unused = (name: string): string => {
    free ??= unusedCidrs(supernet, ranges);
    const range = free.shift();
    if (range === undefined) throw new Error(`${supernet} has no range for datacenter ${name}`);
    return range;
  };
  for (const datacenter of ordered) {
    const index = indexOf(datacenter, inputs);
    const path = ['datacenters', spec.datacenters.indexOf(datacenter)];
    if (index >= MAXIMUM_DATACENTERS) {
      faults.push(datacenterIndexTooHigh(datacenter.name, index, MAXIMUM_DATACENTERS, path));
      continue;
    }
    const cidr = datacenterCidr(supernet, index, datacenter.cidr);
    if (cidr === undefined) {
      faults.push(supernetFull(supernet, datacenter.name, index, unused(datacenter.name), path));
      continue;
    }
    const other = taken.find((entry) => cidrsOverlap(entry.cidr, cidr));
    if (other) faults.push(overlapFault(spec, { datacenter, cidr }, other, unused(datacenter.name)));
    taken.push({ datacenter, cidr });
  }
  return faults;
}

interface RangeOwner {
  readonly datacenter: DatacenterSpec;
  readonly cidr: string;
}

/** Makes the issue about two datacenters with one range, at the `cidr` that one of them wrote. */
function overlapFault(spec: Spec, one: RangeOwner, other: RangeOwner, unused: string): Issue {
  const [written, byIndex] = one.datacenter.cidr === undefined ? [other, one] : [one, other];
  const key = written.datacenter.existing ? ['network', 'existing', 'cidr'] : ['cidr'];
  const path = ['datacenters', spec.datacenters.indexOf(written.datacenter), ...key];
  const named = ({ cidr, datacenter }: RangeOwner) => ({ cidr, datacenter: datacenter.name });
  return rangeOfIndexTaken(path, named(written), named(byIndex), unused);
}

function planDatacenter(
  spec: Spec,
  datacenter: DatacenterSpec,
  sized: DatacenterSizing,
  inputs: PlanInputs,
  hasControl: boolean,
): DatacenterPlan {
  const index = indexOf(datacenter, inputs);
  const facts = inputs.facts[datacenter.cloud];
  const bootDiskGib = facts.bootDisks.datastoreGib;
  const certificateSecret = spec.gateway.certificate?.[datacenter.cloud];
  const cidr = datacenterCidr(spec.network.supernet, index, datacenter.cidr);
  if (cidr === undefined) throw new Error(`datacenter ${datacenter.name} has no range`);
  const { engine } = spec.datastore;
  const ranges = { cidr, ...(datacenter.existing ? { existing: planExisting(datacenter.existing, engine) } : {}) };
  const zones = datacenter.zones.map((name, i): ZonePlan => {
    const letter = LETTERS[i];
    if (letter === undefined) throw new Error(`datacenter ${datacenter.name} has more than three zones`);
    return { name, letter };
  });
  const balancers = planBalancers(spec.gateway.balancer, { cidr, zones }, sized.balancer);
  return {
    name: datacenter.name,
    index,
    cloud: datacenter.cloud,
    region: datacenter.region,
    ...(datacenter.project === undefined ? {} : { project: datacenter.project }),
    ...planAccount(datacenter, spec.datacenters, inputs.facts),
    ...(datacenter.kmsKey === undefined ? {} : { kmsKey: datacenter.kmsKey }),
    ...(datacenter.imageDate === undefined ? {} : { imageDate: datacenter.imageDate }),
    ...planEgress(datacenter, facts),
    exposure: datacenter.exposure,
    clientCidrs: datacenter.clientCidrs,
    ...(certificateSecret === undefined ? {} : { certificateSecret }),
    ...(datacenter.notify === undefined ? {} : { notify: datacenter.notify }),
    ...(datacenter.dashboard ? { dashboard: true } : {}),
    ...planBackupCopies(datacenter.copyRegion, facts),
    share: datacenter.share,
    ...ranges,
    ...planGateway(datacenter, index, spec.network.firstAsn),
    zones,
    subnets: [
      ...subnetsOf(ranges, zones, facts.subnetScope, neededTiers(spec, datacenter, facts, sized)),
      ...(balancers ? subnetsOf(ranges, balancerZones(zones), facts.subnetScope, ['balancer']) : []),
    ],
    tiers: rangesOfTiers(ranges),
    ...(balancers ? { balancers } : {}),
    pools: planPools(spec, inputs.colour ?? FIRST_COLOUR, datacenter, hasControl, sized.pools, facts),
    datastore: DATASTORES[engine].planDatacenter(datacenter, { ...ranges, zones, bootDiskGib }, sized.datastore),
    ...(sized.redis === undefined ? {} : { redis: planInstance(sized.redis, facts) }),
  };
}

function planInstance(sized: RedisSizing, { redis }: CloudFacts): RedisPlan {
  const { nodes, newPassword, ownAuthority } = redis;
  return { nodes, ...sized, passwordMaker: newPassword ? 'service' : 'terraform', ownAuthority };
}
