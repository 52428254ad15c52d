import type { CloudId } from '../kernel/ids';
import type { PriceList } from '../kernel/charge';
import { AWS_PRICES } from './aws/prices/price-list';
import { GOOGLE_PRICES } from './google/prices/price-list';

/** The dated, offline price list of every cloud. A new cloud brings its own. */
export const PRICE_LISTS: Readonly<Record<CloudId, PriceList>> = { aws: AWS_PRICES, google: GOOGLE_PRICES };
