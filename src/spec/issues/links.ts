import { issue, type Issue } from '../../kernel/issue';
import { hint, oneOf, show } from './show';

/** How datacenters are joined. */

type Path = Issue['path'];

export function hubMissing(path: Path, names: readonly string[]): Issue {
  return issue('hub-missing', {
    path,
    message: 'the shape hub needs a hub',
    remedy: `add "hub" with the name of a datacenter${names.length === 0 ? '' : `: ${oneOf(names)}`}`,
  });
}

export function hubUnknown(path: Path, hub: string, names: readonly string[], suggestion: string | undefined): Issue {
  return issue('hub-unknown', {
    path,
    message: `${show(hub)} is no datacenter of this topology${hint(suggestion)}`,
    remedy: `write ${oneOf(names)}`,
  });
}

export function hubInMesh(path: Path, hub: string): Issue {
  return issue('hub-in-mesh', {
    path,
    message: `a mesh has no hub, and ${show(hub)} is given`,
    remedy: 'remove it, or add "shape": "hub"',
  });
}

export function hubWithoutTransit(
  path: Path,
  hub: string,
  cloud: string,
  able: readonly string[],
  clouds: readonly string[],
): Issue {
  return issue('hub-without-transit', {
    path,
    message: `${show(hub)} is on ${cloud}, whose routers do not hand on what they learn: the others could not reach each other through it`,
    remedy:
      able.length > 0
        ? `name ${oneOf(able)} as the hub, or leave shape out for a mesh`
        : `leave shape out for a mesh, or add a datacenter on ${oneOf(clouds)} as the hub`,
  });
}

export function hubOfFew(path: Path, datacenters: number): Issue {
  return issue('hub-of-few', {
    severity: 'advice',
    path,
    message: `with ${datacenters === 1 ? 'one datacenter' : `${datacenters} datacenters`} a hub links what a mesh would`,
    remedy: 'keep it if more datacenters are to come, else leave shape out',
  });
}

export function regionTaken(path: Path, region: string, other: string): Issue {
  return issue('region-taken', {
    path,
    message: `datacenter ${other} is in ${region} too, and a transit gateway peering cannot be made within a region: the AWS provider cannot accept it`,
    remedy: 'choose another region, or write "awsToAws": "ipsec" in links',
  });
}
