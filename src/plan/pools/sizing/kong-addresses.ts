import { cidrSize, parseCidr } from '../../../kernel/cidr';
import { assumed, type Figure } from '../../../kernel/figure';
import { ZONES_PER_DATACENTER } from '../../../kernel/zones-per-datacenter';
import type { DatacenterSpec } from '../../../spec/spec';
import { smallestAround, zoneCidr } from '../../addressing';
import { KONG } from '../../naming';

/** Addresses of each subnet that are no node's: the cloud's own, those of balancers inside, and that of the migrations job. */
const NO_NODES = 8;

/** Kong's subnet in a zone of a /16. */
const FULL_SUBNET = zoneCidr('10.0.0.0/16', KONG, 0);

/** Addresses that the address plan has for Kong nodes, less those that replacements need for a while. */
const PLANNED: Figure = {
  value: 3 * (cidrSize(FULL_SUBNET) - 48),
  unit: 'addresses',
  source: assumed('three subnets of a /21, 48 addresses of each kept for the cloud and for replacements'),
};

/** Returns the addresses that a datacenter has for Kong nodes. */
export function kongAddresses({ existing, cidr }: Pick<DatacenterSpec, 'existing' | 'cidr'>): Figure {
  if (!existing) return cidr === undefined ? PLANNED : ofRange(cidr);
  const { kong } = existing.subnets;
  const subnets = kong?.id === undefined ? (kong?.zones ?? []) : [kong];
  const sizes = subnets.map(({ cidr }) => cidrSize(cidr));
  return {
    // A second pool stands beside the first during an upgrade, and new nodes beside old ones while a pool is replaced.
    value: sizes.length * Math.max(0, Math.floor((Math.min(...sizes) - NO_NODES) / 2)),
    unit: 'addresses',
    source: assumed(
      sizes.length > 1
        ? 'half of the smallest of the three subnets that the spec names, eight of each kept for others'
        : 'half of the subnet that the spec names, eight addresses kept for others',
    ),
  };
}

/** Returns the addresses that a range which topogen divides has for Kong nodes. */
function ofRange(cidr: string): Figure {
  const subnet = zoneCidr(cidr, KONG, 0);
  const { prefix } = parseCidr(subnet);
  if (prefix <= parseCidr(FULL_SUBNET).prefix) return PLANNED;
  return {
    value: ZONES_PER_DATACENTER * Math.floor((cidrSize(subnet) - NO_NODES) / 2),
    unit: 'addresses',
    source: assumed(`half of each of three subnets of a /${prefix}, eight of each kept for others`),
  };
}

/** Returns the smallest range around that of a datacenter which has addresses for so many nodes, as a prefix. */
export function smallestForKong({ cidr, existing }: DatacenterSpec, nodes: number): number | undefined {
  return cidr === undefined || existing ? undefined : smallestAround(cidr, (range) => ofRange(range).value >= nodes);
}
