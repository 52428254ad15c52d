import { cidrContains, cidrsOverlap, parseCidr } from '../../kernel/cidr';
import type { CloudFactsTable, ExistingNetworkFacts } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { DatacenterDraft, Draft } from '../draft';
import { SUBNET_PURPOSES, type ExistingNetworkDocument } from '../existing-network-schema';
import * as issues from '../issues/existing-network';
import { zonesOf } from '../zones';
import { checkRange } from './ranges';

type Path = Issue['path'];

/** A range with its place in the spec and what it is, for people. */
interface Placed {
  readonly path: Path;
  readonly cidr: string;
  readonly what: string;
}

/** Checks existing networks, as far as the spec alone tells: forms, ranges, zones, and that nothing is given twice. */
export function checkExistingNetworks(draft: Draft, facts: CloudFactsTable): Issue[] {
  return [
    ...draft.datacenters.flatMap((datacenter) => checkNetwork(datacenter, facts)),
    ...repeatedIds(draft.datacenters),
  ];
}

function checkNetwork({ path: datacenter, document }: DatacenterDraft, facts: CloudFactsTable): Issue[] {
  const existing = document.network?.existing;
  if (!existing) return [];
  const path = [...datacenter, 'network', 'existing'];
  const cloud = facts[document.cloud];
  if (!cloud.existingNetwork) return [issues.existingNetworkNotTaken(path, cloud.title)];
  const { cidr, egress } = document;
  return [
    ...(cidr === undefined ? [] : [issues.rangeBesideExisting([...datacenter, 'cidr'], cidr, existing.cidr)]),
    ...(egress === undefined ? [] : [issues.egressBesideExisting([...datacenter, 'egress'], egress)]),
    ...checkIds(existing, path, cloud.existingNetwork),
    ...checkRanges(existing, path, cloud.existingNetwork),
    ...checkZones(existing, path, zonesOf(document, cloud)),
  ];
}

function checkIds(
  { id, subnets, routeTables }: ExistingNetworkDocument,
  path: Path,
  { ids }: ExistingNetworkFacts,
): Issue[] {
  const check = (at: Path, value: string, kind: keyof typeof ids, what: string): Issue[] =>
    ids[kind].pattern.test(value) ? [] : [issues.malformedExistingId(at, value, what, ids[kind].example)];
  return [
    ...check([...path, 'id'], id, 'network', 'a network'),
    ...eachSubnet(subnets, path).flatMap(({ path: at, subnet }) =>
      check([...at, 'id'], subnet.id, 'subnet', 'a subnet'),
    ),
    ...routeTables.flatMap((table, i) => check([...path, 'routeTables', i], table, 'routeTable', 'a route table')),
  ];
}

/** Checks the ranges, from the outermost; those inside of a malformed one are not looked at. */
function checkRanges(existing: ExistingNetworkDocument, path: Path, { prefix }: ExistingNetworkFacts): Issue[] {
  const network: Placed = { path: [...path, 'cidr'], cidr: existing.cidr, what: 'the range of the network' };
  const groups = SUBNET_PURPOSES.flatMap((purpose): (Placed & { readonly subnets: readonly Placed[] })[] => {
    const group = existing.subnets[purpose];
    if (!group) return [];
    const at = [...path, 'subnets', purpose];
    const subnets = group.zones.map(({ id, cidr }, i) => ({
      path: [...at, 'zones', i, 'cidr'],
      cidr,
      what: `that of ${id}`,
    }));
    return [{ path: [...at, 'cidr'], cidr: group.cidr, what: `the range of ${purpose}`, subnets }];
  });
  const all = [network, ...groups, ...groups.flatMap(({ subnets }) => subnets)];
  const shapes = all.flatMap(({ path: at, cidr }) => checkRange(at, cidr));
  if (shapes.length > 0) return shapes;
  const sized = [network, ...groups.flatMap(({ subnets }) => subnets)].flatMap(({ path: at, cidr }) => {
    const length = parseCidr(cidr).prefix;
    const fits = prefix.shortest <= length && length <= prefix.longest;
    return fits ? [] : [issues.existingRangeSize(at, cidr, prefix.shortest, prefix.longest)];
  });
  return [
    ...sized,
    ...groups.flatMap((group) => [...inside(group, network), ...group.subnets.flatMap((it) => inside(it, group))]),
    ...apart(groups),
    ...groups.flatMap(({ subnets }) => apart(subnets)),
  ];
}

function inside(inner: Placed, outer: Placed): Issue[] {
  return cidrContains(outer.cidr, inner.cidr)
    ? []
    : [issues.rangeOutsideExisting(inner.path, inner.cidr, outer.cidr, outer.what)];
}

function apart(ranges: readonly Placed[]): Issue[] {
  return ranges.flatMap(({ path, cidr }, i) => {
    const other = ranges.slice(0, i).find((it) => cidrsOverlap(it.cidr, cidr));
    return other ? [issues.existingRangesOverlap(path, cidr, other.cidr, other.what)] : [];
  });
}

/** Checks that each purpose has one subnet in each zone; a zone that is none of the datacenter's is told where it stands. */
function checkZones({ subnets }: ExistingNetworkDocument, path: Path, wanted: readonly string[]): Issue[] {
  return SUBNET_PURPOSES.flatMap((purpose) => {
    const zones = subnets[purpose]?.zones.map(({ zone }) => zone);
    if (!zones || wanted.length === 0) return [];
    const at = [...path, 'subnets', purpose, 'zones'];
    const strange = zones.flatMap((zone, i) => (wanted.includes(zone) ? [] : [[...at, i, 'zone']]));
    const isWhole = zones.length === wanted.length && wanted.every((zone) => zones.includes(zone));
    if (strange.length > 0) return strange.map((place) => issues.existingZones(place, zones, wanted));
    return isWhole ? [] : [issues.existingZones(at, zones, wanted)];
  });
}

function repeatedIds(datacenters: readonly DatacenterDraft[]): Issue[] {
  const seen = new Set<string>();
  const ids = datacenters.flatMap(({ path: datacenter, document }) => {
    const existing = document.network?.existing;
    if (!existing) return [];
    const path = [...datacenter, 'network', 'existing'];
    return [
      { path: [...path, 'id'], id: existing.id },
      ...eachSubnet(existing.subnets, path).map(({ path: at, subnet }) => ({ path: [...at, 'id'], id: subnet.id })),
      ...existing.routeTables.map((id, i) => ({ path: [...path, 'routeTables', i], id })),
    ];
  });
  return ids.flatMap(({ path, id }) => {
    if (seen.has(id)) return [issues.existingIdTwice(path, id)];
    seen.add(id);
    return [];
  });
}

function eachSubnet(subnets: ExistingNetworkDocument['subnets'], path: Path) {
  return SUBNET_PURPOSES.flatMap((purpose) =>
    (subnets[purpose]?.zones ?? []).map((subnet, i) => ({ path: [...path, 'subnets', purpose, 'zones', i], subnet })),
  );
}
