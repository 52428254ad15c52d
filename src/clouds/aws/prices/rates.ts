import {
  byNodeType,
  byRegion,
  everywhere,
  inSteps,
  type PriceRule,
  type PriceSource,
  type PriceStep,
} from '../../../kernel/price';

/* These are list prices of AWS in USD, before discounts, taxes and free tiers. */
const REGIONAL: PriceSource = { source: 'AWS price API by way of cortexlabs/cortex@dc48c02', date: '2022-01-07' };
const TRANSFER: PriceSource = { source: 'infracost data_transfer_test.golden@95ba4f4', date: '2024-09-25' };
export const GOLDENS: PriceSource = { source: 'infracost goldens @95ba4f4', date: '2024-07-01' };
export const ENDPOINTS: PriceSource = { source: 'infracost vpc_endpoint_test.golden', date: '2024-10-18' };
export const BALANCER: PriceSource = { source: 'AWS Elastic Load Balancing pricing page', date: '2026-09-20' };
export const TRANSIT: PriceSource = {
  source: 'AWS Transit Gateway pricing page and infracost goldens',
  date: '2026-09-20',
};
export const SECRETS: PriceSource = { source: 'AWS Secrets Manager pricing page', date: '2026-09-20' };
export const ADDRESSES: PriceSource = { source: 'aws/agent-toolkit-for-aws, billing', date: '2026-08-20' };
export const DATABASES: PriceSource = { source: 'infracost db_instance_test.golden', date: '2026-05-03' };
export const LOGS: PriceSource = { source: 'infracost, aws_cloudwatch_log_group', date: '2026-11-27' };
export const ALARMS: PriceSource = {
  source: 'AWS pricing calculator, alarm metrics, by way of estimates in public repositories',
  date: '2026-11-27',
};
export const CALLS: PriceSource = {
  source: 'AWS CloudWatch pricing, API requests, by way of estimates in public repositories',
  date: '2026-11-28',
};
const CACHE: PriceSource = {
  source: 'AWS price API by way of LeanerCloud/ec2-instances-info@32acf84',
  date: '2025-04-24',
};

/** Figures that are known for one region alone are this region's. */
export const HOME = 'us-east-1';

export const GP3_STORAGE: PriceRule = byRegion(
  {
    'us-east-1': 0.08,
    'us-west-2': 0.08,
    'eu-west-1': 0.088,
    'eu-central-1': 0.0952,
    'ap-southeast-1': 0.096,
    'ap-northeast-1': 0.096,
  },
  REGIONAL,
);
export const GP3_IOPS: PriceRule = byRegion(
  {
    'us-east-1': 0.005,
    'us-west-2': 0.005,
    'eu-west-1': 0.0055,
    'eu-central-1': 0.006,
    'ap-southeast-1': 0.006,
    'ap-northeast-1': 0.006,
  },
  REGIONAL,
);
/** Price of a MiB/s, which bills show: a 1,024th of the API's price of a GiB/s. */
export const GP3_THROUGHPUT: PriceRule = byRegion(
  {
    'us-east-1': 0.04,
    'us-west-2': 0.04,
    'eu-west-1': 0.044,
    'eu-central-1': 0.0476,
    'ap-southeast-1': 0.048,
    'ap-northeast-1': 0.048,
  },
  REGIONAL,
);
export const NAT_HOUR: PriceRule = byRegion(
  {
    'us-east-1': 0.045,
    'us-west-2': 0.045,
    'eu-west-1': 0.048,
    'eu-central-1': 0.052,
    'ap-southeast-1': 0.059,
    'ap-northeast-1': 0.062,
  },
  REGIONAL,
);
export const NLB_HOUR: PriceRule = byRegion(
  {
    'us-east-1': 0.0225,
    'us-west-2': 0.0225,
    'eu-west-1': 0.0252,
    'eu-central-1': 0.027,
    'ap-southeast-1': 0.0252,
    'ap-northeast-1': 0.0243,
  },
  REGIONAL,
);
export const OTHER_REGION: PriceRule = byRegion(
  {
    'us-east-1': 0.02,
    'us-west-2': 0.02,
    'eu-west-1': 0.02,
    'eu-central-1': 0.02,
    'ap-southeast-1': 0.09,
    'ap-northeast-1': 0.09,
  },
  TRANSFER,
);
export const FIRST_INTERNET: PriceRule = byRegion(
  {
    'us-east-1': 0.09,
    'us-west-2': 0.09,
    'eu-west-1': 0.09,
    'eu-central-1': 0.09,
    'ap-southeast-1': 0.12,
    'ap-northeast-1': 0.114,
  },
  TRANSFER,
);
export const OTHER_ZONE: PriceRule = everywhere(0.01, TRANSFER);

const TB = 1_024;

/** Returns the steps of traffic to the internet: 10 TB, 40 TB, 100 TB, and the rest if its price is known. */
function internet(first: number, second: number, third: number, rest?: number): readonly PriceStep[] {
  return [
    { upTo: 10 * TB, usd: first },
    { upTo: 50 * TB, usd: second },
    { upTo: 150 * TB, usd: third },
    rest === undefined ? {} : { usd: rest },
  ];
}

export const INTERNET: PriceRule = inSteps(
  {
    'us-east-1': internet(0.09, 0.085, 0.07),
    'us-west-2': internet(0.09, 0.085, 0.07, 0.05),
    'eu-west-1': internet(0.09, 0.085, 0.07, 0.05),
    'eu-central-1': internet(0.09, 0.085, 0.07, 0.05),
    'ap-southeast-1': internet(0.12, 0.085, 0.082, 0.08),
    'ap-northeast-1': internet(0.114, 0.089, 0.086, 0.084),
  },
  TRANSFER,
);

/** Prices by node type; us-east-1 and us-west-2 cost the same. Types that are not listed are unknown. */
export const CACHE_NODES: PriceRule = byNodeType(
  {
    'cache.t4g.small': {
      'us-east-1': 0.032,
      'us-west-2': 0.032,
      'eu-west-1': 0.034,
      'eu-central-1': 0.036,
      'ap-southeast-1': 0.048,
      'ap-northeast-1': 0.049,
    },
    'cache.t4g.medium': {
      'us-east-1': 0.065,
      'us-west-2': 0.065,
      'eu-west-1': 0.068,
      'eu-central-1': 0.072,
      'ap-southeast-1': 0.095,
      'ap-northeast-1': 0.098,
    },
    'cache.m7g.large': {
      'us-east-1': 0.158,
      'us-west-2': 0.158,
      'eu-west-1': 0.174,
      'eu-central-1': 0.188,
      'ap-southeast-1': 0.197,
      'ap-northeast-1': 0.202,
    },
    'cache.r7g.large': {
      'us-east-1': 0.219,
      'us-west-2': 0.219,
      'eu-west-1': 0.243,
      'eu-central-1': 0.263,
      'ap-southeast-1': 0.263,
      'ap-northeast-1': 0.263,
    },
  },
  CACHE,
);

export const ADDRESS_HOUR: PriceRule = everywhere(0.005, ADDRESSES);
