import { ZONES_PER_DATACENTER } from '../../../kernel/zones-per-datacenter';

/**
 * Each datacenter has three racks, one a zone. There are as many copies of each row by default, so that a zone holds one.
 */
export const RACKS = ZONES_PER_DATACENTER;

/** Each row has this many copies in a datacenter unless the spec says otherwise. */
export const DEFAULT_COPIES = RACKS;

/**
 * A datacenter may have at most this many nodes: Kong's data never needs more, and the addresses of a rack stay in one
 * block.
 */
export const MOST_NODES = 99;
