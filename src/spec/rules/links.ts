import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { Draft } from '../draft';
import type { HubChoice } from '../issues/links';
import * as issues from '../issues/links';
import { NAME_PATTERN } from '../schema-values';
import { MOST_DATACENTERS } from './placement';
import { wishedInnerLink } from '../inner-links';
import { INNER_LINK_KEY } from '../schema';

/**
 * Checks that a hub is named if the shape has one, that the others can reach each other through it, and that every two
 * datacenters that are to be linked can be.
 */
export function checkLinks(draft: Draft, facts: CloudFactsTable): Issue[] {
  return [...checkHub(draft, facts), ...checkIpsec(draft, facts), ...checkRegions(draft, facts)];
}

function checkHub(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { links } = draft;
  if (!links) return [];
  const path = ['links', 'hub'];
  const names = draft.datacenters.map(({ document }) => document.name);
  // A malformed shape was read as a mesh, and may have been meant as a hub.
  if (links.shape === 'mesh')
    return links.hub === undefined || draft.isBroken(['links', 'shape']) ? [] : [issues.hubInMesh(path, links.hub)];
  const choice = hubChoice(draft, facts);
  if (links.hub === undefined) return draft.isBroken(path) ? [] : [issues.hubMissing(['links'], choice)];
  if (!draft.complete) return [];
  if (!names.includes(links.hub)) return [issues.hubUnknown(path, links.hub, choice, suggest(links.hub, choice.able))];
  const few = names.length < 3 ? [issues.hubOfFew(['links', 'shape'], names.length)] : [];
  return [...checkTransit(links.hub, draft, facts), ...few];
}

/**
 * Checks that no two linked datacenters are in one region of a cloud whose own links do not join such. Each datacenter is
 * reported once, with the first that is in its region. A list that is refused for its length is not looked at.
 */
function checkRegions({ datacenters, links }: Draft, facts: CloudFactsTable): Issue[] {
  if (!links || datacenters.length > MOST_DATACENTERS) return [];
  const wish = wishedInnerLink(links);
  const isLinked = (one: string, other: string): boolean =>
    links.shape === 'mesh' || [one, other].includes(links.hub ?? '');
  return datacenters.flatMap(({ path, document }, i) => {
    const { name, cloud, region } = document;
    const { innerLinks, innerLinkBarredInRegion: barred } = facts[cloud];
    const [standard] = innerLinks;
    if (barred === undefined || (wish !== standard && innerLinks.includes(wish))) return [];
    const rival = datacenters
      .slice(0, i)
      .find(({ document: it }) => it.cloud === cloud && it.region === region && isLinked(it.name, name));
    return rival ? [issues.regionTaken([...path, 'region'], region, rival.document.name, barred)] : [];
  });
}

/** Checks that the hub's cloud passes on the routes that it learns; not every cloud does. */
function checkTransit(hub: string, draft: Draft, facts: CloudFactsTable): Issue[] {
  const named = draft.datacenters.find(({ document }) => document.name === hub);
  const cloud = named && facts[named.document.cloud];
  if (!cloud || cloud.transits) return [];
  return [issues.hubWithoutTransit(['links', 'hub'], hub, cloud.title, hubChoice(draft, facts))];
}

/** Returns the datacenters that can be the hub, so that no remedy names one that the next run would refuse. */
function hubChoice({ datacenters }: Draft, facts: CloudFactsTable): HubChoice {
  const able = datacenters.filter(({ document }) => facts[document.cloud].transits && NAME_PATTERN.test(document.name));
  const clouds = Object.values(facts).filter(({ transits }) => transits);
  return { able: [...new Set(able.map(({ document }) => document.name))], clouds: clouds.map(({ title }) => title) };
}

/** Checks that two datacenters are on a cloud that offers IPsec between its own, if the spec wishes for it. */
function checkIpsec({ datacenters, links, complete }: Draft, facts: CloudFactsTable): Issue[] {
  if (!links || !complete) return [];
  const wish = wishedInnerLink(links);
  if (wish !== 'gateway-vpn') return [];
  const offering = Object.values(facts).filter(({ innerLinks }) => innerLinks.includes(wish));
  const counts = offering.map(({ id }) => datacenters.filter(({ document }) => document.cloud === id).length);
  const most = Math.max(0, ...counts);
  if (most > 1) return [];
  const titles = offering.map(({ title }) => title);
  return [issues.ipsecOfFew(['links', INNER_LINK_KEY], titles)];
}
