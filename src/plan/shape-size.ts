import type { CloudFactsTable } from '../kernel/cloud/facts';
import { endsOnInstances } from '../kernel/cloud/links';
import { endsByDatacenter } from './limits/link-ends';
import type { DatacenterPlan, LinkPlan } from './plan';
import { published, type Figure } from '../kernel/figure';
import type { Sizing } from './sizing/sizing';
import { HOURS_PER_MONTH } from './sizing/tables/traffic';

/**
 * Price per hour of a VPN connection, an attachment of a transit gateway, or a tunnel of a managed gateway: they cost
 * the same.
 */
const PART_USD_PER_HOUR: Figure = {
  value: 0.05,
  unit: 'USD/h',
  source: published('infracost goldens @95ba4f4, list prices', '2024-07'),
};

/** Size and cost of the links of a shape. */
export interface ShapeSize {
  readonly links: number;
  readonly connections: number;
  /** Tunnels of managed gateways, without those of connections. */
  readonly managedTunnels: number;
  readonly peerings: number;
  readonly vpnInstances: number;
  /** USD a month before traffic; a lower bound, since sources disagree whether both sides of a peering pay. */
  readonly usdPerMonth: number;
}

/** Counts and prices any links that the datacenters could have, not only those that they have. */
export function shapeSize(
  links: readonly LinkPlan[],
  {
    datacenters,
    sizing,
    facts,
  }: { readonly datacenters: readonly DatacenterPlan[]; readonly sizing: Sizing; readonly facts: CloudFactsTable },
): ShapeSize {
  const byDatacenter = endsByDatacenter(links);
  const ends = [...byDatacenter.values()].flat();
  const sum = (part: 'connections' | 'managedTunnels' | 'peerings'): number =>
    ends.reduce((all, { parts }) => all + parts[part], 0);
  const peerings = sum('peerings') / 2;
  const hasEnd = (name: string, onInstances: boolean): boolean =>
    (byDatacenter.get(name) ?? []).some(({ link, end }) => endsOnInstances(link.kind, end.part) === onInstances);
  const attached = datacenters.filter(
    ({ name, cloud }) => facts[cloud].serviceTiers.withManagedEnd.includes('transit') && hasEnd(name, false),
  ).length;
  const withInstances = sizing.datacenters.filter(({ datacenter }) => hasEnd(datacenter, true));
  const instancesUsd = withInstances.reduce(
    (all, { otherMachines }) => all + 2 * (otherMachines.vpnInstance?.price.usdPerHour ?? 0),
    0,
  );
  // Each connection is an attachment too.
  const paid = 2 * sum('connections') + sum('managedTunnels') + peerings + attached;
  return {
    links: links.length,
    connections: sum('connections'),
    managedTunnels: sum('managedTunnels'),
    peerings,
    vpnInstances: 2 * withInstances.length,
    usdPerMonth: (paid * PART_USD_PER_HOUR.value + instancesUsd) * HOURS_PER_MONTH.value,
  };
}
