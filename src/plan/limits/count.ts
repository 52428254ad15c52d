import type { Role } from '../../kernel/ids';
import { place } from '../flow';
import type { DatacenterPlan, Endpoint, Flow, LinkPlan, ShapePlan } from '../plan';
import type { NatSizing } from '../sizing/sizing';
import { endsByDatacenter, type EndParts, type OwnEnd } from './link-ends';
import type { QuotaUse } from './limits';
import { QUOTAS, type Counted, type Quota } from './quotas';

/** Where rules hang on the network and not on groups of members: those that refuse what no flow allows, one each way. */
const REFUSING_RULES = 2;

/** Routes of a network's fullest table that no link brings: to itself and to the internet. */
const OWN_ROUTES = 2;

/** What quotas are counted on. */
export interface QuotaInputs {
  readonly datacenters: readonly DatacenterPlan[];
  readonly links: readonly LinkPlan[];
  readonly shape: ShapePlan;
  readonly flows: readonly Flow[];
  /** By datacenter. */
  readonly nat: ReadonlyMap<string, NatSizing>;
}

/** The use of every quota that the topology touches. */
export function countQuotas(inputs: QuotaInputs): QuotaUse[] {
  const counts = new Map<DatacenterPlan, Counts>();
  const ends = endsByDatacenter(inputs.links);
  const rules = rulesByMember(inputs.flows, inputs.links);
  for (const datacenter of inputs.datacenters) {
    counts.set(datacenter, countDatacenter(datacenter, ends.get(datacenter.name) ?? [], rules, inputs));
  }
  return groups(inputs.datacenters).flatMap(({ quota, place, members }) => {
    const own = members.map((member) => counts.get(member) ?? {});
    const used = quota.counted === 'customerGateways' ? customerGateways(members, ends) : total(own, quota.counted);
    if (used === 0) return [];
    const { id, what, limit, kind, remedy, source } = quota;
    return [{ id: `${place}.${id}`, place, what, used, limit, kind, ...(remedy ? { remedy } : {}), source }];
  });
}

type Counts = Readonly<Partial<Record<Counted, number>>>;

function total(counts: readonly Counts[], counted: Counted): number {
  return counts.reduce((sum, each) => sum + (each[counted] ?? 0), 0);
}

interface Group {
  readonly quota: Quota;
  readonly place: string;
  readonly members: readonly DatacenterPlan[];
}

/** Each quota with each place that it is of: places in the order of their first datacenters, quotas as the table has them. */
function groups(datacenters: readonly DatacenterPlan[]): Group[] {
  const found = new Map<string, Group & { readonly members: DatacenterPlan[] }>();
  for (const datacenter of datacenters) {
    for (const quota of QUOTAS[datacenter.cloud]) {
      const place = placeOf(quota, datacenter);
      const key = `${place} ${quota.id}`;
      const group = found.get(key) ?? { quota, place, members: [] };
      found.set(key, group);
      group.members.push(datacenter);
    }
  }
  return [...found.values()];
}

function placeOf({ per }: Quota, datacenter: DatacenterPlan): string {
  switch (per) {
    case 'region':
      return datacenter.region;
    case 'datacenter':
      return datacenter.name;
    case 'project':
      return datacenter.project ?? datacenter.name;
  }
}

function countDatacenter(
  datacenter: DatacenterPlan,
  ends: readonly OwnEnd[],
  rules: ReadonlyMap<string, Rules>,
  { datacenters, shape, nat }: QuotaInputs,
): Counts {
  const sum = (part: keyof EndParts): number => ends.reduce((all, { parts }) => all + parts[part], 0);
  const { gateways, addressesPerGateway } = nat.get(datacenter.name) ?? { gateways: 0, addressesPerGateway: 0 };
  const attached = datacenter.subnets.some(({ tier }) => tier === 'transit') ? 1 : 0;
  const members = [...rules.values()].filter((member) => member.datacenter === datacenter.name);
  const reaches = datacenters.length > 1 ? 1 : 0;
  return {
    networks: 1,
    transitGateways: attached,
    connections: sum('connections'),
    peerings: sum('peerings'),
    attachments: attached * (1 + sum('connections') + sum('peerings')),
    routes: attached * routes(ends, shape.shape === 'hub' && shape.hub === datacenter.name),
    networkRoutes: OWN_ROUTES + attached + routesOverInstances(ends),
    publicAddresses: gateways * addressesPerGateway + (datacenter.gateways?.nodes.length ?? 0),
    rulesIn: Math.max(0, ...members.map((member) => member.in)),
    rulesOut: Math.max(0, ...members.map((member) => member.out)),
    // One for address translation, whose changes must not touch BGP, and one for the links.
    routers: 1 + reaches,
    vpnGateways: reaches,
    sessions: sum('gatewayTunnels'),
    tunnels: sum('gatewayTunnels'),
    externalGateways: sum('externalGateways'),
    firewallRules: members
      .filter(({ role }) => role !== 'redis' && role !== 'balancer')
      .reduce((all, member) => all + member.in + member.out, REFUSING_RULES),
  };
}

/** The network's own route, what each connection tells, and one for each peering; in a hub the latter for both tables. */
function routes(ends: readonly OwnEnd[], isHub: boolean): number {
  const learned = ends.reduce(
    (all, { end, parts }) => all + parts.connections * end.reaches.length + parts.peerings,
    0,
  );
  return 1 + learned * (isHub ? 2 : 1);
}

/** A route to each datacenter that is reached over gateway instances; all others share the one to the transit gateway. */
function routesOverInstances(ends: readonly OwnEnd[]): number {
  return ends
    .filter(({ link, end }) => link.kind === 'gateway-vpn' && end.part === 'listens')
    .reduce((all, { end }) => all + end.reaches.length, 0);
}

/** Datacenters of one region share those of a far gateway, two for its two interfaces. */
function customerGateways(members: readonly DatacenterPlan[], ends: ReadonlyMap<string, readonly OwnEnd[]>): number {
  const dialled = members.flatMap((member) => ends.get(member.name) ?? []).filter(({ end }) => end.part === 'dials');
  return 2 * new Set(dialled.map(({ far }) => far)).size;
}

interface Rules {
  readonly datacenter: string;
  readonly role: Role;
  in: number;
  out: number;
}

/**
 * Rules at the members of each role of each datacenter, by their place: one for each flow; with the far end of a link one for
 * each of its addresses that a member hears, which are those of the tunnels that end on it.
 */
function rulesByMember(flows: readonly Flow[], links: readonly LinkPlan[]): ReadonlyMap<string, Rules> {
  const tunnels = new Map(links.map((link) => [link.id, tunnelsOfOneGateway(link)]));
  const found = new Map<string, Rules>();
  const add = (member: Endpoint, peer: Endpoint, way: 'in' | 'out'): void => {
    if (member.kind !== 'role') return;
    const key = place(member);
    const rules = found.get(key) ?? { datacenter: member.datacenter, role: member.role, in: 0, out: 0 };
    found.set(key, rules);
    rules[way] += peer.kind === 'link' ? (tunnels.get(peer.link) ?? 1) : 1;
  };
  for (const { from, to } of flows) {
    add(to, from, 'in');
    add(from, to, 'out');
  }
  return found;
}

/** Both gateways of an end have as many. */
function tunnelsOfOneGateway({ tunnels }: LinkPlan): number {
  return tunnels.filter(({ interfaces }) => interfaces.left === 0).length;
}
