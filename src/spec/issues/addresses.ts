import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** These functions make the issues about ranges of addresses. */

type Path = Issue['path'];

export function malformedRange(path: Path, range: string, suggestion: string | undefined): Issue {
  return issue('malformed-range', {
    path,
    message: `${show(range)} is no IPv4 range`,
    remedy: `write address/length, such as ${suggestion ?? '10.80.0.0/16'}`,
  });
}

export function misalignedRange(path: Path, range: string, aligned: string): Issue {
  return issue('misaligned-range', {
    path,
    message: `${show(range)} does not begin where a range of its length can`,
    remedy: `write ${aligned}, if that is what you mean`,
  });
}

export function notPrivateRange(path: Path, range: string): Issue {
  return issue('not-private-range', {
    path,
    message: `${show(range)} is not private address space`,
    remedy: 'choose from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16; 100.64.0.0/10 belongs to carriers',
  });
}

export function rangeLength(path: Path, range: string, shortest: number, longest: number): Issue {
  return issue('range-length', {
    path,
    message: `${show(range)} is no range of a datacenter: these are from /${shortest} to /${longest}, which has room for Kong, the datastore, balancers, gateways and Redis in each of three zones`,
    remedy: `write one of such a length, as 10.80.0.0/${shortest} or 10.80.0.0/${longest}, or leave cidr out`,
  });
}

export function rangeOutsideSupernet(path: Path, range: string, supernet: string): Issue {
  return issue('range-outside-supernet', {
    path,
    message: `${show(range)} lies outside of network.supernet, ${supernet}`,
    remedy: 'choose a range in it, or widen the supernet: routes and firewalls between datacenters name it as a whole',
  });
}

export function rangesOverlap(path: Path, range: string, name: string, other: string, otherRange: string): Issue {
  return issue('ranges-overlap', {
    path,
    message: `${range} of ${show(name)} overlaps ${otherRange} of ${show(other)}`,
    remedy: 'give every datacenter a range of its own, or leave cidr out',
  });
}

export function supernetTooSmall(path: Path, supernet: string, room: number, datacenters: number): Issue {
  return issue('supernet-too-small', {
    path,
    message: `${show(supernet)} has room for ${room === 0 ? 'no' : room} /16, and there ${datacenters === 1 ? 'is 1 datacenter' : `are ${datacenters} datacenters`}`,
    remedy:
      'widen it: a /10 holds 64 datacenters, 10.0.0.0/8 holds 256; what is built already stays where it is when its "cidr" is written',
  });
}

export function duplicateRange(path: Path, range: string): Issue {
  return issue('duplicate-range', {
    path,
    message: `${show(range)} stands here twice`,
    remedy: 'keep one of them: a cloud refuses the same firewall rule a second time',
  });
}

export function duplicateUpstream(path: Path, range: string, port: number): Issue {
  return issue('duplicate-upstream', {
    path,
    message: `port ${port} of ${range} is named twice`,
    remedy: 'name it once: a cloud refuses the same firewall rule a second time',
  });
}

export function adminOpenToInternet(path: Path, range: string, shortest: number): Issue {
  return issue('admin-open-to-internet', {
    path,
    message: `${show(range)} would open the Admin API to much of the internet`,
    remedy: `name the networks of your operators, each a /${shortest} or smaller; whoever reaches this API owns the gateway`,
  });
}

export function adminFromOutside(path: Path, range: string, supernet: string): Issue {
  return issue('admin-from-outside', {
    path,
    message: `${show(range)} is outside ${supernet}, the network of the datacenters: Kong's nodes have no public address and no route to it`,
    remedy:
      'name ranges inside that network, or none, and reach the Admin API with `topogen connect <spec> <datacenter> admin`',
  });
}
