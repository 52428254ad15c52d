import { cidrContains, tryParseCidr } from '../../kernel/cidr';
import type { DnsFacts } from '../../kernel/cloud/dns';
import type { CloudFacts, CloudFactsTable } from '../../kernel/cloud/facts';
import type { Balancer } from '../../kernel/balancer';
import type { Exposure } from '../../kernel/exposure';
import type { Issue } from '../../kernel/issue';
import { EVERYBODY } from '../client-ranges';
import type { DatacenterDraft, Draft } from '../draft';
import { isInName } from '../in-name';
import type { SpecDocument } from '../schema';
import * as issues from '../issues/dns';
import { defaultSurvives } from '../size';

type DnsDocument = NonNullable<SpecDocument['gateway']['dns']>;

const AT = ['gateway', 'dns'];

/** The private names of datacenters end so. */
const OWN_DOMAIN = /(^|\.)topogen\.internal$/;

/** Checks that a service can answer for the names of the gateway, and lead them to the datacenters. */
export function checkDns(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { gateway } = draft;
  if (!gateway) return [];
  const { hostname, dns } = gateway;
  const lacksDns = hostname !== undefined && !dns && !draft.isBroken(AT);
  const lacksName = dns !== undefined && hostname === undefined && !draft.isBroken(['gateway', 'hostname']);
  return [
    ...(lacksDns ? [issues.hostnameWithoutDns(['gateway', 'hostname'])] : []),
    ...(lacksName ? [issues.dnsWithoutHostname(AT)] : []),
    ...(hostname !== undefined && OWN_DOMAIN.test(hostname)
      ? [issues.hostnameOfTopogen(['gateway', 'hostname'], hostname)]
      : []),
    ...(hostname === undefined && !draft.isBroken(['gateway', 'hostname']) ? drainedInVain(draft) : []),
    ...(hostname === undefined || !dns
      ? []
      : checkName(draft, { hostname, dns, exposure: gateway.exposure, balancer: gateway.balancer }, facts)),
  ];
}

function drainedInVain({ datacenters }: Draft): Issue[] {
  return datacenters
    .filter(({ document }) => document.gateway.drained)
    .map(({ path }) => issues.drainedWithoutHostname([...path, 'gateway', 'drained']));
}

interface Named {
  readonly hostname: string;
  readonly dns: DnsDocument;
  /** Exposure of the datacenters that say none. */
  readonly exposure: Exposure;
  readonly balancer: Balancer;
}

function checkName(draft: Draft, named: Named, facts: CloudFactsTable): Issue[] {
  const cloud = Object.values(facts).find(({ dns }) => dns.provider === named.dns.provider);
  if (!cloud) throw new Error(`no cloud has ${named.dns.provider}`);
  const { datacenters } = draft;
  if (draft.complete && !datacenters.some(({ document }) => document.cloud === cloud.id))
    return [issues.dnsOfAnotherCloud([...AT, 'provider'], cloud.dns.title, cloud.title)];
  const members = datacenters.filter(({ document }) => isInName(document));
  if (members.length === 0) return draft.complete ? [issues.nameLeadsNowhere(['gateway', 'hostname'])] : [];
  return [
    ...checkPolicy(named.dns, cloud.dns, datacenters, members),
    ...checkPlaces(named.dns, members, cloud),
    ...checkReach(named, members, { cloud, facts }),
    ...checkNetworks(draft, named, members, cloud),
    ...checkZone(named, members, { dns: cloud.dns, isBroken: draft.isBroken([...AT, 'zone']) }),
    ...checkSizes(draft, members),
    ...checkCheckers(draft, named, members, cloud),
  ];
}

function checkPolicy(
  { policy, primary }: DnsDocument,
  { policies, lacks, title, recordForEach }: DnsFacts,
  datacenters: readonly DatacenterDraft[],
  members: readonly DatacenterDraft[],
): Issue[] {
  if (!policies.includes(policy)) return [issues.dnsPolicyNotOffered([...AT, 'policy'], policy, title, lacks[policy])];
  if (policy !== 'failover')
    return primary === undefined ? [] : [issues.dnsPrimaryWithoutFailover([...AT, 'primary'], policy)];
  const names = namesOf(datacenters);
  if (primary === undefined) return [issues.dnsPrimaryMissing(AT, names)];
  if (!names.includes(primary)) return [issues.dnsPrimaryUnknown([...AT, 'primary'], primary, names)];
  const inName = namesOf(members);
  if (!recordForEach && !inName.includes(primary))
    return [issues.dnsPrimaryDrained([...AT, 'primary'], primary, title)];
  const all = [...new Set([primary, ...inName])];
  return recordForEach && all.length > 2 ? [issues.failoverOfMoreThanTwo([...AT, 'policy'], title, all)] : [];
}

/** Checks that policies which choose by region have one datacenter in each. */
function checkPlaces({ policy }: DnsDocument, members: readonly DatacenterDraft[], cloud: CloudFacts): Issue[] {
  if (policy !== 'latency' && policy !== 'geoproximity' && policy !== 'geolocation') return [];
  const own = members.filter(({ document }) => document.cloud === cloud.id);
  const regions = [...new Set(own.map(({ document }) => document.region))];
  return regions.flatMap((region) => {
    const there = namesOf(own.filter(({ document }) => document.region === region));
    return there.length < 2 ? [] : [issues.dnsSamePlace([...AT, 'policy'], policy, there, region)];
  });
}

/** Checks that the service can lead a name to every balancer in it, and that one client can reach them all. */
function checkReach(
  { exposure, balancer }: Named,
  members: readonly DatacenterDraft[],
  { cloud, facts }: { readonly cloud: CloudFacts; readonly facts: CloudFactsTable },
): Issue[] {
  const path = [...AT, 'provider'];
  const { title, leadsEverywhere } = cloud.dns;
  const of = (wanted: Exposure) => members.filter((it) => exposureOf(it, exposure) === wanted);
  const [open, internal] = [of('public'), of('internal')];
  if (open.length > 0 && internal.length > 0)
    return [issues.nameOverExposures(['gateway', 'hostname'], namesOf(open), namesOf(internal))];
  const elsewhere = internal.filter(({ document }) => document.cloud !== cloud.id);
  if (elsewhere.length > 0) return [issues.privateNameOverClouds(path, title, namesOf(elsewhere))];
  const byName = open.filter(
    ({ document }) => balancer === 'cloud' && facts[document.cloud].balancerKnownBy === 'name',
  );
  return leadsEverywhere || byName.length === 0 ? [] : [issues.dnsCannotLeadThere(path, title, namesOf(byName))];
}

/** Checks that the networks which see a private zone are in one account, in which it is made. */
function checkNetworks(
  { datacenters, accounts }: Draft,
  { exposure }: Named,
  members: readonly DatacenterDraft[],
  { id, dns: { title }, account }: CloudFacts,
): Issue[] {
  if (!members.every((it) => exposureOf(it, exposure) === 'internal')) return [];
  const idAt = ({ document }: DatacenterDraft): string | undefined =>
    account.idOf(document.account ?? accounts?.[document.cloud] ?? {});
  const [home, ...others] = datacenters.filter(({ document }) => document.cloud === id);
  const far = home ? others.filter((it) => idAt(it) !== idAt(home)) : [];
  if (!home || far.length === 0) return [];
  return [issues.privateNameOverAccounts([...AT, 'provider'], title, home.document.name, namesOf(far))];
}

function checkZone(
  { hostname, dns, exposure }: Named,
  members: readonly DatacenterDraft[],
  { dns: facts, isBroken }: { readonly dns: DnsFacts; readonly isBroken: boolean },
): Issue[] {
  const { zone, project } = dns;
  if (members.every((it) => exposureOf(it, exposure) === 'internal')) {
    const stated = zone === undefined ? project && 'project' : 'zone';
    return stated === undefined ? [] : [issues.privateZoneIsMade([...AT, stated])];
  }
  const { pattern, form, domain, inProject } = facts.zone;
  const path = [...AT, 'zone'];
  const isElsewhere =
    zone !== undefined && domain?.test(zone) === true && hostname !== zone && !hostname.endsWith(`.${zone}`);
  return [
    ...(zone === undefined && !isBroken ? [issues.dnsZoneMissing(AT, form)] : []),
    ...(zone === undefined || pattern.test(zone) ? [] : [issues.malformedZone(path, zone, facts.title, form)]),
    ...(isElsewhere ? [issues.hostnameOutsideZone(['gateway', 'hostname'], hostname, zone)] : []),
    ...(project === undefined || inProject ? [] : [issues.dnsProjectNotNeeded([...AT, 'project'], facts.title)]),
  ];
}

/** Checks that those that stay in the name are sized for the load of those that are drained. */
function checkSizes({ datacenters, kong, size }: Draft, members: readonly DatacenterDraft[]): Issue[] {
  const drained = datacenters.filter(({ document }) => document.gateway.drained);
  const survives = kong?.survives ?? defaultSurvives(size ?? 'production', Math.max(2, datacenters.length));
  const covered = survives === 'datacenter' ? 1 : 0;
  if (drained.length <= covered || members.length === datacenters.length) return [];
  return drained.slice(covered).map(({ path }) => issues.drainedBeyondSizes([...path, 'gateway', 'drained'], covered));
}

/** Checks that checkers on the internet get to the balancers that they ask: otherwise none of these would count as well. */
function checkCheckers(
  { kong }: Draft,
  { exposure, balancer }: Named,
  members: readonly DatacenterDraft[],
  { id, dns: { title, checkers, knowsOwnBalancers } }: CloudFacts,
): Issue[] {
  if (!kong || kong.proxyCidrs.some((range) => tryParseCidr(range) === undefined)) return [];
  const asked = members.filter(
    (it) =>
      exposureOf(it, exposure) === 'public' && !(knowsOwnBalancers && balancer === 'cloud' && it.document.cloud === id),
  );
  const admitted = checkers?.range ?? EVERYBODY;
  if (asked.length === 0 || kong.proxyCidrs.some((range) => cidrContains(range, admitted))) return [];
  const remedy = checkers
    ? `add ${checkers.range} to it, with the other ranges that ${checkers.list} lists`
    : `write "${EVERYBODY}", since ${title} states no ranges that its checkers come from`;
  return [issues.healthCheckersShutOut(['kong', 'proxyCidrs'], title, namesOf(asked), remedy)];
}

function exposureOf({ document }: DatacenterDraft, usually: Exposure): Exposure {
  return document.gateway.exposure ?? usually;
}

function namesOf(datacenters: readonly DatacenterDraft[]): string[] {
  return datacenters.map(({ document }) => document.name);
}
