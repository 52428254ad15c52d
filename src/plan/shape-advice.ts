import type { CloudFactsTable } from '../kernel/cloud-facts';
import type { Issue } from '../kernel/issue';
import type { LinksSpec } from '../spec/spec';
import { hubIsSinglePoint, meshGrowsCostly } from './issues';
import { endsByDatacenter } from './limits/link-ends';
import { planLinks } from './mesh';
import type { DatacenterPlan, LinkPlan, RingPlan } from './plan';
import { assumed, published, type Figure } from './sizing/reckoned';
import type { Sizing } from './sizing/sizing';

/** Datacenters from which on a mesh is worth a second thought: 15 links and some 60 tunnels. */
const LARGE_MESH: Figure = {
  value: 6,
  unit: 'datacenters',
  source: assumed('15 links; each further datacenter brings one with every other'),
};

/** A VPN connection, an attachment of a transit gateway, or a tunnel of a managed gateway, for an hour: they cost the same. */
const PART_USD_PER_HOUR: Figure = {
  value: 0.05,
  unit: 'USD/h',
  source: published('infracost goldens @95ba4f4, list prices', '2024-07'),
};

const HOURS_PER_MONTH = 730;

export interface ShapeInputs {
  readonly datacenters: readonly DatacenterPlan[];
  readonly links: readonly LinkPlan[];
  readonly spec: LinksSpec;
  readonly supernet: string;
  readonly ring: RingPlan;
  readonly sizing: Sizing;
  readonly facts: CloudFactsTable;
}

/** What a shape costs: a hub all that depends on one place, a large mesh money. */
export function shapeAdvice(inputs: ShapeInputs): Issue[] {
  const { datacenters, links, spec, ring } = inputs;
  if (spec.shape === 'hub') {
    const spokes = datacenters.length - 1;
    return spokes < 2 ? [] : [hubIsSinglePoint(spec.hub, spokes, [ring.readConsistency, ring.writeConsistency])];
  }
  if (datacenters.length < LARGE_MESH.value) return [];
  const hub = datacenters.find(({ cloud }) => inputs.facts[cloud].transits)?.name;
  const mesh = shapeSize(links, inputs);
  if (hub === undefined) return [meshGrowsCostly(datacenters.length, mesh, undefined)];
  const hubLinks = planLinks(
    datacenters,
    { shape: 'hub', hub, awsToAws: spec.awsToAws },
    inputs.supernet,
    inputs.facts,
  );
  return [meshGrowsCostly(datacenters.length, mesh, { hub, ...shapeSize(hubLinks, inputs) })];
}

/** What the links of a shape come to. */
export interface ShapeSize {
  readonly links: number;
  readonly connections: number;
  /** Tunnels of managed gateways; those of connections are theirs. */
  readonly gatewayTunnels: number;
  readonly peerings: number;
  readonly gatewayInstances: number;
  /** A month, before traffic; at least, since sources disagree whether both sides of a peering pay. */
  readonly usdPerMonth: number;
}

function shapeSize(links: readonly LinkPlan[], { datacenters, sizing }: ShapeInputs): ShapeSize {
  const byDatacenter = endsByDatacenter(links);
  const ends = [...byDatacenter.values()].flat();
  const sum = (part: 'connections' | 'gatewayTunnels' | 'peerings'): number =>
    ends.reduce((all, { parts }) => all + parts[part], 0);
  const peerings = sum('peerings') / 2;
  const attached = datacenters.filter(({ subnets }) => subnets.some(({ tier }) => tier === 'transit')).length;
  const withInstances = sizing.datacenters.filter(({ datacenter }) =>
    byDatacenter.get(datacenter)?.some(({ link, end }) => link.kind === 'gateway-vpn' && end.part === 'listens'),
  );
  const instancesUsd = withInstances.reduce(
    (all, { otherMachines }) => all + 2 * (otherMachines.vpnGateway?.price.usdPerHour ?? 0),
    0,
  );
  // Each connection is an attachment too.
  const paid = 2 * sum('connections') + sum('gatewayTunnels') + peerings + attached;
  return {
    links: links.length,
    connections: sum('connections'),
    gatewayTunnels: sum('gatewayTunnels'),
    peerings,
    gatewayInstances: 2 * withInstances.length,
    usdPerMonth: (paid * PART_USD_PER_HOUR.value + instancesUsd) * HOURS_PER_MONTH,
  };
}
