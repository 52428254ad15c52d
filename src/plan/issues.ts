import { issue, type Issue } from '../kernel/issue';

/** Faults that only show once addresses are given out. */

export function supernetFull(supernet: string, datacenter: string, index: number, path: Issue['path']): Issue {
  return issue('supernet-full', {
    path,
    message: `${supernet} has no /16 number ${index} for datacenter ${datacenter}`,
    remedy:
      'widen network.supernet (10.0.0.0/8 holds 256 datacenters); indexes of removed datacenters are never reused',
  });
}

export function datacenterIndexTooHigh(datacenter: string, index: number, limit: number, path: Issue['path']): Issue {
  return issue('datacenter-index-too-high', {
    path,
    message: `datacenter ${datacenter} has index ${index}, and the link addresses reach to ${limit - 1}`,
    remedy: 'start a new topology: indexes of removed datacenters are never reused, so that nothing is re-addressed',
  });
}

export function cidrTaken(
  cidr: string,
  datacenter: string,
  other: string,
  otherCidr: string,
  path: Issue['path'],
): Issue {
  return issue('cidr-taken', {
    path,
    message: `${cidr} of datacenter ${datacenter} overlaps ${otherCidr} of datacenter ${other}`,
    remedy: 'choose a /16 of the supernet that no other datacenter has, or leave cidr out',
  });
}

export function meshGrowsCostly(datacenters: number, links: number, connections: number, tunnels: number): Issue {
  return issue('mesh-grows-costly', {
    severity: 'advice',
    path: ['links', 'shape'],
    message: `a mesh of ${datacenters} datacenters has ${links} links, ${connections} VPN connections and ${tunnels} gateway tunnels`,
    remedy: 'from six datacenters on, weigh "shape": "hub"',
  });
}
