import { ENGINE, type RingSpec } from '../of-plan';
import type { CloudFacts } from '../../../../kernel/cloud/facts';
import type { Issue } from '../../../../kernel/issue';
import type { DatacenterSpec } from '../../../../spec/spec';
import type { StandingSize } from '../../../../spec/standing';
import { ZONES_PER_DATACENTER } from '../../../../kernel/zones-per-datacenter';
import {
  cassandraDiskTooSmall,
  cassandraDiskTooSlow,
  cassandraDisksKept,
  cassandraMachineTooSmall,
  cassandraNodesKept,
  ringBeyondRange,
  ringBeyondReason,
  ringBeyondSubnets,
  ringTooSmall,
} from './issues';
import { smallestAround } from '../../../addressing';
import { fixedAddresses, fixedAddressesIn } from '../../../ranges';
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
  need: { readonly spec: RingSpec; readonly load: RingLoad; readonly standing?: StandingSize },
  datacenter: DatacenterSpec,
  facts: CloudFacts,
  ledger: Ledger,
): { readonly sizing: RingSizing; readonly data: ReckonedNumber; readonly issues: readonly Issue[] } {
  const { spec, load, standing } = need;
  const stands = standing ? { standing } : {};
  const vcpus = ringVcpus(datacenter.name, load, ledger);
  const data = ringData(spec, datacenter.name, load, ledger);
  const least = leastNodes(spec, datacenter.name, ledger);
  const ring = chooseRing({ spec, datacenter, facts, vcpus, data, least, ...stands }, ledger);
  const place = { spec, datacenter: datacenter.name, load, data, least, ring, ...stands };
  const disk = sizeRingDisk(place, facts, ledger);
  const kept = keptSizes(ring, disk);
  return {
    sizing: {
      engine: ENGINE,
      machine: ring.candidate.machine,
      nodes: ring.nodes.value,
      dataDiskGib: disk.gib,
      dataDiskIops: disk.iops,
      dataDiskMibPerSecond: disk.mibPerSecond,
      ...(disk.snapshotGib === undefined ? {} : { snapshotGib: disk.snapshotGib }),
      ...(disk.copiedGibPerMonth === undefined ? {} : { copiedGibPerMonth: disk.copiedGibPerMonth }),
      ...(Object.keys(kept).length === 0 ? {} : { sized: kept }),
      zoneGibPerMonth: zoneVolume(spec, datacenter.name, load, ledger).value,
      price: priceOf(facts, ring.candidate),
    },
    data,
    issues: [
      ...machineIssues(spec, datacenter),
      ...ringIssues(spec, datacenter, ring, vcpus.value),
      ...roomIssues(spec, datacenter, ring, facts),
      ...diskIssues(datacenter, disk),
      ...keptIssues(datacenter.name, ring, disk),
    ],
  };
}

/** Returns the sizes that the load needs where larger ones stand and are kept. */
function keptSizes({ nodes, sized }: Ring, { gib, sizedGib }: RingDisk): NonNullable<RingSizing['sized']> {
  return {
    ...(sized.value < nodes.value ? { nodes: sized.value } : {}),
    ...(sizedGib < gib ? { dataDiskGib: sizedGib } : {}),
  };
}

function keptIssues(datacenter: string, { nodes, sized }: Ring, { gib, sizedGib }: RingDisk): readonly Issue[] {
  return [
    ...(sized.value < nodes.value ? [cassandraNodesKept(datacenter, nodes.value, sized.value)] : []),
    ...(sizedGib < gib ? [cassandraDisksKept(datacenter, gib, sizedGib)] : []),
  ];
}

function machineIssues(spec: RingSpec, datacenter: DatacenterSpec): readonly Issue[] {
  const { machineType: machine, bySize } = datacenter.datastore;
  if (!machine || bySize) return [];
  const path = ['datacenters', spec.datacenters.indexOf(datacenter), 'cassandra', 'machineType'];
  const small = machine.vcpus < MINIMUM_VCPUS.value || machine.memoryGib < MINIMUM_MEMORY_GIB.value;
  return small ? [cassandraMachineTooSmall(path, machine)] : [];
}

function ringIssues(
  spec: RingSpec,
  datacenter: DatacenterSpec,
  { candidate, sized, nodes: { value: nodes } }: Ring,
  needed: number,
): readonly Issue[] {
  const issues: Issue[] = [];
  const carried = nodes * candidate.machine.vcpus;
  if (spec.datastore.nodesPerDatacenter !== undefined && carried < needed * (1 - 1e-9)) {
    issues.push(ringTooSmall(datacenter.name, nodes, candidate.machine, needed));
  }
  if (spec.datastore.nodesPerDatacenter === undefined && sized.value > LARGE_RING.value) {
    issues.push(ringBeyondReason(datacenter.name, sized.value));
  }
  return issues;
}

/** Makes the issue about subnets that hold fewer fixed addresses than the zones have nodes. */
function roomIssues(
  spec: RingSpec,
  { name, existing, cidr }: DatacenterSpec,
  { nodes: { value: nodes } }: Ring,
  { reservedAddresses }: CloudFacts,
): readonly Issue[] {
  const inZone = nodes / ZONES_PER_DATACENTER;
  const at = spec.datacenters.findIndex((it) => it.name === name);
  if (!existing) {
    if (cidr === undefined) return [];
    const roomOf = (range: string): number => fixedAddressesIn(range, ENGINE, reservedAddresses.last);
    if (inZone <= roomOf(cidr)) return [];
    const wider = smallestAround(cidr, (range) => inZone <= roomOf(range));
    return [ringBeyondRange(['datacenters', at, 'cidr'], name, { nodes, room: roomOf(cidr), cidr, wider })];
  }
  const subnets = existing.subnets.datastore;
  if (!subnets) return [];
  const room = fixedAddresses(subnets, reservedAddresses.last);
  const path = ['datacenters', at, 'network', 'existing', 'subnets', 'datastore'];
  return inZone > room ? [ringBeyondSubnets(path, name, nodes, room)] : [];
}

function diskIssues(datacenter: DatacenterSpec, { gib, iops, mibPerSecond, needed }: RingDisk): readonly Issue[] {
  const issues: Issue[] = [];
  if (gib < needed.gib) issues.push(cassandraDiskTooSmall(datacenter.name, gib, needed.gib));
  if (iops < needed.iops || mibPerSecond < needed.mibPerSecond) {
    issues.push(cassandraDiskTooSlow(datacenter.name, { iops, mibPerSecond }, needed));
  }
  return issues;
}
