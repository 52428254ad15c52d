import { assumed, type Figure } from '../../kernel/figure';

/** Packets for each one of payload: itself, and its part of an acknowledgement in the other direction. */
export const PACKETS_PER_PAYLOAD: Figure = {
  value: 1.5,
  unit: 'packets',
  source: assumed('one acknowledgement for two packets of payload'),
};

/** Number of directions that share a bandwidth that a cloud gives to both together. */
export const DIRECTIONS: Figure = {
  value: 2,
  unit: 'directions',
  source: assumed('every datacenter sends to every other: both are equally busy'),
};

/** Time within which a lost datacenter should be rebuilt from another. */
export const REBUILD_HOURS: Figure = {
  value: 24,
  unit: 'h',
  source: assumed('until then every other loss is one too many'),
};
