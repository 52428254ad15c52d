import { assumed, type Figure } from '../../kernel/figure';

/** Packets for each one of payload: itself, and its part of an acknowledgement on the way back. */
export const PACKETS_PER_PAYLOAD: Figure = {
  value: 1.5,
  unit: 'packets',
  source: assumed('one acknowledgement for two packets of payload'),
};

/** Directions that share what a cloud gives to both together. */
export const DIRECTIONS: Figure = {
  value: 2,
  unit: 'directions',
  source: assumed('every datacenter sends to every other: both are equally busy'),
};

/** Within this time a lost datacenter should be built anew from another. */
export const REBUILD_HOURS: Figure = {
  value: 24,
  unit: 'h',
  source: assumed('until then every other loss is one too many'),
};
