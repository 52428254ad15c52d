import type { StandingDatacenter, StandingLinks } from '../standing';
import { stayingInPlace, type Change, type StayingDatacenter } from './change';
import { existingGatewayChanged } from './existing-gateway-issues';
import { transition, type Transition } from './transition';

/**
 * Judges the gateways that links end on: with another one, topogen's or the user's, every link of the datacenter is made anew. One
 * that had or has no link loses none.
 */
export function judgeExistingGateways({ before, after, spec }: Change): Transition[] {
  return stayingInPlace({ before, after }).flatMap((it) => {
    const { name } = it;
    const [was, is] = gatewaysOf(it);
    if (was === is || !hasLinks(before, name) || !hasLinks(after, name)) return [];
    const path = ['datacenters', spec.datacenters.findIndex((each) => each.name === name), 'network'];
    return [transition(existingGatewayChanged(path, name, was, is), { datacenter: name })];
  });
}

/** Returns the user's gateways before and after, with their routers where these alone differ; undefined is topogen's. */
function gatewaysOf({ before, after }: Pick<StayingDatacenter, 'before' | 'after'>): (string | undefined)[] {
  const sameGateway = before.gateway === after.gateway && before.gatewayRouter !== after.gatewayRouter;
  const text = ({ gateway, gatewayRouter }: StandingDatacenter) => (sameGateway ? gatewayRouter : gateway);
  return [text(before), text(after)];
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
