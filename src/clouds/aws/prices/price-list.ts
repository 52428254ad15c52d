import type { PriceList } from '../../../kernel/charge';
import { AWS_FACTS } from '../facts';
import { AWS_DATACENTER_PRICES } from './datacenter-prices';
import { DATASTORE_PRICES } from './datastores';
import { AWS_NAMES_PRICES } from './names';
import { AWS_LINK_PRICES } from './link-prices';

/** List prices of AWS in USD, before discounts, taxes and free tiers. */
export const AWS_PRICES: PriceList = {
  machineTypes: { kong: 'aws_autoscaling_group', other: AWS_FACTS.machineResource, database: 'aws_db_instance' },
  datacenter: AWS_DATACENTER_PRICES,
  datastores: DATASTORE_PRICES,
  links: AWS_LINK_PRICES,
  names: AWS_NAMES_PRICES,
};
