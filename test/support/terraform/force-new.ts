import { awsForceNew } from './force-new-aws';
import { googleForceNew } from './force-new-google';
import type { ReplacementRules } from './replacement';

/**
 * What the real providers replace a resource for, for the types that topogen may use. A type that is absent is replaced for
 * its region or project only, so a test that finds no replacement proves something for the types in the tables.
 */
export const forceNew: ReplacementRules = { ...awsForceNew, ...googleForceNew, 'random_*': ['*'] };
