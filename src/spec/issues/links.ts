import { issue, type Issue } from '../../kernel/issue';
import { hint, oneOf, show } from './show';

/** These functions make the issues about links between datacenters. */

type Path = Issue['path'];

/** The datacenters that can be the hub, and the clouds on which a datacenter can be one. */
export interface HubChoice {
  readonly able: readonly string[];
  readonly clouds: readonly string[];
}

export function hubMissing(path: Path, { able, clouds }: HubChoice): Issue {
  return issue('hub-missing', {
    path,
    message: 'shape is "hub", and links.hub is missing',
    remedy: able.length > 0 ? `add "hub" with the name of a datacenter: ${oneOf(able)}` : withoutHub(clouds),
  });
}

export function hubUnknown(
  path: Path,
  hub: string,
  { able, clouds }: HubChoice,
  suggestion: string | undefined,
): Issue {
  return issue('hub-unknown', {
    path,
    message: `${show(hub)} is no datacenter of this topology${hint(suggestion)}`,
    remedy: able.length > 0 ? `write ${oneOf(able)}` : withoutHub(clouds),
  });
}

function withoutHub(clouds: readonly string[]): string {
  return `leave shape out for a mesh, or add a datacenter on ${oneOf(clouds)} as the hub`;
}

export function hubInMesh(path: Path, hub: string): Issue {
  return issue('hub-in-mesh', {
    path,
    message: `a mesh has no hub, and ${show(hub)} is given`,
    remedy: 'remove it, or add "shape": "hub"',
  });
}

export function hubWithoutTransit(path: Path, hub: string, cloud: string, { able, clouds }: HubChoice): Issue {
  return issue('hub-without-transit', {
    path,
    message: `${show(hub)} is on ${cloud}, whose routers do not hand on what they learn: the others could not reach each other through it`,
    remedy: able.length > 0 ? `name ${oneOf(able)} as the hub, or leave shape out for a mesh` : withoutHub(clouds),
  });
}

export function hubOfFew(path: Path, datacenters: number): Issue {
  return issue('hub-of-few', {
    severity: 'advice',
    path,
    message:
      datacenters === 1
        ? 'with one datacenter neither hub nor mesh builds a link'
        : `with ${datacenters} datacenters hub and mesh build the same link`,
    remedy: 'keep it if more datacenters are to come, else leave shape out',
  });
}

/**
 * Makes the advice about a wish for links that no two datacenters have.
 *
 * @param clouds whose datacenters the wish is about
 */
export function ipsecOfFew(path: Path, clouds: readonly string[]): Issue {
  return issue('ipsec-of-few', {
    severity: 'advice',
    path,
    message: `${path.at(-1)} has no effect: fewer than two datacenters are on ${oneOf(clouds)}`,
    remedy: 'keep it if more of them are to come, else leave it out',
  });
}

/** The reason why the cloud's own kind of link cannot join two datacenters of a region, and the wish for one that can. */
interface Barred {
  readonly why: string;
  readonly instead: string;
}

export function regionTaken(path: Path, region: string, other: string, { why, instead }: Barred): Issue {
  return issue('region-taken', {
    path,
    message: `datacenter ${other} is in ${region} too, and ${why}`,
    remedy: `choose another region, or write ${instead} in links`,
  });
}
