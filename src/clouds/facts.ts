import type { PriceList } from '../kernel/charge';
import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { CloudId } from '../kernel/ids';
import { AWS_FACTS } from './aws/facts';
import { AWS_KNOWLEDGE } from './aws/knowledge';
import { AWS_PRICES } from './aws/prices/price-list';
import { GOOGLE_FACTS } from './google/facts';
import { GOOGLE_KNOWLEDGE } from './google/knowledge';
import { GOOGLE_PRICES } from './google/prices/price-list';
import type { CloudKnowledge } from './knowledge';

/*
 * This is the one list of clouds beside that of their builders. It loads fast: no provider is imported, so that a spec
 * is checked in milliseconds.
 */

/** The facts of every cloud. */
export const CLOUD_FACTS: CloudFactsTable = { aws: AWS_FACTS, google: GOOGLE_FACTS };

/** The dated, offline price list of every cloud. */
export const PRICE_LISTS: Readonly<Record<CloudId, PriceList>> = { aws: AWS_PRICES, google: GOOGLE_PRICES };

/** Knowledge of the resources of every cloud once they are built. */
export const CLOUD_KNOWLEDGE: Readonly<Record<CloudId, CloudKnowledge>> = {
  aws: AWS_KNOWLEDGE,
  google: GOOGLE_KNOWLEDGE,
};
