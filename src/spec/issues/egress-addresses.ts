import { issue, type Issue } from '../../kernel/issue';

/** These functions make the issues about outside addresses that a spec reserves. */

type Path = Issue['path'];

export function egressAddressesBesideExisting(path: Path): Issue {
  return issue('egress-addresses-beside-existing', {
    path,
    message: 'egressAddresses is given beside an existing network, whose owner has the way to the internet',
    remedy:
      'remove it, or let topogen make the address translation, where the cloud has that: "egress": "managed" in network.existing',
  });
}

export function egressAddressesReservedAnyway(path: Path, cloud: string): Issue {
  return issue('egress-addresses-reserved-anyway', {
    path,
    message: `egressAddresses is given for a datacenter on ${cloud}, where the addresses of NAT gateways are reserved in any case`,
    remedy: 'remove it: the output nat_addresses of its network has the addresses',
  });
}

export function egressAddressesTooMany(path: Path, number: number, most: number): Issue {
  return issue('egress-addresses-too-many', {
    path,
    message: `${number} addresses are more than the ${most} that Cloud NAT can have`,
    remedy: `write ${most} or fewer`,
  });
}
