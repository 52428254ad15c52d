import type { PriceList } from '../charge';
import { AWS_DATACENTER_PRICES } from './aws-datacenter-prices';
import { AWS_LINK_PRICES } from './aws-link-prices';

/** List prices of AWS in USD, before discounts, taxes and free tiers. */
export const AWS_PRICES: PriceList = {
  machineTypes: { kong: 'aws_autoscaling_group', other: 'aws_instance' },
  datacenter: AWS_DATACENTER_PRICES,
  links: AWS_LINK_PRICES,
};
