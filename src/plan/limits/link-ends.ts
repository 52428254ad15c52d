import type { LinkKind, LinkPart } from '../../kernel/cloud/links';
import type { LinkEnd, LinkPlan } from '../plan';

/** The parts of one end of a link by which shapes are compared. */
export interface EndParts {
  /** Site-to-site connections of two tunnels each, with their attachments. */
  readonly connections: number;
  /** Attachments that join two transit gateways; each end has one. */
  readonly peerings: number;
  /** Tunnels that a managed gateway ends, each with a BGP session. */
  readonly managedTunnels: number;
}

const NOTHING: EndParts = { connections: 0, peerings: 0, managedTunnels: 0 };

const PARTS: Readonly<Partial<Record<`${LinkKind}.${LinkPart}`, Partial<EndParts>>>> = {
  'managed-vpn.dials': { connections: 2 },
  'managed-vpn.listens': { managedTunnels: 4 },
  'ha-vpn.peers': { managedTunnels: 2 },
  'transit-peering.peers': { peerings: 1 },
  'gateway-vpn.dials': { connections: 2 },
  'gateway-vpn.listens': {},
};

export function endParts({ kind }: Pick<LinkPlan, 'kind'>, { part }: Pick<LinkEnd, 'part'>): EndParts {
  const parts = PARTS[`${kind}.${part}`];
  if (!parts) throw new Error(`no end of a ${kind} link ${part}`);
  return { ...NOTHING, ...parts };
}

/** An end of a link, from its own datacenter's point of view. */
export interface OwnEnd {
  readonly link: LinkPlan;
  readonly end: LinkEnd;
  /** Name of the datacenter at the other end. */
  readonly far: string;
  readonly parts: EndParts;
}

/** Returns every link end of each datacenter, by its name. */
export function endsByDatacenter(links: readonly LinkPlan[]): ReadonlyMap<string, readonly OwnEnd[]> {
  const ends = new Map<string, OwnEnd[]>();
  for (const link of links) {
    for (const [end, far] of [
      [link.left, link.right],
      [link.right, link.left],
    ] as const) {
      const own = ends.get(end.datacenter) ?? [];
      ends.set(end.datacenter, own);
      own.push({ link, end, far: far.datacenter, parts: endParts(link, end) });
    }
  }
  return ends;
}
