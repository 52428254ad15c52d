import type { PriceList } from '../../../kernel/charge';
import { GOOGLE_FACTS } from '../facts';
import { GOOGLE_DATACENTER_PRICES } from './datacenter-prices';
import { DATASTORE_PRICES } from './datastores';
import { GOOGLE_NAMES_PRICES } from './names';
import { GOOGLE_LINK_PRICES } from './link-prices';

/** List prices of Google Cloud in USD, before discounts, taxes and free tiers. */
export const GOOGLE_PRICES: PriceList = {
  machineTypes: {
    kong: 'google_compute_region_instance_group_manager',
    other: GOOGLE_FACTS.machineResource,
    database: 'google_sql_database_instance',
  },
  datacenter: GOOGLE_DATACENTER_PRICES,
  datastores: DATASTORE_PRICES,
  links: GOOGLE_LINK_PRICES,
  names: GOOGLE_NAMES_PRICES,
};
