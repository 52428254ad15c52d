import { issue, type Issue, type PathStep } from '../../kernel/issue';
import type { MachineSize } from '../../spec/spec';
import { CHECKLIST_MEMORY_GIB, CHECKLIST_VCPUS } from '../pools/sizing/tables/kong-node';

/* These functions make the issues of sizing: warnings and advice, and errors if no size can work. */

export function kongMachineBelowChecklist(path: readonly PathStep[], machine: MachineSize): Issue {
  return issue('kong-machine-below-checklist', {
    severity: 'warning',
    path,
    message:
      `${sizeOf(machine)}; Kong's implementation checklist asks for at least ` +
      `${CHECKLIST_VCPUS.value} vCPU and 16 GB (${CHECKLIST_MEMORY_GIB.value} GiB)`,
    remedy: 'take a larger machine type, or leave it out and let the load decide',
  });
}

export function kongMachineWithoutMemory(path: readonly PathStep[], machine: MachineSize): Issue {
  return issue('kong-machine-without-memory', {
    path,
    message: `${sizeOf(machine)}: its workers, half a GiB each, leave nothing for requests`,
    remedy: 'take a machine type with at least 2 GiB a vCPU',
  });
}

/** @param wider the longest prefix of a range of the datacenter's that would do, if it has one of its own */
export function kongPoolBeyondSubnets(datacenter: string, nodes: number, addresses: number, wider?: number): Issue {
  const spread = 'spread the load over more datacenters, or set kong.requestsPerSecondPerVcpu to what you measured';
  return issue('kong-pool-beyond-subnets', {
    path: ['requestsPerSecond'],
    message: `the Kong pool of ${datacenter} needs ${nodes} nodes, and its subnets have room for ${addresses}`,
    remedy:
      wider === undefined ? spread : `write a /${wider}, the smallest that holds them, as its "cidr", or ${spread}`,
  });
}

/** Makes the warning about a pool that cannot grow to its ceiling in the range that the spec gives it. */
export function kongCeilingBeyondRange(
  path: Issue['path'],
  datacenter: string,
  { wanted, addresses, wider }: { wanted: number; addresses: number; wider: number },
): Issue {
  return issue('kong-ceiling-beyond-range', {
    severity: 'warning',
    path,
    message: `by kong.maximumFactor the Kong pool of ${datacenter} may grow to ${wanted} nodes, and its subnets have room for ${addresses}, since an upgrade has twice as many`,
    remedy: `write a /${wider}, the smallest that holds them, before the datacenter is built: its range never changes`,
  });
}

export function kongPoolBeyondBalancer(datacenter: string, nodes: number, targets: number): Issue {
  return issue('kong-pool-beyond-balancer', {
    severity: 'warning',
    path: ['requestsPerSecond'],
    message: `the Kong pool of ${datacenter} may grow to ${nodes} nodes; one load balancer takes ${targets} by default`,
    remedy: 'ask the cloud for a higher quota, or take larger machines',
  });
}

export function kongCapacityUnmeasured(datacenter: string, nodes: number): Issue {
  return issue('kong-capacity-unmeasured', {
    severity: 'advice',
    path: ['kong', 'requestsPerSecondPerVcpu'],
    message: `the pool of ${nodes} nodes in ${datacenter} rests on Kong's published benchmark, derated; your plugins were not measured`,
    remedy: 'measure one node with your plugins and set kong.requestsPerSecondPerVcpu; most pools shrink',
  });
}

export function pluginCostUnknown(name: string, microseconds: number): Issue {
  return issue('plugin-cost-unknown', {
    severity: 'advice',
    path: ['kong', 'plugins'],
    message: `nothing is known of the cost of the plugin ${name}; ${microseconds} us of vCPU time a request are assumed`,
    remedy: 'measure one node with it and set kong.requestsPerSecondPerVcpu',
  });
}

export function countersLoadDatastore(name: string, periods: number, requestsPerSecond: number): Issue {
  return issue('counters-load-datastore', {
    severity: 'advice',
    path: ['kong', 'plugins'],
    message: `${name} with the policy cluster reads and writes ${periods * requestsPerSecond} counters a second, and each write goes to every datacenter`,
    remedy: "use it only if redis is not an option, as Kong's implementation checklist says",
  });
}

export function redisTooSlow(datacenter: string, commands: number, most: number): Issue {
  return issue('redis-too-slow', {
    severity: 'warning',
    path: ['kong', 'plugins'],
    message: `Redis in ${datacenter} would answer ${Math.ceil(commands)} commands a second; one node is good for about ${most}`,
    remedy: 'count fewer periods, use the policy local, or spread the load over more datacenters',
  });
}

export function redisMemoryTooSmall(gib: number, needed: number): Issue {
  return issue('redis-memory-too-small', {
    severity: 'warning',
    path: ['redis', 'memoryGib'],
    message: `${gib} GiB of Redis; counters of every entity need ${needed}`,
    remedy: 'leave memoryGib out or raise it',
  });
}

export function natBeyondAddresses(datacenter: string, addresses: number, most: number): Issue {
  return issue('nat-beyond-addresses', {
    severity: 'warning',
    path: ['kong', 'upstreams'],
    message: `each NAT gateway of ${datacenter} would need ${addresses} outside addresses, and is built with ${most}`,
    remedy: 'reach busy services by private addresses, or spread the load over more datacenters',
  });
}

export function natBeyondPorts(datacenter: string, ports: number, most: number): Issue {
  return issue('nat-beyond-ports', {
    severity: 'warning',
    path: ['kong', 'upstreams'],
    message: `each Kong node of ${datacenter} would need ${ports} ports of address translation, and gets at most ${most}`,
    remedy: 'reach slow or busy services by private addresses, or name smaller machines so that more nodes share them',
  });
}

export function natBeyondBandwidth(datacenter: string, gbps: number, most: number): Issue {
  return issue('nat-beyond-bandwidth', {
    severity: 'warning',
    path: ['kong', 'upstreams'],
    message: `each NAT gateway of ${datacenter} would carry ${gbps.toFixed(1)} Gbit/s, and carries at most ${most}`,
    remedy: 'reach busy services by private addresses, or spread the load over more datacenters',
  });
}

/** Describes a machine type with its size, for issues. */
export function sizeOf({ type, vcpus, memoryGib }: MachineSize): string {
  return `${type} has ${vcpus} vCPU and ${memoryGib} GiB`;
}
