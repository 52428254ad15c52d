/** Traffic between the nodes of a datastore that is encrypted: none of it, that between datacenters, or all. */
export const INTERNODE_ENCRYPTIONS = ['none', 'dc', 'all'] as const;

export type InternodeEncryption = (typeof INTERNODE_ENCRYPTIONS)[number];

/**
 * The authorities of a topology whose datastore nodes have certificates. One signs, and machines trust both: the other one can be
 * made anew meanwhile, and then take its place.
 */
export const AUTHORITIES = ['first', 'second'] as const;

export type Authority = (typeof AUTHORITIES)[number];

/** Returns the one that does not sign, where this one does. */
export function otherAuthority(authority: Authority): Authority {
  return authority === 'first' ? 'second' : 'first';
}

/** TLS of a datastore of machines: at least one of both kinds of traffic is encrypted. */
export interface NodeEncryption {
  readonly internode: InternodeEncryption;
  /** True if clients speak TLS alone. */
  readonly clients: boolean;
  readonly signedBy: Authority;
}
