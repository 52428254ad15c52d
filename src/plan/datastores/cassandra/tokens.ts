/** Tokens of one node, `num_tokens` of every configuration. */
export const TOKENS = 16;

/** Tokens of the Murmur3 partitioner reach from one above the least number of 64 bits to the greatest. */
const LEAST_TOKEN = -(2n ** 63n) + 1n;
/** Distance between two tokens of one node. `topogen-wait-turn` counts with it too. */
export const TOKEN_STEP = 2n ** 64n / BigInt(TOKENS);

/** The low bits of a token are its node's own, so that no two nodes of a ring ever have the same one, whatever becomes of it. */
const OWN_BITS = 20n;
const NODE_BITS = 12n;
/** Places of datacenters between the tokens of two racks. */
const DATACENTERS = 256n;

/** The place of a node among those of its ring. */
export interface TokenPlace {
  /** Index of its datacenter, which is never reused. */
  readonly datacenter: number;
  /** Number from 1 on within the datacenter: nodes are dealt to the racks in turn. */
  readonly number: number;
  /** Nodes of the datacenter. */
  readonly nodes: number;
  readonly racks: number;
}

/**
 * Returns the first token of a node of a datacenter that begins with all of its nodes; the others follow by `TOKEN_STEP`. The tokens
 * of a datacenter are evenly spaced and go round its racks in turn, so that each node has the same part of the rows. Sixteen random
 * ones give the fullest of six nodes a third more.
 *
 *     rack a:  1           4           1           4
 *     rack b:      2           5           2           5
 *     rack c:          3           6           3           6
 */
export function firstToken({ datacenter, number, nodes, racks }: TokenPlace): bigint {
  const rows = BigInt(Math.ceil(nodes / racks));
  const row = BigInt(Math.floor((number - 1) / racks));
  const rack = BigInt((number - 1) % racks);
  const places = rows * BigInt(racks) * DATACENTERS;
  const place = (row * BigInt(racks) + rack) * DATACENTERS + (BigInt(datacenter) % DATACENTERS);
  const spread = (((TOKEN_STEP * place) / places) >> OWN_BITS) << OWN_BITS;
  return LEAST_TOKEN + spread + ((BigInt(datacenter) << NODE_BITS) % (1n << OWN_BITS)) + BigInt(number);
}
