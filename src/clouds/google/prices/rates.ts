import {
  byRegion,
  everywhere,
  fromNumber,
  inSteps,
  priceOfAnother,
  type PriceRule,
  type PriceSource,
  type PriceStep,
} from '../../../kernel/price';

/* These are list prices of Google Cloud in USD, before discounts, taxes and free tiers. */
const CATALOG: PriceSource = {
  source: 'Cloud Billing API by way of Cyclenerd/google-cloud-pricing-cost-calculator',
  date: '2025-03-06',
};
export const GOLDENS: PriceSource = { source: 'infracost goldens @95ba4f4', date: '2024-07-01' };
export const BALANCER: PriceSource = { source: 'Google Cloud Load Balancing pricing page', date: '2026-09-20' };
export const NETWORK: PriceSource = { source: 'Google VPC network pricing page', date: '2026-09-20' };
export const ADDRESSES: PriceSource = {
  source: "Google's pricing pages as read by ChiefGyk3D/Clouds-Against-Humanity",
  date: '2026-10-16',
};

export const SNAPSHOTS: PriceSource = {
  source: 'Google Cloud, announced price of regional standard snapshots',
  date: '2023-04-01',
};

export const LOGS: PriceSource = { source: 'cloud.google.com/stackdriver/pricing', date: '2026-09-12' };

export const ALARMS: PriceSource = {
  source: 'Google Cloud Observability pricing, by way of estimates in public repositories',
  date: '2026-11-27',
};

export const HOME = 'us-central1';

export const BALANCED = byRegion(
  {
    'us-central1': 0.1,
    'us-east1': 0.1,
    'us-west1': 0.1,
    'europe-west1': 0.1,
    'europe-west4': 0.11,
    'asia-southeast1': 0.11,
    'asia-northeast1': 0.13,
  },
  CATALOG,
);
export const SSD = byRegion(
  {
    'us-central1': 0.17,
    'us-east1': 0.17,
    'us-west1': 0.17,
    'europe-west1': 0.17,
    'europe-west4': 0.187,
    'asia-southeast1': 0.187,
    'asia-northeast1': 0.221,
  },
  CATALOG,
);
export const TUNNEL_HOUR = byRegion(
  {
    'us-central1': 0.05,
    'us-east1': 0.05,
    'us-west1': 0.05,
    'europe-west1': 0.05,
    'europe-west4': 0.05,
    'asia-southeast1': 0.055,
    'asia-northeast1': 0.075,
  },
  CATALOG,
);
export const NAT_GIB = byRegion(
  {
    'us-central1': 0.045,
    'us-east1': 0.045,
    'us-west1': 0.045,
    'europe-west1': 0.045,
    'europe-west4': 0.045,
    'asia-southeast1': 0.045,
    'asia-northeast1': 0.045,
  },
  CATALOG,
);
export const ADDRESS_HOUR = everywhere(0.005, ADDRESSES);

const TIB = 1_024;

function internet(first: number, second: number, rest: number): readonly PriceStep[] {
  return [{ upTo: TIB, usd: first }, { upTo: 10 * TIB, usd: second }, { usd: rest }];
}

/**
 * Premium tier, worldwide except China and Australia. The source's figures for Tokyo are mixed up, so they are left
 * out.
 */
const INTERNET_STEPS = {
  'us-central1': internet(0.12, 0.11, 0.08),
  'us-east1': internet(0.12, 0.11, 0.08),
  'us-west1': internet(0.12, 0.11, 0.08),
  'europe-west1': internet(0.12, 0.11, 0.085),
  'europe-west4': internet(0.12, 0.11, 0.085),
  'asia-southeast1': internet(0.12, 0.11, 0.085),
} as const;

export const INTERNET = inSteps(INTERNET_STEPS, CATALOG);

/** Continents by the first word of a region's name, each with the price of a GiB within it; between two it is 0.08. */
const CONTINENTS: Readonly<Record<string, { readonly name: string; readonly usd: number }>> = {
  us: { name: 'North America', usd: 0.02 },
  northamerica: { name: 'North America', usd: 0.02 },
  europe: { name: 'Europe', usd: 0.02 },
  asia: { name: 'Asia', usd: 0.08 },
  southamerica: { name: 'South America', usd: 0.14 },
  australia: { name: 'Oceania', usd: 0.1 },
};
const BETWEEN_CONTINENTS = 0.08;

/** Price between two regions of Google's, also through VPN. */
export const OTHER_REGION: PriceRule = ({ region, otherRegion = '' }) => {
  const from = CONTINENTS[region.split('-')[0] ?? ''];
  const to = CONTINENTS[otherRegion.split('-')[0] ?? ''];
  if (!from || !to) return GOLDENS;
  const note = 'by continents; a newer secondary source has less between North America and Europe';
  return fromNumber(from.name === to.name ? from.usd : BETWEEN_CONTINENTS, GOLDENS, note);
};

/** Price of the standard tier, two nodes, per GB and hour, by the size of the instance. Larger ones are unknown. */
export const REDIS: PriceRule = ({ region, memoryGib = 0 }) => {
  const step = [
    { upTo: 4, usd: 0.064 },
    { upTo: 10, usd: 0.054 },
    { upTo: 35, usd: 0.046 },
  ].find(({ upTo }) => memoryGib <= upTo);
  return fromNumber(step?.usd, GOLDENS, region === HOME ? undefined : priceOfAnother(HOME, region));
};
