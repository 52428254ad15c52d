import { issue, type Issue } from '../../kernel/issue';
import { list } from './list';

/** These functions make the issues about the entrance of the gateway. */

type Path = Issue['path'];

export function redirectWithoutTls(path: Path): Issue {
  return issue('redirect-without-tls', {
    path,
    message: 'clients would be sent to https, and kong.tls says that they do not speak it',
    remedy: 'write "serve", or leave kong.tls out',
  });
}

export function redirectUnknownToKong(path: Path, version: string, first: string): Issue {
  return issue('redirect-unknown-to-kong', {
    path,
    message: `Kong ${version} takes no server of topogen's beside its own, which would redirect; ${first} is the first that does`,
    remedy: `write "serve" and redirect by your routes' own settings, leave the port closed, or write ${first} or newer as kong.version`,
  });
}

export function healthPathOfKong(path: Path, stated: string): Issue {
  return issue('health-path-of-kong', {
    path,
    message: `"${stated}" begins like the locations that Kong keeps for itself, and nginx would not start with two of one name`,
    remedy: 'write another path, such as /healthz',
  });
}

export function healthPathUnknownToKong(path: Path, version: string, first: string): Issue {
  return issue('health-path-unknown-to-kong', {
    path,
    message: `Kong ${version} takes no location of topogen's into its proxy, which would answer; ${first} is the first that does`,
    remedy: `leave it out, or write ${first} or newer as kong.version`,
  });
}

export function balancerUnknownToKong(path: Path, version: string, balancer: string, first: string): Issue {
  return issue('balancer-unknown-to-kong', {
    path,
    message: `a node of Kong ${version} cannot tell ${balancer} that it is about to stop, so that clients would be sent to it still; ${first} is the first that can`,
    remedy: `write "cloud", or ${first} or newer as the release of Kong`,
  });
}

export function nameOverOwnBalancers(path: Path, balancer: string, datacenters: readonly string[]): Issue {
  return issue('name-over-own-balancers', {
    path,
    message: `the machines with ${balancer} of ${list(datacenters)} have private addresses, which no service for names can ask whether they are well: the name would lead clients to what is down`,
    remedy:
      'write "cloud", or leave hostname and dns out and give the addresses a name of your own: the output balancer_addresses of the stack cluster-<datacenter> has them',
  });
}

export function balancerInExistingNetwork(path: Path, balancer: string, datacenters: readonly string[]): Issue {
  return issue('balancer-in-existing-network', {
    path,
    message: `machines with ${balancer} stand in subnets of their own, which the existing network of ${list(datacenters)} has not`,
    remedy: 'write "cloud", or let topogen build the network of the datacenter',
  });
}

export function nameNeedsHealthPath(path: Path, balancer: string): Issue {
  return issue('name-needs-health-path', {
    path,
    message: `machines with ${balancer} take connections also while no node serves, and whoever asks that alone would keep the datacenter in the name`,
    remedy: 'write a path that tells, such as "healthPath": "/healthz"',
  });
}

export function privateClientsOfPublicBalancer(path: Path, datacenters: readonly string[]): Issue {
  return issue('private-clients-of-public-balancer', {
    path,
    message: `every range is private, and the balancer of ${list(datacenters)} is on the internet: clients reach it from the public address of their way out, which the firewall refuses`,
    remedy:
      'write "gateway": { "exposure": "internal" }, for the topology or a datacenter, to have the balancer in private subnets; or name the public addresses by which these clients go out',
  });
}

export function nobodyReachesDatacenter(
  path: Path,
  datacenters: readonly string[],
  proxyCidrs: readonly string[],
): Issue {
  return issue('nobody-reaches-datacenter', {
    path,
    message: `the balancer of ${list(datacenters)} is internal, and no range of kong.proxyCidrs (${list(proxyCidrs)}) is private: nobody could reach it`,
    remedy:
      'add the private ranges of its clients to kong.proxyCidrs, or leave proxyCidrs out, which lets in the whole supernet; or write "exposure": "public"',
  });
}

export function clientsOutsideSupernet(path: Path, ranges: readonly string[]): Issue {
  return issue('clients-outside-supernet', {
    severity: 'warning',
    path,
    message: `${list(ranges)} is outside the supernet: the firewall of internal balancers lets it in, and nothing that topogen builds leads there and back`,
    remedy: 'join these networks to those of the datacenters yourself, with routes both ways; docs/entrance.md',
  });
}
