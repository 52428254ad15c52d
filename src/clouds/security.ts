import { AWS_SECURITY } from './aws/security';
import { GOOGLE_SECURITY } from './google/security';
import type { SecurityChecks } from './resources';

/** The checks of every cloud. Each looks at its own types of resources alone, so that all of them can look at every stack. */
export const SECURITY: readonly SecurityChecks[] = [AWS_SECURITY, GOOGLE_SECURITY];
