import type { CloudFacts, CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/placement';
import { ZONES_PER_DATACENTER } from '../../kernel/zones-per-datacenter';

/** The address plan of links has room for this many datacenters: each pair of them has one /28. */
export const MOST_DATACENTERS = 88;

/**
 * Checks that every datacenter is in a region of its cloud, in three of its zones, in a project if the cloud has them,
 * and with a key of that region if it names one.
 */
export function checkPlacement(draft: Draft, facts: CloudFactsTable): Issue[] {
  return [
    ...draft.datacenters.flatMap((datacenter) => checkRegion(datacenter, facts)),
    ...draft.datacenters.flatMap((datacenter) => checkProject(datacenter, draft, facts)),
    ...draft.datacenters.flatMap((datacenter) => checkKey(datacenter, facts)),
    ...Object.values(facts).flatMap((cloud) => checkDefaultProject(draft, cloud)),
    ...(draft.datacenters.length > MOST_DATACENTERS
      ? [issues.tooManyDatacenters(['datacenters'], draft.datacenters.length, MOST_DATACENTERS)]
      : []),
  ];
}

function checkRegion({ path, document }: DatacenterDraft, facts: CloudFactsTable): Issue[] {
  const cloud = facts[document.cloud];
  const { region } = document;
  if (Object.hasOwn(cloud.regions, region))
    return [
      ...(cloud.regionsToSwitchOn.includes(region)
        ? [issues.regionToSwitchOn([...path, 'region'], region, cloud.title)]
        : []),
      ...checkZones({ path, document }, cloud),
    ];
  const suggestion = suggest(region, Object.keys(cloud.regions));
  const other = Object.values(facts).find((candidate) => Object.hasOwn(candidate.regions, region));
  if (other)
    return [issues.regionOfAnotherCloud([...path, 'region'], region, cloud.title, other.title, other.id, suggestion)];
  const examples = cloud.shortForm.slice(0, 3).map((entry) => entry.region);
  return [issues.unknownRegion([...path, 'region'], region, cloud.title, suggestion, examples)];
}

function checkZones({ path, document }: DatacenterDraft, cloud: CloudFacts): Issue[] {
  const known = cloud.regions[document.region]?.zones ?? [];
  const named = document.zones;
  if (named === undefined)
    return known.length < ZONES_PER_DATACENTER
      ? [issues.tooFewZonesInRegion([...path, 'region'], document.region, known)]
      : [];
  const place = [...path, 'zones'];
  return [
    ...(named.length === ZONES_PER_DATACENTER ? [] : [issues.notThreeZones(place, named.length)]),
    ...repeatedZones(named).map(([zone, last]) => issues.duplicateZone([...place, last], zone)),
    ...named.flatMap((zone, i) => checkZone([...place, i], zone, document.region, cloud)),
  ];
}

/** Returns each zone that is named twice, with its last position. */
function repeatedZones(named: readonly string[]): (readonly [string, number])[] {
  const last = new Map(named.map((zone, i) => [zone, i]));
  const repeated = named.filter((zone, i) => last.get(zone) !== i);
  return [...new Set(repeated)].map((zone) => [zone, last.get(zone) ?? 0] as const);
}

function checkZone(path: Issue['path'], zone: string, region: string, cloud: CloudFacts): Issue[] {
  const known = cloud.regions[region]?.zones ?? [];
  if (known.includes(zone)) return [];
  const wellFormed = zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length));
  if (cloud.zonesVaryByAccount && wellFormed) return [issues.zoneNotInTable(path, zone, region)];
  return [issues.zoneOfAnotherRegion(path, zone, region, known)];
}

function checkProject({ path, document }: DatacenterDraft, draft: Draft, facts: CloudFactsTable): Issue[] {
  const cloud = facts[document.cloud];
  const place = [...path, 'project'];
  const { project } = cloud;
  if (!project)
    return document.project === undefined ? [] : [issues.projectNotNeeded(place, document.project, cloud.title)];
  if (document.project !== undefined)
    return project.pattern.test(document.project)
      ? []
      : [issues.malformedProject(place, document.project, project.form)];
  const key = project.defaultKey;
  const mayBeThere = draft.defaultProject(key) !== undefined || draft.isBroken([key]) || draft.isBroken(place);
  return mayBeThere ? [] : [issues.projectMissing(path, cloud.title, key)];
}

/** Checks that a key is one of the datacenter's cloud, in its region: what it encrypts is there and nowhere else. */
function checkKey({ path, document }: DatacenterDraft, facts: CloudFactsTable): Issue[] {
  const { cloud, region, kmsKey: key } = document;
  if (key === undefined) return [];
  const place = [...path, 'kmsKey'];
  const { kmsKey: rules, title, regions } = facts[cloud];
  if (!rules) return [issues.keyNotNeeded(place, key, title)];
  const match = rules.pattern.exec(key);
  if (!match) return [issues.malformedKey(place, key, rules.form)];
  const location = match.groups?.['location'] ?? '';
  // A region that the cloud does not have is told of as such.
  return location === region || !(region in regions)
    ? []
    : [issues.datacenterKeyOfAnotherRegion(place, location, region)];
}

function checkDefaultProject(draft: Draft, { id, project }: CloudFacts): Issue[] {
  if (!project) return [];
  const path = [project.defaultKey];
  const named = draft.defaultProject(project.defaultKey);
  if (named === undefined) return [];
  if (!project.pattern.test(named)) return [issues.malformedProject(path, named, project.form)];
  const used = draft.datacenters.some(({ document }) => document.cloud === id && !document.project);
  return used || !draft.complete ? [] : [issues.defaultProjectUnused(path, named)];
}
