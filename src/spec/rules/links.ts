import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { Draft } from '../draft';
import * as issues from '../issues/links';

/** A hub is named where there is one, and is a datacenter. */
export function checkLinks(draft: Draft): Issue[] {
  const { links } = draft;
  if (!links) return [];
  const path = ['links', 'hub'];
  const names = draft.datacenters.map(({ document }) => document.name);
  // A malformed shape was read as a mesh: what it should have been is not known.
  if (links.shape === 'mesh')
    return links.hub === undefined || draft.isBroken(['links', 'shape']) ? [] : [issues.hubInMesh(path, links.hub)];
  if (links.hub === undefined) return draft.isBroken(path) ? [] : [issues.hubMissing(['links'], names)];
  if (!draft.complete) return [];
  if (!names.includes(links.hub)) return [issues.hubUnknown(path, links.hub, names, suggest(links.hub, names))];
  return names.length < 3 ? [issues.hubOfFew(['links', 'shape'], names.length)] : [];
}
