import type { CloudId } from '../kernel/ids';
import { awsBuilder } from './aws/builder';
import type { CloudBuilder } from './contract';
import { googleBuilder } from './google/builder';

/** The builder of every cloud. Heavy to load: the providers come with it, so load it late. */
export const CLOUD_BUILDERS: Readonly<Record<CloudId, CloudBuilder>> = { aws: awsBuilder, google: googleBuilder };
