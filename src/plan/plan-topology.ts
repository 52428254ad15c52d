import { checkedWith, failed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { userText } from '../kernel/text/text';
import type { Spec } from '../spec/spec';
import { existingFaults } from './existing-faults';
import { withExports } from './exports';
import { planDns } from './dns';
import { egressIssues } from './egress';
import { withEndpoints } from './endpoints';
import { checkReserved } from './reserved-addresses';
import { gatewayAdvice } from './gateway';
import { linkAdvice } from './link-advice';
import { sizeAdvice } from './size-advice';
import { planFlows } from './firewall';
import { withManagedEnds } from './managed-ends';
import { withVpnInstances } from './vpn-instances';
import { planLimits } from './limits/plan-limits';
import { planLinks } from './mesh';
import type { DatacenterPlan, Plan, RedisEndpointPlan } from './plan';
import { planKong } from './pools/plan-pools';
import type { KongPlan } from './pools/pool';
import { planSecrets } from './pools/hybrid';
import { kongReleases } from './pools/releases';
import { planRedis } from './redis';
import { DATASTORES, datastoreOf } from './datastores/registry';
import { planSizing } from './sizing/plan-sizing';
import { shapeAdvice } from './shape-advice';
import { planStacks } from './stacks';
import { stateAdvice } from './state-advice';
import { planWatched } from './watched';
import { addressFaults } from './address-faults';
import { planDatacenter } from './plan-datacenter';
import { indexOf, type PlanInputs } from './plan-inputs';

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
    ...(spec.hostMetrics ? { hostMetrics: true } : {}),
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
