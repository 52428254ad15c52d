import { cidrContains, cidrsOverlap, parseCidr } from '../../kernel/cidr';
import type { CloudFacts, CloudFactsTable, ExistingIdForm, ExistingNetworkFacts } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { DatacenterDraft, Draft } from '../draft';
import { SUBNET_PURPOSES, type ExistingNetworkDocument, type SubnetPurpose } from '../existing-network-schema';
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

/** The range of a purpose with those of its subnets, which are none where one spans the region. */
interface Group extends Placed {
  readonly subnets: readonly Placed[];
  /** True if a service of the cloud has it, and no subnet. */
  readonly isService: boolean;
}

/** Checks existing networks, as far as the spec alone tells: forms, ranges, zones, and that nothing is given twice. */
export function checkExistingNetworks(draft: Draft, facts: CloudFactsTable): Issue[] {
  return [
    ...draft.datacenters.flatMap((datacenter) => checkNetwork(datacenter, draft, facts)),
    ...repeatedIds(draft.datacenters),
  ];
}

function checkNetwork({ path: datacenter, document }: DatacenterDraft, draft: Draft, facts: CloudFactsTable): Issue[] {
  const existing = document.network?.existing;
  if (!existing) return [];
  const path = [...datacenter, 'network', 'existing'];
  const cloud = facts[document.cloud];
  const { ids, ownNat } = cloud.existingNetwork;
  const forms = checkForms(existing, path, cloud, cloud.existingNetwork);
  if (forms.length > 0) return forms;
  const { cidr, egress } = document;
  const project = document.project ?? (cloud.project && draft.defaultProject(cloud.project.defaultKey));
  return [
    ...(cidr === undefined ? [] : [issues.rangeBesideExisting([...datacenter, 'cidr'], cidr, existing.cidr)]),
    ...(egress === undefined ? [] : [issues.egressBesideExisting([...datacenter, 'egress'], egress)]),
    ...(ownNat || existing.egress === 'existing'
      ? []
      : [issues.existingEgressNotMade([...path, 'egress'], cloud.title)]),
    ...checkIds(existing, path, ids, { region: document.region, project }),
    ...checkRanges(existing, path, cloud.existingNetwork),
    ...checkZones(existing, path, zonesOf(document, cloud)),
  ];
}

/**
 * Checks that there are the parts that the cloud has: subnets of zones or of the region, for purposes that need any, and route
 * tables.
 */
function checkForms(
  { subnets, routeTables }: ExistingNetworkDocument,
  path: Path,
  { title, subnetScope, serviceTiers }: CloudFacts,
  { ids }: ExistingNetworkFacts,
): Issue[] {
  const ofServices: readonly string[] = Object.values(serviceTiers).flat();
  const isKnown = (purpose: SubnetPurpose): boolean =>
    purpose === 'kong' ||
    purpose === 'datastore' ||
    (purpose === 'redis' && ids.serviceRange !== undefined) ||
    ofServices.includes(purpose);
  const groups = SUBNET_PURPOSES.flatMap((purpose) => {
    const group = subnets[purpose];
    if (!group) return [];
    const at = [...path, 'subnets', purpose];
    if (!isKnown(purpose)) return [issues.existingPartUnknown(at, title)];
    const [wanted, other] = subnetScope === 'region' ? (['id', 'zones'] as const) : (['zones', 'id'] as const);
    if (group[other] !== undefined) return [issues.existingGroupForm([...at, other], title, subnetScope)];
    return group[wanted] === undefined ? [issues.existingGroupForm(at, title, subnetScope)] : [];
  });
  const tables = routeTables.length > 0 && !ids.routeTable;
  return [...groups, ...(tables ? [issues.existingPartUnknown([...path, 'routeTables'], title)] : [])];
}

/** Checks the forms of ids, and that those which tell a project and a region tell those of the datacenter. */
function checkIds(
  { id, subnets, routeTables }: ExistingNetworkDocument,
  path: Path,
  ids: ExistingNetworkFacts['ids'],
  place: { readonly region: string; readonly project: string | undefined },
): Issue[] {
  const check = (at: Path, value: string, form: ExistingIdForm | undefined, what: string): Issue[] => {
    if (!form) return [];
    const found = form.pattern.exec(value);
    if (!found) return [issues.malformedExistingId(at, value, what, form.example)];
    const { project, region } = found.groups ?? {};
    return [
      ...(project === undefined || place.project === undefined || project === place.project
        ? []
        : [issues.existingInOtherProject(at, value, project, place.project)]),
      ...(region === undefined || region === place.region
        ? []
        : [issues.existingInOtherRegion(at, value, region, place.region)]),
    ];
  };
  return [
    ...check([...path, 'id'], id, ids.network, 'a network'),
    ...eachSubnet(subnets, path).flatMap(({ path: at, purpose, subnet }) =>
      purpose === 'redis' && ids.serviceRange
        ? check([...at, 'id'], subnet.id, ids.serviceRange, 'an allocated range')
        : check([...at, 'id'], subnet.id, ids.subnet, 'a subnet'),
    ),
    ...routeTables.flatMap((table, i) => check([...path, 'routeTables', i], table, ids.routeTable, 'a route table')),
  ];
}

/** Checks the ranges, from the outermost; those inside of a malformed one are not looked at. */
function checkRanges(existing: ExistingNetworkDocument, path: Path, { prefix, ids }: ExistingNetworkFacts): Issue[] {
  const network: Placed = { path: [...path, 'cidr'], cidr: existing.cidr, what: 'the range of the network' };
  const groups = SUBNET_PURPOSES.flatMap((purpose): Group[] => {
    const group = existing.subnets[purpose];
    if (!group) return [];
    const at = [...path, 'subnets', purpose];
    const subnets = (group.zones ?? []).map(({ id, cidr }, i) => ({
      path: [...at, 'zones', i, 'cidr'],
      cidr,
      what: `that of ${id}`,
    }));
    const isService = purpose === 'redis' && ids.serviceRange !== undefined;
    return [{ path: [...at, 'cidr'], cidr: group.cidr, what: `the range of ${purpose}`, subnets, isService }];
  });
  const all = [network, ...groups, ...groups.flatMap(({ subnets }) => subnets)];
  const shapes = all.flatMap(({ path: at, cidr }) => checkRange(at, cidr));
  if (shapes.length > 0) return shapes;
  // A subnet of the region is the whole group; what services of the cloud have lies wherever its owner has put it.
  const ofRegion = groups.filter(({ subnets, isService }) => subnets.length === 0 && !isService);
  const sized = [network, ...ofRegion, ...groups.flatMap(({ subnets }) => subnets)].flatMap(({ path: at, cidr }) => {
    const length = parseCidr(cidr).prefix;
    const fits = prefix.shortest <= length && length <= prefix.longest;
    return fits ? [] : [issues.existingRangeSize(at, cidr, prefix.shortest, prefix.longest)];
  });
  return [
    ...sized,
    ...groups.flatMap((group) => [
      ...(group.isService ? [] : inside(group, network)),
      ...group.subnets.flatMap((it) => inside(it, group)),
    ]),
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
    const zones = subnets[purpose]?.zones?.map(({ zone }) => zone);
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
  return SUBNET_PURPOSES.flatMap((purpose) => {
    const at = [...path, 'subnets', purpose];
    const { id, zones = [] } = subnets[purpose] ?? {};
    const ofRegion = id === undefined ? [] : [{ path: at, purpose, subnet: { id } }];
    return [...ofRegion, ...zones.map((subnet, i) => ({ path: [...at, 'zones', i], purpose, subnet }))];
  });
}
