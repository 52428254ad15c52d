import type { CloudId } from '../kernel/ids';
import { awsBuilder } from './aws/builder';
import type { CloudBuilder } from './contract';
import { googleBuilder } from './google/builder';

/** The builder of every cloud. The providers come with it and load slowly, so import it late. */
export const CLOUD_BUILDERS: Readonly<Record<CloudId, CloudBuilder>> = { aws: awsBuilder, google: googleBuilder };
