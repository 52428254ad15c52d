import { REPLACEMENT } from '../../../src/clouds/replacement';
import type { ReplacementRules } from './replacement';

/**
 * What the real providers replace a resource for, for the types that topogen may use: the table that `topogen diff` warns
 * by. A type that is absent is replaced for its region or project only, so a test that finds no replacement proves something
 * for the types in the tables.
 */
export const forceNew: ReplacementRules = REPLACEMENT;
