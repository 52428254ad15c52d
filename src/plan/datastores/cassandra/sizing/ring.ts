import { ENGINE } from '../of-plan';
import type { CloudFacts } from '../../../../kernel/cloud/facts';
import type { Issue } from '../../../../kernel/issue';
import type { DatacenterSpec, Spec } from '../../../../spec/spec';
import {
  cassandraDiskTooSmall,
  cassandraDiskTooSlow,
  cassandraMachineTooSmall,
  ringBeyondReason,
  ringTooSmall,
} from './issues';
import { priceOf } from '../../../sizing/machine';
import type { Ledger, ReckonedNumber } from '../../../sizing/reckoned';
import { zoneVolume } from './replication';
import { ringData } from './ring-data';
import { sizeRingDisk, type RingDisk } from './ring-disk';
import type { RingLoad } from './ring-load';
import { chooseRing, type Ring } from './ring-machine';
import { leastNodes, ringVcpus } from './ring-nodes';
import type { RingSizing } from '../plan';
import { LARGE_RING, MINIMUM_MEMORY_GIB, MINIMUM_VCPUS } from './cassandra-node';

/** Sizes the Cassandra nodes of one datacenter: always whole threes, one of each three on each rack. */
export function sizeRing(
  need: { readonly spec: Spec; readonly load: RingLoad },
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): { readonly sizing: RingSizing; readonly data: ReckonedNumber; readonly issues: readonly Issue[] } {
  const { spec, load } = need;
  const vcpus = ringVcpus(datacenter.name, load, ledger);
  const data = ringData(spec, datacenter.name, load, ledger);
  const least = leastNodes(spec, datacenter.name, ledger);
  const ring = chooseRing({ spec, datacenter, facts, vcpus, data, least }, ledger);
  const disk = sizeRingDisk({ spec, datacenter: datacenter.name, load, data, least, ring }, facts, ledger);
  return {
    sizing: {
      engine: ENGINE,
      machine: ring.candidate.machine,
      nodes: ring.nodes.value,
      dataDiskGib: disk.gib,
      dataDiskIops: disk.iops,
      dataDiskMibPerSecond: disk.mibPerSecond,
      zoneGibPerMonth: zoneVolume(spec, datacenter.name, load, ledger).value,
      price: priceOf(facts, ring.candidate),
    },
    data,
    issues: [
      ...machineIssues(spec, datacenter),
      ...ringIssues(spec, datacenter, ring, vcpus.value),
      ...diskIssues(datacenter, disk),
    ],
  };
}

function machineIssues(spec: Spec, datacenter: DatacenterSpec): readonly Issue[] {
  const machine = datacenter.datastore.machineType;
  if (!machine) return [];
  const path = ['datacenters', spec.datacenters.indexOf(datacenter), 'cassandra', 'machineType'];
  const small = machine.vcpus < MINIMUM_VCPUS.value || machine.memoryGib < MINIMUM_MEMORY_GIB.value;
  return small ? [cassandraMachineTooSmall(path, machine)] : [];
}

function ringIssues(
  spec: Spec,
  datacenter: DatacenterSpec,
  { candidate, nodes: { value: nodes } }: Ring,
  needed: number,
): readonly Issue[] {
  const issues: Issue[] = [];
  const carried = nodes * candidate.machine.vcpus;
  if (spec.datastore.nodesPerDatacenter !== undefined && carried < needed * (1 - 1e-9)) {
    issues.push(ringTooSmall(datacenter.name, nodes, candidate.machine, needed));
  }
  if (spec.datastore.nodesPerDatacenter === undefined && nodes > LARGE_RING.value) {
    issues.push(ringBeyondReason(datacenter.name, nodes));
  }
  return issues;
}

function diskIssues(datacenter: DatacenterSpec, { gib, iops, mibPerSecond, needed }: RingDisk): readonly Issue[] {
  const issues: Issue[] = [];
  if (gib < needed.gib) issues.push(cassandraDiskTooSmall(datacenter.name, gib, needed.gib));
  if (iops < needed.iops || mibPerSecond < needed.mibPerSecond) {
    issues.push(cassandraDiskTooSlow(datacenter.name, { iops, mibPerSecond }, needed));
  }
  return issues;
}
