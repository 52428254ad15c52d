import type { StandingLinks } from '../standing';
import { stayingInPlace, type Change } from './change';
import { existingGatewayChanged } from './existing-gateway-issues';
import { transition, type Transition } from './transition';

/**
 * Judges the gateways that links end on: with another one, topogen's or the user's, every link of the datacenter is made anew. One
 * that had or has no link loses none.
 */
export function judgeExistingGateways({ before, after, spec }: Change): Transition[] {
  return stayingInPlace({ before, after }).flatMap((it) => {
    const { name } = it;
    const [was, is] = [it.before.gateway, it.after.gateway];
    if (was === is || !hasLinks(before, name) || !hasLinks(after, name)) return [];
    const path = ['datacenters', spec.datacenters.findIndex((each) => each.name === name), 'network'];
    return [transition(existingGatewayChanged(path, name, was, is), { datacenter: name })];
  });
}

/** True if links lead from a datacenter to others. Lock files of old versions do not tell the shape: then they do. */
function hasLinks(
  { datacenters, links }: { readonly datacenters: Readonly<Record<string, unknown>>; readonly links?: StandingLinks },
  name: string,
): boolean {
  const others = Object.keys(datacenters).filter((it) => it !== name);
  if (links?.shape !== 'hub' || links.hub === name) return others.length > 0;
  return links.hub !== undefined && others.includes(links.hub);
}
