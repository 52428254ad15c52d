import type { CloudFactsTable } from '../../kernel/cloud-facts';
import type { Issue } from '../../kernel/issue';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import { datacenterDemand, peakRate } from './demand';
import { sizeKong } from './kong';
import { Ledger } from './reckoned';
import { capacityPerVcpu } from './request-cost';
import { sizeRing } from './ring';
import { ringLoad } from './ring-load';
import type { DatacenterSizing, Sizing } from './sizing';

/**
 * Every size of the topology, and how it came about. Pure: equal specs give equal sizes, whatever the order in which the
 * spec lists its datacenters.
 *
 * @param order names of the datacenters in order of index
 * @returns the sizes, and what the user should know: advice, warnings, and errors where no size can work
 */
export function planSizing(
  spec: Spec,
  facts: CloudFactsTable,
  order: readonly string[],
): { readonly sizing: Sizing; readonly advisories: readonly Issue[] } {
  const ledger = new Ledger();
  const peak = peakRate(spec, ledger);
  const capacity = capacityPerVcpu(spec, ledger);
  const issues: Issue[] = [];
  const datacenters = order.map((name): DatacenterSizing => {
    const datacenter = datacenterNamed(spec, name);
    const cloud = facts[datacenter.cloud];
    const demand = datacenterDemand(spec, datacenter, peak, ledger);
    const kong = sizeKong({ spec, datacenter: name, demand, capacityPerVcpu: capacity }, datacenter, cloud, ledger);
    const load = ringLoad({ spec, datacenter: name, demand, peak, kongNodes: kong.sizing.maximumNodes }, ledger);
    const ring = sizeRing({ spec, load }, datacenter, cloud, ledger);
    issues.push(...kong.issues, ...ring.issues);
    return { datacenter: name, kong: kong.sizing, cassandra: ring.sizing, ...redis(spec) };
  });
  return { sizing: { datacenters, reckoned: ledger.entries() }, advisories: issues };
}

function redis(spec: Spec): Pick<DatacenterSizing, 'redis'> {
  const used = spec.kong.plugins.some(({ policy }) => policy === 'redis');
  return used ? { redis: { memoryGib: spec.redis.memoryGib ?? 1 } } : {};
}

function datacenterNamed(spec: Spec, name: string): DatacenterSpec {
  const datacenter = spec.datacenters.find((it) => it.name === name);
  if (!datacenter) throw new Error(`no datacenter is named ${name}`);
  return datacenter;
}
