import { issue, type Issue } from '../../kernel/issue';
import { oneOf, show } from './show';

/** These functions make the issues about gateways that users have. */

type Path = Issue['path'];

/** @param place region of the datacenter, and its project where the cloud has such */
export function existingGatewayElsewhere(path: Path, id: string, place: readonly string[]): Issue {
  return issue('existing-gateway-elsewhere', {
    path,
    message: `${show(id)} is not in ${place.join(' of project ')}, where the datacenter is`,
    remedy: 'name one that is there, or leave the gateway out, and topogen makes its own',
  });
}

export function existingGatewayAlone(path: Path, cloud: string): Issue {
  return issue('existing-gateway-alone', {
    path,
    message: `on ${cloud} a gateway stands in a network, and topogen makes that of the datacenter`,
    remedy: 'name the network of the gateway as network.existing, or leave the gateway out, and topogen makes its own',
  });
}

export function existingRouterMissing(path: Path, cloud: string, example: string): Issue {
  return issue('existing-router-missing', {
    path,
    message: `on ${cloud} a router beside the gateway speaks BGP, and none is named`,
    remedy: `write the router that sessions of links are to be on, such as "router": "${example}", and its number as asn`,
  });
}

export function existingRouterNotUsed(path: Path, cloud: string): Issue {
  return issue('existing-router-not-used', {
    path,
    message: `on ${cloud} the gateway speaks BGP itself`,
    remedy: 'remove it',
  });
}

/** @param ranges of numbers that a gateway may have, in words */
export function existingGatewayAsn(path: Path, asn: number, cloud: string, ranges: readonly string[]): Issue {
  return issue('existing-gateway-asn', {
    path,
    message: `${asn} is no number of an autonomous system that links can end at on ${cloud}: ${oneOf(ranges)}`,
    remedy: 'write the number that the gateway has; with another one leave the gateway out, and topogen makes its own',
  });
}

/** @param why the number must have 16 bits */
export function existingGatewayAsnWide(path: Path, asn: number, why: string): Issue {
  return issue('existing-gateway-asn-wide', {
    path,
    message: `${asn} has more than 16 bits, and ${why}`,
    remedy:
      'leave the kind of links within a cloud at its default; or leave the gateway out, and topogen makes its own',
  });
}

export function asnOfTopology(path: Path, asn: number, first: number, last: number): Issue {
  return issue('asn-of-topology', {
    path,
    message: `${asn} is among the numbers ${first} to ${last}, which topogen gives to datacenters by network.firstAsn`,
    remedy:
      'write another "firstAsn", such as 64608, where the topology does not stand yet; else leave the gateway out, and topogen makes its own',
  });
}

/** @param what is the same, e.g. `gateway` */
export function existingGatewayTwice(path: Path, value: string | number, what: string, other: string): Issue {
  return issue('existing-gateway-twice', {
    path,
    message: `datacenter ${other} has the ${what} ${show(value)} already: by one number BGP could not tell the two apart`,
    remedy: 'name another gateway, with a number of its own, for one of them, or leave it out there',
  });
}
