import { issue, type Issue } from '../kernel/issue';
import { KONG_METRICS_SINCE } from '../kernel/kong-metrics';
import type { RedisPassword } from '../kernel/redis-password';
import type { DatastoreWords, PlainText } from './datastores/contract';
import type { PoolPlan } from './pools/pool';
import type { ShapeSize } from './shape-size';
import type { AddressNeed } from './sizing/sizing';

/* These functions make the issues that only show once addresses are assigned. */

/**
 * Makes the issue about a supernet without room. Ranges follow from supernet and index, so a supernet that is merely
 * widened would move every datacenter that is built.
 *
 * @param unused a /16 of the supernet that no datacenter has
 */
export function supernetFull(
  supernet: string,
  datacenter: string,
  index: number,
  unused: string,
  path: Issue['path'],
): Issue {
  return issue('supernet-full', {
    path,
    message: `${supernet} has no /16 number ${index} for datacenter ${datacenter}, and indexes of removed datacenters are never reused`,
    remedy: `give it "cidr": "${unused}", which no datacenter has, or widen network.supernet and write the range that each of the others has today as its "cidr", since those without one would move`,
  });
}

export function datacenterIndexTooHigh(datacenter: string, index: number, limit: number, path: Issue['path']): Issue {
  return issue('datacenter-index-too-high', {
    path,
    message: `datacenter ${datacenter} has index ${index}, and the link addresses reach to ${limit - 1}`,
    remedy: 'start a new topology: indexes of removed datacenters are never reused, so that nothing is re-addressed',
  });
}

/**
 * Makes the issue about two datacenters with one range, which one of them wrote as its `cidr` and the other has by its
 * index. If both wrote theirs, the spec's own rules refuse it.
 *
 * @param unused a /16 of the supernet that no datacenter has
 */
export function rangeOfIndexTaken(
  path: Issue['path'],
  written: { readonly cidr: string; readonly datacenter: string },
  byIndex: { readonly cidr: string; readonly datacenter: string },
  unused: string,
): Issue {
  return issue('range-of-index-taken', {
    path,
    message: `${written.cidr} of datacenter ${written.datacenter} overlaps ${byIndex.cidr}, which datacenter ${byIndex.datacenter} has by its index`,
    remedy: `write "cidr": "${unused}", which no datacenter has, for the one of the two that is not built yet`,
  });
}

/** @param why something needs the subnets of this purpose */
export function existingSubnetsMissing(path: Issue['path'], datacenter: string, purpose: string, why: string): Issue {
  return issue('existing-subnets-missing', {
    path,
    message: `the existing network of ${datacenter} has no "${purpose}" subnets, and ${why}`,
    remedy: `name them as "${purpose}" here: docs/existing-networks.md of topogen has what each cloud needs`,
  });
}

export function existingTablesMissing(path: Issue['path'], datacenter: string): Issue {
  return issue('existing-tables-missing', {
    path,
    message: `links lead from ${datacenter} to other datacenters, and none of the route tables of its network is given for routes to them`,
    remedy:
      'write the ids of the route tables of its Kong and datastore subnets in "routeTables": topogen adds a route to each other datacenter there, and changes nothing else',
  });
}

export function serviceRangeHides(path: Issue['path'], range: string, datacenter: string, other: string): Issue {
  return issue('service-range-hides', {
    path,
    message: `${range} overlaps ${other} of datacenter ${datacenter}, which machines here would reach no more`,
    remedy: 'name a range of private services access that no datacenter has',
  });
}

/** Makes the advice on a gateway of the user's that no link ends on. */
export function existingGatewayIdle(datacenter: string, id: string): Issue {
  return issue('existing-gateway-idle', {
    severity: 'advice',
    path: ['datacenters'],
    message: `no link of ${datacenter} ends on ${id}: nothing is attached to it yet`,
    remedy: 'leave it for the datacenters to come, or remove it',
  });
}

export function instancesInExisting(path: Issue['path'], datacenter: string): Issue {
  return issue('instances-in-existing', {
    path,
    message: `links of ${datacenter} would end on VPN instances, and topogen builds these in networks of its own alone`,
    remedy:
      'leave the kind of links within a cloud at its default, which needs no instances; or give this datacenter a network of topogen',
  });
}

/**
 * Makes the advice about a mesh that grows costly.
 *
 * @param clouds on which a datacenter can be a hub
 */
export function meshGrowsCostly(
  datacenters: number,
  mesh: ShapeSize,
  hub: (ShapeSize & { readonly hub: string }) | undefined,
  clouds: readonly string[],
): Issue {
  return issue('mesh-grows-costly', {
    severity: 'advice',
    path: ['links', 'shape'],
    message: `a mesh of ${datacenters} datacenters is ${sizeText(mesh)}`,
    remedy: hub
      ? `weigh "shape": "hub", which with ${hub.hub} as the hub is ${sizeText(hub)}, and hangs every spoke on one place`
      : `have fewer, larger datacenters, or add one on ${clouds.join(' or ')} as the hub: none of these is on a cloud that can be one`,
  });
}

function sizeText(size: ShapeSize): string {
  const parts = [
    [size.connections, 'VPN connections'],
    [size.managedTunnels, 'managed VPN tunnels'],
    [size.peerings, 'transit peerings'],
    [size.vpnInstances, 'VPN instances'],
  ] as const;
  const used = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `${size.links} links (${used.join(', ')}), at least ${Math.round(size.usdPerMonth)} USD a month before traffic`;
}

/**
 * Makes the advice about a hub, without which its spokes do not reach each other.
 *
 * @param consistency levels that Kong reads and writes at
 * @param words of the datastore: the work after an outage that hints do not bridge, and the longest outage that they do
 */
export function hubIsSinglePoint(
  hub: string,
  spokes: number,
  consistency: readonly string[],
  { mending, bridged }: Pick<DatastoreWords, 'mending' | 'bridged'>,
): Issue {
  const waiting = consistency.filter((level) => !/^(LOCAL_|ONE$)/.test(level));
  const served =
    waiting.length === 0
      ? `each goes on serving by itself at ${[...new Set(consistency)].join(' and ')}`
      : `Kong's access to its data at ${[...new Set(waiting)].join(' and ')} stops in each`;
  return issue('hub-is-single-point', {
    severity: 'advice',
    path: ['links', 'hub'],
    message: `without ${hub} its ${spokes} spokes do not reach each other: nothing is replicated between them; ${served}`,
    remedy: `hints bridge ${bridged}, after which there must be ${mending}; a mesh has no single point of failure, and more links`,
  });
}

/**
 * Makes the advice about links that a cloud encrypts.
 *
 * @param links ids
 * @param plain what crosses them in plain text
 */
export function linksWithKeysOfTheCloud(links: readonly string[], { what, encryptedBy }: PlainText): Issue {
  const which = links.length > 2 ? `${links.length} links` : links.join(' and ');
  return issue('links-with-keys-of-the-cloud', {
    severity: 'advice',
    path: ['links'],
    message: `${which} ${links.length === 1 ? 'is' : 'are'} encrypted by keys of the cloud alone, between regions: ${what} is plain text to it`,
    remedy: `where that is not enough, ${encryptedBy} encrypts it by keys of the topology; decide before the first apply, since it may not change afterwards`,
  });
}

/** A remedy names so many workspaces one by one. */
const MOST_WORKSPACES = 8;

/**
 * Makes the advice about workspaces that read from each other.
 *
 * @param shared each workspace with those that read its state
 */
export function workspacesShareState(shared: readonly (readonly [string, readonly string[]])[]): Issue {
  const named = shared.slice(0, MOST_WORKSPACES).map(([owner, readers]) => `${owner} with ${readers.join(', ')}`);
  const more = shared.length > MOST_WORKSPACES ? ['the others with those whose remote-state.tf names them'] : [];
  return issue('workspaces-share-state', {
    severity: 'advice',
    path: ['state', 'backend'],
    message:
      'a workspace of HCP Terraform shares its state with no other until it is told to, and runs there fail on reading it',
    remedy: `in the settings of each, under remote state sharing, let it share with these alone: ${[...named, ...more].join('; ')}`,
  });
}

/** Makes the issue about a password of Redis that a release of Kong could not give. */
export function redisPasswordImpossible(wish: RedisPassword, tls: boolean, releases: readonly string[]): Issue {
  const why = tls
    ? 'plugins find a password by reference from Kong 3.0 on, and would hold it in plain text'
    : 'a password goes to Redis over TLS alone, which rate-limiting speaks from Kong 2.7 on and response-ratelimiting from 3.1 on';
  return issue('redis-password-impossible', {
    path: ['redis', 'password'],
    message: `Redis cannot have the password ${JSON.stringify(wish)} with Kong ${releases.join(' and ')}: ${why}`,
    remedy: 'leave password out, or run a newer Kong first',
  });
}

/** Makes the issue about datacenters that call services on the internet by one zone, and are to survive the loss of any. */
export function egressInOneZone(datacenters: readonly string[]): Issue {
  return issue('egress-in-one-zone', {
    severity: 'warning',
    path: ['network', 'egress'],
    message: `${datacenters.join(', ')} would survive the loss of a zone, and ${datacenters.length === 1 ? 'calls' : 'call'} services on the internet by one NAT gateway in the first zone: with that zone every call to them fails`,
    remedy:
      'write "egress": "managed", or "survives": "node" in kong, or name the services of kong.upstreams by private ranges',
  });
}

/** Makes the issue about a datacenter that reserves fewer outside addresses than its machines need. */
export function egressAddressesTooFew(
  path: Issue['path'],
  datacenter: string,
  reserved: number,
  { machines, portsPerMachine, portsPerAddress, addresses }: AddressNeed,
): Issue {
  return issue('egress-addresses-too-few', {
    path,
    message: `${datacenter} reserves ${reserved} outside ${reserved === 1 ? 'address' : 'addresses'}, and its ${machines} machines need ${addresses}: each has ${portsPerMachine} ports from the start, of ${portsPerAddress} that an address has`,
    remedy: `write ${addresses} or more: machines without ports reach nothing outside`,
  });
}

/** Makes the advice on a topology whose defaults are not those for clients. */
export function sizeIsDevelopment(givenUp: readonly string[]): Issue {
  return issue('size-is-development', {
    severity: 'advice',
    path: ['size'],
    message: `the size is development: ${givenUp.join('; ')}`,
    remedy:
      'topogen cost shows what the same would cost in production; before clients depend on it, write "size": "production"',
  });
}

/** Makes the advice on releases of Kong that answer no Prometheus. */
export function kongTellsNothing(releases: readonly string[]): Issue {
  return issue('kong-tells-nothing', {
    severity: 'advice',
    path: ['monitoring', 'scrapeCidrs'],
    message: `nodes of Kong ${releases.join(' and ')} tell Prometheus of their machines alone: topogen opens the metrics of Kong from ${KONG_METRICS_SINCE} on, whose status listener can be narrowed to them`,
    remedy: `leave it, or run Kong ${KONG_METRICS_SINCE} or later`,
  });
}

/** Makes the issue about a log of requests that could fill the disks of a pool between two looks of logrotate. */
export function requestsFillDisk(
  { name, machineType, diskGib }: Pick<PoolPlan, 'name' | 'machineType' | 'diskGib'>,
  datacenter: string,
  gib: number,
): Issue {
  return issue('requests-fill-disk', {
    path: ['monitoring', 'logs', 'access'],
    message: `nodes of the pool ${name} of ${datacenter}, ${machineType}, would log up to ${Math.ceil(gib)} GiB of requests before they throw any away, of ${diskGib} GiB that their disks have`,
    remedy: "write a smaller machineType for kong there, or leave it out and use a logging plugin of Kong's",
  });
}
