import type { CloudFactsTable } from '../../kernel/cloud/facts';
import { datacenterOf } from '../../kernel/datacenter-of';
import type { PoolColour } from '../../kernel/kong-upgrade';
import type { Issue } from '../../kernel/issue';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import type { StandingSizes } from '../../spec/standing';
import { sizeBalancer } from './balancer';
import type { DatastoreSizer } from '../datastores/contract';
import { DATASTORES } from '../datastores/registry';
import type { StatedPaths } from '../../spec/stated';
import { countingPlugins } from './counters';
import { datacenterDemand, peakRate } from './demand';
import { countersLoadDatastore, pluginCostUnknown } from './issues';
import { CLUSTER_SECRET, controlDatacenter } from '../pools/hybrid';
import { certificateLife } from '../pools/sizing/cluster-certificate';
import { sizePools } from '../pools/sizing/pools';
import { FIRST_COLOUR } from '../pools/wanted-pools';
import { NO_TRANSLATION, sizeNat, type NatNeed } from './nat';
import { otherMachines } from './machine';
import { Ledger, type ReckonedNumber } from './reckoned';
import { sizeRedis } from './redis';
import { capacityPerVcpu } from '../pools/sizing/request-cost';
import type { DatacenterSizing, Sizing } from './sizing';
import { withDefaultsNamed } from './spec-input';
import { UNKNOWN_PLUGIN, isKnownPlugin } from '../pools/sizing/tables/plugin-costs';
import { sizeTraffic } from './traffic';

/**
 * Computes every size of the topology, with its arithmetic. Pure: equal specs give equal sizes, whatever the order in
 * which the spec lists its datacenters.
 *
 * @param order names of the datacenters in order of index
 * @param stated fields of the spec that the user wrote: the others are called defaults where they enter a number
 * @param standing sizes of what holds data, by datacenter: derived ones are never below
 * @param colour of the pools of `kong.version`
 * @returns the sizes, and issues for the user: advice, warnings, and errors if no size can work
 */
export function planSizing(
  spec: Spec,
  facts: CloudFactsTable,
  order: readonly string[],
  stated: StatedPaths,
  standing: StandingSizes = {},
  colour: PoolColour = FIRST_COLOUR,
): { readonly sizing: Sizing; readonly advisories: readonly Issue[] } {
  const ledger = new Ledger();
  const peak = peakRate(spec, ledger);
  const capacity = capacityPerVcpu(spec, ledger);
  const datastore = DATASTORES[spec.datastore.engine].sizer(spec, facts, ledger, standing);
  const control = controlDatacenter(spec);
  if (control !== undefined) certificateLife(CLUSTER_SECRET, ledger);
  const needs = order.map((name) =>
    sizeDatacenter({ spec, facts, peak, capacity, datastore, colour, control }, datacenterOf(spec, name), ledger),
  );
  const sized = needs.map((finish) => finish());
  const replication = datastore.replication();
  return {
    sizing: {
      datacenters: sized.map(({ sizing }) => sizing),
      replication,
      reckoned: withDefaultsNamed(ledger.entries(), stated),
    },
    advisories: [...pluginIssues(spec), ...counterIssues(spec), ...sized.flatMap(({ issues }) => issues)],
  };
}

interface TopologyNeed {
  readonly spec: Spec;
  readonly facts: CloudFactsTable;
  readonly peak: ReckonedNumber;
  readonly capacity: ReckonedNumber;
  readonly datastore: DatastoreSizer;
  readonly colour: PoolColour;
  /** Datacenter of the control planes; undefined if there are none. */
  readonly control: string | undefined;
}

interface SizedDatacenter {
  readonly sizing: DatacenterSizing;
  readonly issues: readonly Issue[];
}

/** Sizes a datacenter but for its datastore. Returns what sizes that too, once every datacenter is sized so far. */
function sizeDatacenter(need: TopologyNeed, datacenter: DatacenterSpec, ledger: Ledger): () => SizedDatacenter {
  const { spec, peak, capacity, colour } = need;
  const { name } = datacenter;
  const facts = need.facts[datacenter.cloud];
  const demand = datacenterDemand(spec, datacenter, peak, ledger);
  const pools = sizePools(
    { spec, datacenter: name, demand, capacityPerVcpu: capacity },
    colour,
    datacenter,
    need.control === name,
    facts,
    ledger,
  );
  const traffic = sizeTraffic(spec, datacenter, demand, ledger);
  const nat =
    datacenter.existing?.egress === 'existing' || datacenter.egress === 'none'
      ? NO_TRANSLATION
      : sizeNat({ ...natOf(datacenter), traffic, pool: pools.serving }, facts, ledger);
  const [pool] = pools.sizings;
  const balancer = sizeBalancer(spec, datacenter, { traffic, pool }, facts, ledger);
  const sizeDatastore = need.datastore.datacenter({
    datacenter,
    demand,
    peak,
    ...(pools.reaching ? { clients: pools.reaching } : {}),
  });
  const redis = sizeRedis(spec, name, demand, facts, ledger);
  return () => {
    const datastore = sizeDatastore();
    return {
      sizing: {
        datacenter: name,
        pools: pools.sizings,
        datastore: datastore.sizing,
        ...(redis ? { redis: redis.sizing } : {}),
        ...(balancer ? { balancer } : {}),
        traffic,
        nat: nat.sizing,
        otherMachines: otherMachines(facts, datacenter),
      },
      issues: [...pools.issues, ...nat.issues, ...datastore.issues, ...(redis?.issues ?? [])],
    };
  };
}

function natOf({ name, egress, egressAddresses: reserved }: DatacenterSpec): Omit<NatNeed, 'traffic' | 'pool'> {
  return { datacenter: name, egress, ...(reserved === undefined ? {} : { reserved }) };
}

function pluginIssues(spec: Spec): readonly Issue[] {
  if (spec.kong.requestsPerSecondPerVcpu !== undefined) return [];
  return spec.kong.plugins
    .filter(({ name }) => !isKnownPlugin(name))
    .map(({ name }) => pluginCostUnknown(name, UNKNOWN_PLUGIN.value));
}

function counterIssues(spec: Spec): readonly Issue[] {
  return countingPlugins(spec.kong.plugins, 'cluster').map(({ name, periods }) =>
    countersLoadDatastore(name, periods, spec.requestsPerSecond),
  );
}
