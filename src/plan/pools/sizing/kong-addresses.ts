import { cidrSize } from '../../../kernel/cidr';
import { assumed, type Figure } from '../../../kernel/figure';
import type { DatacenterSpec } from '../../../spec/spec';
import { zoneCidr } from '../../addressing';
import { KONG } from '../../naming';

/** Addresses of each subnet that are no node's: the cloud's own, those of balancers inside, and that of the migrations job. */
const NO_NODES = 8;

/** Addresses that the address plan has for Kong nodes, less those that replacements need for a while. */
const PLANNED: Figure = {
  value: 3 * (cidrSize(zoneCidr('10.0.0.0/16', KONG, 0)) - 48),
  unit: 'addresses',
  source: assumed('three subnets of a /21, 48 addresses of each kept for the cloud and for replacements'),
};

/** Returns the addresses that a datacenter has for Kong nodes. */
export function kongAddresses({ existing }: Pick<DatacenterSpec, 'existing'>): Figure {
  if (!existing) return PLANNED;
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
