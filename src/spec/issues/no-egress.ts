import { issue, type Issue } from '../../kernel/issue';

/** These functions make the issues about datacenters whose machines have no way to the internet. */

type Path = Issue['path'];

/** Makes the issue about machines that would have to install from the internet at first boot. */
export function egressNoneWithoutImage(path: Path, datacenter: string, role: string): Issue {
  return issue('egress-none-without-image', {
    path,
    message: `with egress none no machine of ${datacenter} reaches a package repository, and nodes of ${role} would install from one at first boot`,
    remedy: `name a machine image of yours with all that they need as "image" in ${role} of the datacenter (docs/concepts.md), or write "egress": "managed"`,
  });
}

export function egressNoneCallsOut(path: Path, range: string, datacenters: readonly string[]): Issue {
  return issue('egress-none-calls-out', {
    path,
    message: `Kong would call services in ${range}, and with egress none no machine of ${datacenters.join(', ')} reaches an address on the internet`,
    remedy:
      'name the services of kong.upstreams by private ranges that routes of yours lead to, or write "egress": "managed"',
  });
}

export function egressNoneBalancer(path: Path, balancer: string, datacenters: readonly string[]): Issue {
  return issue('egress-none-balancer', {
    path,
    message: `internal machines with ${balancer} install it from Ubuntu's archives, which with egress none no machine of ${datacenters.join(', ')} reaches`,
    remedy: 'write "balancer": "cloud", or "egress": "managed"',
  });
}

export function egressNoneSeed(path: Path, datacenter: string, home: string, where: string): Issue {
  return issue('egress-none-seed', {
    path,
    message: `data planes of ${datacenter} start from a seed in ${where}, beside the control planes in ${home}, and with egress none its private endpoints lead to services of its own ${where === 'another cloud' ? 'cloud' : 'region'} alone`,
    remedy: 'write "egress": "managed" for it',
  });
}

export function egressAddressesWithoutEgress(path: Path): Issue {
  return issue('egress-addresses-without-egress', {
    path,
    message:
      'egressAddresses is given for a datacenter with egress none, whose machines appear nowhere on the internet',
    remedy: 'remove it, or write "egress": "managed"',
  });
}
