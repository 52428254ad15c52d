import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { Draft } from '../draft';
import type { HubChoice } from '../issues/links';
import * as issues from '../issues/links';
import { NAME_PATTERN } from '../schema-values';
import { MOST_DATACENTERS } from './placement';
import { innerLinkWish, wishedInnerLink } from '../inner-links';
import { INNER_LINK_KEY } from '../schema';

/**
 * A hub is named where there is one, and is a datacenter through which the others reach each other; every two datacenters
 * that are to be linked can be.
 */
export function checkLinks(draft: Draft, facts: CloudFactsTable): Issue[] {
  return [...checkHub(draft, facts), ...checkIpsec(draft, facts), ...checkRegions(draft, facts)];
}

function checkHub(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { links } = draft;
  if (!links) return [];
  const path = ['links', 'hub'];
  const names = draft.datacenters.map(({ document }) => document.name);
  // A malformed shape was read as a mesh: what it should have been is not known.
  if (links.shape === 'mesh')
    return links.hub === undefined || draft.isBroken(['links', 'shape']) ? [] : [issues.hubInMesh(path, links.hub)];
  const choice = hubChoice(draft, facts);
  if (links.hub === undefined) return draft.isBroken(path) ? [] : [issues.hubMissing(['links'], choice)];
  if (!draft.complete) return [];
  if (!names.includes(links.hub)) return [issues.hubUnknown(path, links.hub, choice, suggest(links.hub, choice.able))];
  const few = names.length < 3 ? [issues.hubOfFew(['links', 'shape'], names.length)] : [];
  return [...checkTransit(links.hub, draft, facts), ...few];
}

/** Not every cloud's own kind of link joins two datacenters of one region. Each is told of the first one that stands in its way; not of a list that is refused for its length. */
function checkRegions({ datacenters, links }: Draft, facts: CloudFactsTable): Issue[] {
  if (!links || datacenters.length > MOST_DATACENTERS) return [];
  const wish = wishedInnerLink(links);
  const isLinked = (one: string, other: string): boolean =>
    links.shape === 'mesh' || [one, other].includes(links.hub ?? '');
  return datacenters.flatMap(({ path, document }, i) => {
    const { name, cloud, region } = document;
    const { innerLinks, innerLinkBarredInRegion: barred } = facts[cloud];
    const [standard, other] = innerLinks;
    if (barred === undefined || (wish !== standard && innerLinks.includes(wish))) return [];
    const rival = datacenters
      .slice(0, i)
      .find(({ document: it }) => it.cloud === cloud && it.region === region && isLinked(it.name, name));
    return rival
      ? [issues.regionTaken([...path, 'region'], region, rival.document.name, barred, innerLinkWish(other))]
      : [];
  });
}

/** Not every cloud's gateway hands on what it hears. */
function checkTransit(hub: string, draft: Draft, facts: CloudFactsTable): Issue[] {
  const named = draft.datacenters.find(({ document }) => document.name === hub);
  const cloud = named && facts[named.document.cloud];
  if (!cloud || cloud.transits) return [];
  return [issues.hubWithoutTransit(['links', 'hub'], hub, cloud.title, hubChoice(draft, facts))];
}

/** No remedy names a datacenter that the next run would refuse. */
function hubChoice({ datacenters }: Draft, facts: CloudFactsTable): HubChoice {
  const able = datacenters.filter(({ document }) => facts[document.cloud].transits && NAME_PATTERN.test(document.name));
  const clouds = Object.values(facts).filter(({ transits }) => transits);
  return { able: [...new Set(able.map(({ document }) => document.name))], clouds: clouds.map(({ title }) => title) };
}

/** The wish is about links between two datacenters of a cloud that offers it. */
function checkIpsec({ datacenters, links, complete }: Draft, facts: CloudFactsTable): Issue[] {
  if (!links || !complete) return [];
  const wish = wishedInnerLink(links);
  if (wish !== 'gateway-vpn') return [];
  const offering = Object.values(facts).filter(({ innerLinks }) => innerLinks.includes(wish));
  const counts = offering.map(({ id }) => datacenters.filter(({ document }) => document.cloud === id).length);
  const most = Math.max(0, ...counts);
  if (most > 1) return [];
  const titles = offering.map(({ title }) => title);
  return [issues.ipsecOfFew(['links', INNER_LINK_KEY], most, titles)];
}
