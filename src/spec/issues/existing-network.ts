import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** These functions make the issues about networks that users have. */

type Path = Issue['path'];

export function existingGroupForm(path: Path, cloud: string, scope: 'zone' | 'region'): Issue {
  const [what, remedy] =
    scope === 'region'
      ? ['one subnet that spans the region', 'its "id" and its "cidr", and no "zones"']
      : ['one subnet in each zone', 'these as "zones", with a "cidr" that holds them, and no "id"'];
  return issue('existing-group-form', {
    path,
    message: `a purpose has ${what} on ${cloud}`,
    remedy: `write ${remedy}`,
  });
}

export function existingPartUnknown(path: Path, cloud: string): Issue {
  return issue('existing-part-unknown', {
    path,
    message: `nothing of a datacenter on ${cloud} needs it`,
    remedy: 'remove it: docs/existing-networks.md of topogen has what each cloud needs',
  });
}

export function existingEgressNotMade(path: Path, cloud: string): Issue {
  return issue('existing-egress-not-made', {
    path,
    message: `topogen makes no address translation in an existing network on ${cloud}`,
    remedy: 'remove it, and see to routes to the internet in the route tables of your private subnets',
  });
}

export function existingInOtherProject(path: Path, id: string, project: string, own: string): Issue {
  return issue('existing-in-other-project', {
    path,
    message: `${show(id)} is in project ${project}, and the datacenter in ${own}: topogen builds in no network that another project shares`,
    remedy: `write "project": ${show(project)} for the datacenter, or name a network of ${own}`,
  });
}

export function existingInOtherRegion(path: Path, id: string, region: string, own: string): Issue {
  return issue('existing-in-other-region', {
    path,
    message: `${show(id)} is in ${region}, and the datacenter in ${own}`,
    remedy: `name a subnet that the network has in ${own}`,
  });
}

export function rangeBesideExisting(path: Path, range: string, ofNetwork: string): Issue {
  return issue('range-beside-existing', {
    path,
    message: `${show(range)} is given beside an existing network, whose range is ${ofNetwork}`,
    remedy: 'remove it: an existing network has its own range in network.existing.cidr',
  });
}

export function egressBesideExisting(path: Path, egress: string): Issue {
  return issue('egress-beside-existing', {
    path,
    message: `egress ${show(egress)} is given beside an existing network, whose owner has the way to the internet`,
    remedy: 'remove it: topogen makes address translation in networks of its own alone',
  });
}

export function existingOutsideSupernet(path: Path, range: string, supernet: string): Issue {
  return issue('existing-outside-supernet', {
    path,
    message: `${show(range)} lies outside of network.supernet, ${supernet}`,
    remedy:
      'write a supernet that holds every datacenter, such as 10.0.0.0/8: routes and firewalls between datacenters name it as a whole. Where datacenters stand, write the range that each has today as its "cidr"',
  });
}

export function malformedExistingId(path: Path, id: string, what: string, example: string): Issue {
  return issue('malformed-existing-id', {
    path,
    message: `${show(id)} is no id of ${what}`,
    remedy: `write the id that the cloud has given it, such as ${example}`,
  });
}

export function existingIdTwice(path: Path, id: string): Issue {
  return issue('existing-id-twice', {
    path,
    message: `${show(id)} stands here a second time`,
    remedy: 'name every network, subnet and route table once: no two purposes or datacenters share one',
  });
}

export function existingRangeSize(path: Path, range: string, shortest: number, longest: number): Issue {
  return issue('existing-range-size', {
    path,
    message: `${show(range)} is none that the cloud has: its networks and subnets are from /${shortest} to /${longest}`,
    remedy: 'write the range that the network or subnet has',
  });
}

export function rangeOutsideExisting(path: Path, range: string, outer: string, what: string): Issue {
  return issue('range-outside-existing', {
    path,
    message: `${show(range)} lies outside of ${outer}, ${what}`,
    remedy:
      'write the ranges as the cloud has them; the range of a purpose holds its subnets, that of the network holds all',
  });
}

export function existingRangesOverlap(path: Path, range: string, other: string, what: string): Issue {
  return issue('existing-ranges-overlap', {
    path,
    message: `${range} overlaps ${other}, ${what}`,
    remedy: 'give each purpose subnets of its own in a range of its own: firewalls tell the purposes apart by it',
  });
}

export function existingZones(path: Path, zones: readonly string[], wanted: readonly string[]): Issue {
  return issue('existing-zones', {
    path,
    message: `there must be one subnet in each of ${wanted.join(', ')}, the zones of the datacenter, and these are in ${zones.map(show).join(', ') || 'none'}`,
    remedy: 'name a subnet for each of them, or name the zones of your subnets in "zones" of the datacenter',
  });
}
