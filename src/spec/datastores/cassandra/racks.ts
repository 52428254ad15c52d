import { ZONES_PER_DATACENTER } from '../../zones';

/** Racks of a datacenter, one a zone: as many as copies of each row by default, so that a zone holds one copy. */
export const RACKS = ZONES_PER_DATACENTER;

/** Copies of each row in a datacenter that does not say how many. */
export const DEFAULT_COPIES = RACKS;

/** Nodes that a datacenter may have: Kong's data never needs more, and the addresses of a rack stay in one block. */
export const MOST_NODES = 99;
