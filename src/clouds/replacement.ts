import type { LossTable, PlaceTable, ReplacementRules } from '../kernel/replacement';
import type { StackPlan } from '../plan/plan';
import { AWS_LOSSES, AWS_PLACES, AWS_REPLACEMENT } from './aws/replacement';
import { GOOGLE_LOSSES, GOOGLE_PLACES, GOOGLE_REPLACEMENT } from './google/replacement';

/** What the providers replace a resource for, for the types that topogen emits. Generated passwords never change in place. */
export const REPLACEMENT: ReplacementRules = {
  ...AWS_REPLACEMENT,
  ...GOOGLE_REPLACEMENT,
  'random_*': ['*'],
  'terraform_*': ['triggers_replace'],
};

/** What a resource takes from its provider where it does not say it itself. */
export const PLACES: PlaceTable = { ...AWS_PLACES, ...GOOGLE_PLACES };

/**
 * What goes with a resource that is replaced or removed, in a stack of this layer. A password that the datastore knows is
 * lost for good; a pre-shared key, made by the same type, is no more than its link, and the link's own resources tell of that.
 */
export function lossesIn(layer: StackPlan['layer'] | undefined): LossTable {
  return { ...AWS_LOSSES, ...GOOGLE_LOSSES, ...(layer === 'shared' ? { random_password: 'data' } : {}) };
}
