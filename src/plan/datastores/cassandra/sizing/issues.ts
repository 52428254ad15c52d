import { issue, type Issue, type PathStep } from '../../../../kernel/issue';
import type { MachineSize } from '../../../../spec/spec';
import { sizeOf } from '../../../sizing/issues';
import { MINIMUM_MEMORY_GIB, MINIMUM_VCPUS } from './cassandra-node';

/* These functions make the issues about the sizes of Cassandra nodes: warnings, and errors if no size can work. */

export function cassandraMachineTooSmall(path: readonly PathStep[], machine: MachineSize): Issue {
  return issue('cassandra-machine-too-small', {
    severity: 'warning',
    path,
    message:
      `${sizeOf(machine)}; Cassandra in production asks for at least ` +
      `${MINIMUM_VCPUS.value} vCPU and 32 GB (${MINIMUM_MEMORY_GIB.value} GiB)`,
    remedy: 'take a larger machine type, or leave it out and let the load decide',
  });
}

export function ringTooSmall(datacenter: string, nodes: number, machine: MachineSize, vcpus: number): Issue {
  return issue('ring-too-small', {
    severity: 'warning',
    path: ['datastore', 'nodesPerDatacenter'],
    message:
      `${nodes} x ${machine.type} in ${datacenter} are ${nodes * machine.vcpus} vCPU; ` +
      `the load needs ${Math.ceil(vcpus)} with one rack down`,
    remedy: 'leave nodesPerDatacenter out, raise it, or keep counters in Redis',
  });
}

export function ringBeyondReason(datacenter: string, nodes: number): Issue {
  return issue('ring-beyond-reason', {
    path: ['kong', 'plugins'],
    message: `counters in the datastore at this rate would need ${nodes} Cassandra nodes in ${datacenter}`,
    remedy: 'give the counting plugins the policy redis or local, or name datastore.nodesPerDatacenter',
  });
}

/** @param room of the smallest subnet, in nodes */
/** @param wider the longest prefix that would do */
export function ringBeyondRange(
  path: readonly PathStep[],
  datacenter: string,
  { nodes, room, cidr, wider }: { nodes: number; room: number; cidr: string; wider: number | undefined },
): Issue {
  return issue('ring-beyond-range', {
    path,
    message: `${nodes} Cassandra nodes of ${datacenter}, a third of them in each zone, and ${cidr} has ${room} addresses for those of a zone`,
    remedy: wider === undefined ? 'name fewer nodes' : `write a /${wider}, the smallest that holds them`,
  });
}

export function ringBeyondSubnets(path: readonly PathStep[], datacenter: string, nodes: number, room: number): Issue {
  return issue('ring-beyond-subnets', {
    path,
    message: `${nodes} Cassandra nodes of ${datacenter}, a third of them in each zone, and these subnets have ${room} addresses for those of a zone`,
    remedy: 'name larger subnets: nodes have the addresses from the eleventh on, which never change',
  });
}

export function cassandraDiskTooSmall(datacenter: string, gib: number, needed: number): Issue {
  return issue('cassandra-disk-too-small', {
    severity: 'warning',
    path: ['datastore', 'diskGib'],
    message: `disks of ${gib} GiB in ${datacenter}; data, compaction and hints need ${Math.ceil(needed)}`,
    remedy: 'leave diskGib out or raise it',
  });
}

export function cassandraDiskTooSlow(
  datacenter: string,
  disk: { readonly iops: number; readonly mibPerSecond: number },
  needed: { readonly iops: number; readonly mibPerSecond: number },
): Issue {
  return issue('cassandra-disk-too-slow', {
    severity: 'warning',
    path: ['datastore'],
    message:
      `disks in ${datacenter} give ${disk.iops} IOPS and ${disk.mibPerSecond} MiB/s; ` +
      `the load needs ${Math.ceil(needed.iops)} and ${Math.ceil(needed.mibPerSecond)}`,
    remedy: 'leave diskGib and nodesPerDatacenter out, or keep counters in Redis',
  });
}

export function cassandraNodesKept(datacenter: string, nodes: number, sized: number): Issue {
  return issue('cassandra-nodes-kept', {
    severity: 'advice',
    path: ['datastore'],
    message: `Cassandra nodes of ${datacenter} kept at ${nodes}: the lock holds what stands; sized ${sized}`,
    remedy: `nothing is lost; for fewer, take nodes out of the ring, then write nodesPerDatacenter and name nodes-lowered:${datacenter} to --allow`,
  });
}

export function cassandraDisksKept(datacenter: string, gib: number, sized: number): Issue {
  return issue('cassandra-disks-kept', {
    severity: 'advice',
    path: ['datastore'],
    message: `data disks of ${datacenter} kept at ${gib} GiB: the lock holds what stands; sized ${sized}`,
    remedy: 'nothing is lost; no cloud makes a disk smaller',
  });
}
