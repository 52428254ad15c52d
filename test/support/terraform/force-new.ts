import { REPLACEMENT } from '../../../src/clouds/replacement';
import type { ReplacementRules } from './replacement';

/**
 * The arguments whose change makes the real providers replace a resource, for the types that topogen may use: the table
 * of `topogen diff`'s warnings. A type that is absent is replaced for its region or project only, so a test that finds
 * no replacement proves something for the types in the tables.
 */
export const forceNew: ReplacementRules = REPLACEMENT;
