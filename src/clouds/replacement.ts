import type { LossTable, ReplacementRules } from '../kernel/replacement';
import { AWS_LOSSES, AWS_REPLACEMENT } from './aws/replacement';
import { GOOGLE_LOSSES, GOOGLE_REPLACEMENT } from './google/replacement';

/** What the providers replace a resource for, for the types that topogen emits. Generated passwords never change in place. */
export const REPLACEMENT: ReplacementRules = { ...AWS_REPLACEMENT, ...GOOGLE_REPLACEMENT, 'random_*': ['*'] };

/** What goes with a resource that is replaced or removed. */
export const LOSSES: LossTable = { ...AWS_LOSSES, ...GOOGLE_LOSSES, random_password: 'data' };
