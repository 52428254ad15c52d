import type { CloudFactsTable } from '../kernel/cloud-facts';
import { AWS_FACTS } from './aws/facts';
import { GOOGLE_FACTS } from './google/facts';

/** The facts of every cloud. Light to load: no provider is imported, so that a spec is checked in milliseconds. */
export const CLOUD_FACTS: CloudFactsTable = { aws: AWS_FACTS, google: GOOGLE_FACTS };
