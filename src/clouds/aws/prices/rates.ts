import {
  byNodeType,
  byRegion,
  everywhere,
  inSteps,
  type PriceRule,
  type PriceSource,
  type PriceStep,
} from '../../../kernel/price';

/** List prices of AWS in USD, before discounts, taxes and free tiers. */
const REGIONAL: PriceSource = { source: 'AWS price API by way of cortexlabs/cortex@dc48c02', date: '2022-01-07' };
const TRANSFER: PriceSource = { source: 'infracost data_transfer_test.golden@95ba4f4', date: '2024-09-25' };
export const GOLDENS: PriceSource = { source: 'infracost goldens @95ba4f4', date: '2024-07-01' };
export const BALANCER: PriceSource = { source: 'AWS Elastic Load Balancing pricing page', date: '2026-09-20' };
export const TRANSIT: PriceSource = {
  source: 'AWS Transit Gateway pricing page and infracost goldens',
  date: '2026-09-20',
};
export const SECRETS: PriceSource = { source: 'AWS Secrets Manager pricing page', date: '2026-09-20' };
export const ADDRESSES: PriceSource = { source: 'aws/agent-toolkit-for-aws, billing', date: '2026-08-20' };
const CACHE: PriceSource = {
  source: 'AWS price API by way of LeanerCloud/ec2-instances-info@32acf84',
  date: '2025-04-24',
};

/** Where single figures are known. */
export const HOME = 'us-east-1';

/** Six regions in the order of the price tables. */
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-1', 'ap-northeast-1'] as const;

type SixPrices = readonly [number, number, number, number, number, number];

function six(prices: SixPrices): Readonly<Record<string, number>> {
  return Object.fromEntries(REGIONS.map((region, i) => [region, prices[i] ?? 0]));
}

export const GP3_STORAGE: PriceRule = byRegion(six([0.08, 0.08, 0.088, 0.0952, 0.096, 0.096]), REGIONAL);
export const GP3_IOPS: PriceRule = byRegion(six([0.005, 0.005, 0.0055, 0.006, 0.006, 0.006]), REGIONAL);
/** The API prices a GiB/s; a MiB/s is a 1,024th of it, which is what bills show. */
export const GP3_THROUGHPUT: PriceRule = byRegion(six([0.04, 0.04, 0.044, 0.0476, 0.048, 0.048]), REGIONAL);
export const NAT_HOUR: PriceRule = byRegion(six([0.045, 0.045, 0.048, 0.052, 0.059, 0.062]), REGIONAL);
export const NLB_HOUR: PriceRule = byRegion(six([0.0225, 0.0225, 0.0252, 0.027, 0.0252, 0.0243]), REGIONAL);
export const OTHER_REGION: PriceRule = byRegion(six([0.02, 0.02, 0.02, 0.02, 0.09, 0.09]), TRANSFER);
export const FIRST_INTERNET: PriceRule = byRegion(six([0.09, 0.09, 0.09, 0.09, 0.12, 0.114]), TRANSFER);
export const OTHER_ZONE: PriceRule = everywhere(0.01, TRANSFER);

const TB = 1_024;

/** To the internet: 10 TB, 40 TB, 100 TB, and the rest where it is known. */
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

/** By node type; us-east-1 and us-west-2 cost the same. Types that are not here are unknown. */
export const CACHE_NODES: PriceRule = byNodeType(
  {
    'cache.t4g.small': six([0.032, 0.032, 0.034, 0.036, 0.048, 0.049]),
    'cache.t4g.medium': six([0.065, 0.065, 0.068, 0.072, 0.095, 0.098]),
    'cache.m7g.large': six([0.158, 0.158, 0.174, 0.188, 0.197, 0.202]),
    'cache.r7g.large': six([0.219, 0.219, 0.243, 0.263, 0.263, 0.263]),
  },
  CACHE,
);

export const ADDRESS_HOUR: PriceRule = everywhere(0.005, ADDRESSES);
