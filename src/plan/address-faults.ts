import { cidrsOverlap } from '../kernel/cidr';
import type { Issue } from '../kernel/issue';
import { MAXIMUM_DATACENTERS } from '../kernel/maximum-datacenters';
import type { DatacenterSpec, Spec } from '../spec/spec';
import { datacenterCidr, unusedCidrs } from './addressing';
import { datacenterIndexTooHigh, rangeOfIndexTaken, supernetFull } from './issues';
import { indexOf, type PlanInputs } from './plan-inputs';

/** Returns the faults of datacenters that have no range of their own: none is left, or another one has it. */
export function addressFaults(spec: Spec, ordered: readonly DatacenterSpec[], inputs: PlanInputs): Issue[] {
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
