import type { PriceList } from '../../../kernel/charge';
import {
  byRegion,
  everywhere,
  fromNumber,
  inSteps,
  knownIn,
  notKnown,
  type PriceRule,
  type PriceSource,
  type PriceStep,
} from '../../../kernel/price';

/** List prices of Google Cloud in USD, before discounts, taxes and free tiers. */
const CATALOG: PriceSource = {
  source: 'Cloud Billing API by way of Cyclenerd/google-cloud-pricing-cost-calculator',
  date: '2025-03-06',
};
const GOLDENS: PriceSource = { source: 'infracost goldens @95ba4f4', date: '2024-07-01' };
const BALANCER: PriceSource = { source: 'Google Cloud Load Balancing pricing page', date: '2026-09-20' };
const NETWORK: PriceSource = { source: 'Google VPC network pricing page', date: '2026-09-20' };
const ADDRESSES: PriceSource = {
  source: "Google's pricing pages as read by ChiefGyk3D/Clouds-Against-Humanity",
  date: '2026-10-16',
};

const HOME = 'us-central1';

/** Seven regions in the order of the price tables. */
const REGIONS = [
  'us-central1',
  'us-east1',
  'us-west1',
  'europe-west1',
  'europe-west4',
  'asia-southeast1',
  'asia-northeast1',
] as const;

type SevenPrices = readonly [number, number, number, number, number, number, number];

function seven(prices: SevenPrices): Readonly<Record<string, number>> {
  return Object.fromEntries(REGIONS.map((region, i) => [region, prices[i] ?? 0]));
}

const BALANCED = byRegion(seven([0.1, 0.1, 0.1, 0.1, 0.11, 0.11, 0.13]), CATALOG);
const SSD = byRegion(seven([0.17, 0.17, 0.17, 0.17, 0.187, 0.187, 0.221]), CATALOG);
const TUNNEL_HOUR = byRegion(seven([0.05, 0.05, 0.05, 0.05, 0.05, 0.055, 0.075]), CATALOG);
const NAT_GIB = byRegion(seven([0.045, 0.045, 0.045, 0.045, 0.045, 0.045, 0.045]), CATALOG);
const ADDRESS_HOUR = everywhere(0.005, ADDRESSES);

const TIB = 1_024;

function internet(first: number, second: number, rest: number): readonly PriceStep[] {
  return [{ upTo: TIB, usd: first }, { upTo: 10 * TIB, usd: second }, { usd: rest }];
}

/** Premium tier, worldwide but China and Australia. The source's figures for Tokyo are mixed up, so they are left out. */
const INTERNET_STEPS = {
  'us-central1': internet(0.12, 0.11, 0.08),
  'us-east1': internet(0.12, 0.11, 0.08),
  'us-west1': internet(0.12, 0.11, 0.08),
  'europe-west1': internet(0.12, 0.11, 0.085),
  'europe-west4': internet(0.12, 0.11, 0.085),
  'asia-southeast1': internet(0.12, 0.11, 0.085),
} as const;

const INTERNET = inSteps(INTERNET_STEPS, CATALOG);

/** Continents by the first word of a region's name, and what a GiB costs within one; between two it is 0.08. */
const CONTINENTS: Readonly<Record<string, { readonly name: string; readonly usd: number }>> = {
  us: { name: 'North America', usd: 0.02 },
  northamerica: { name: 'North America', usd: 0.02 },
  europe: { name: 'Europe', usd: 0.02 },
  asia: { name: 'Asia', usd: 0.08 },
  southamerica: { name: 'South America', usd: 0.14 },
  australia: { name: 'Oceania', usd: 0.1 },
};
const BETWEEN_CONTINENTS = 0.08;

/** Between two regions of Google's, also through VPN. */
const OTHER_REGION: PriceRule = ({ region, otherRegion = '' }) => {
  const from = CONTINENTS[region.split('-')[0] ?? ''];
  const to = CONTINENTS[otherRegion.split('-')[0] ?? ''];
  if (!from || !to) return GOLDENS;
  const note = 'by continents; a newer secondary source has less between North America and Europe';
  return fromNumber(from.name === to.name ? from.usd : BETWEEN_CONTINENTS, GOLDENS, note);
};

/** Standard tier, two nodes, a GB and hour, by the size of the instance. Larger ones are unknown. */
const REDIS: PriceRule = ({ region, memoryGib = 0 }) => {
  const step = [
    { upTo: 4, usd: 0.064 },
    { upTo: 10, usd: 0.054 },
    { upTo: 35, usd: 0.046 },
  ].find(({ upTo }) => memoryGib <= upTo);
  return fromNumber(
    step?.usd,
    GOLDENS,
    region === HOME ? undefined : `price of ${HOME}; that of ${region} is not known`,
  );
};

export const GOOGLE_PRICES: PriceList = {
  machineTypes: { kong: 'google_compute_region_instance_group_manager', other: 'google_compute_instance' },
  datacenter: [
    {
      role: 'kong',
      resource: 'boot disks',
      resourceType: 'google_compute_region_instance_template',
      component: 'pd-balanced storage',
      unit: 'GiB',
      quantity: 'kongDiskGib',
      price: BALANCED,
    },
    {
      role: 'kong',
      resource: 'migrations job, stopped',
      resourceType: 'google_compute_instance',
      component: 'pd-balanced storage',
      unit: 'GiB',
      quantity: 'migrationsDiskGib',
      price: BALANCED,
    },
    {
      role: 'cassandra',
      resource: 'boot disks',
      resourceType: 'google_compute_instance',
      component: 'pd-balanced storage',
      unit: 'GiB',
      quantity: 'datastoreRootGib',
      price: BALANCED,
    },
    {
      role: 'cassandra',
      resource: 'data disks',
      resourceType: 'google_compute_disk',
      component: 'pd-ssd storage',
      unit: 'GiB',
      quantity: 'dataDiskGib',
      price: SSD,
    },
    {
      role: 'redis',
      resource: 'counters',
      resourceType: 'google_redis_instance',
      component: 'standard tier',
      unit: 'GiB hours',
      quantity: 'redisGibHours',
      price: REDIS,
    },
    {
      role: 'redis',
      resource: 'name',
      resourceType: 'google_dns_managed_zone',
      component: 'private zone',
      unit: 'months',
      quantity: 'privateZones',
      price: everywhere(0.2, GOLDENS),
    },
    {
      role: 'balancer',
      resource: 'load balancer',
      resourceType: 'google_compute_forwarding_rule',
      component: 'forwarding rule, first five together',
      unit: 'hours',
      quantity: 'hours',
      price: knownIn(HOME, 0.025, BALANCER),
    },
    {
      role: 'balancer',
      resource: 'load balancer',
      resourceType: 'google_compute_forwarding_rule',
      component: 'requests processed',
      unit: 'GiB',
      quantity: 'clientInGib',
      price: knownIn(HOME, 0.008, BALANCER, 'answers leave the nodes directly'),
    },
    {
      role: 'balancer',
      resource: 'load balancer',
      resourceType: 'google_compute_address',
      component: 'public address',
      unit: 'hours',
      quantity: 'hours',
      price: ADDRESS_HOUR,
    },
    {
      role: 'network',
      resource: 'Cloud NAT',
      resourceType: 'google_compute_router_nat',
      component: 'machines, 32 at most',
      unit: 'hours',
      quantity: 'natMachineHours',
      price: everywhere(0.0014, ADDRESSES),
    },
    {
      role: 'network',
      resource: 'Cloud NAT',
      resourceType: 'google_compute_router_nat',
      component: 'public addresses',
      unit: 'hours',
      quantity: 'natAddressHours',
      price: ADDRESS_HOUR,
    },
    {
      role: 'network',
      resource: 'Cloud NAT',
      resourceType: 'google_compute_router_nat',
      component: 'calls to public services, both directions',
      unit: 'GiB',
      quantity: 'natGib',
      price: NAT_GIB,
    },
    {
      role: 'traffic',
      resource: 'internet',
      resourceType: 'google_network_egress',
      component: 'answers to clients, calls to public services',
      unit: 'GiB',
      quantity: 'internetOutGib',
      price: INTERNET,
    },
    {
      role: 'traffic',
      resource: 'zones',
      resourceType: 'google_network_egress',
      component: 'replication between racks',
      unit: 'GiB',
      quantity: 'datastoreZoneGib',
      price: everywhere(0.01, NETWORK),
    },
    {
      role: 'secrets',
      resource: 'passwords',
      resourceType: 'google_secret_manager_secret',
      component: 'active versions',
      unit: 'months',
      quantity: 'secrets',
      price: everywhere(0.06, GOLDENS),
    },
    {
      role: 'logs',
      resource: 'flow and firewall logs',
      resourceType: 'google_logging_project_bucket_config',
      component: 'ingestion and storage',
      unit: 'GiB',
      quantity: 'notKnown',
      price: notKnown('grows with connections; not estimated'),
    },
  ],
  links: {
    'managed-vpn.listens': [
      {
        resource: 'tunnels',
        resourceType: 'google_compute_vpn_tunnel',
        component: 'tunnels',
        unit: 'hours',
        quantity: 'tunnelHours',
        price: TUNNEL_HOUR,
      },
      {
        resource: 'data transfer',
        resourceType: 'google_network_egress',
        component: 'to the internet, where the other gateway is',
        unit: 'GiB',
        quantity: 'outGib',
        price: INTERNET,
      },
    ],
    'ha-vpn.peers': [
      {
        resource: 'tunnels',
        resourceType: 'google_compute_vpn_tunnel',
        component: 'tunnels of this side',
        unit: 'hours',
        quantity: 'tunnelHours',
        price: TUNNEL_HOUR,
      },
      {
        resource: 'data transfer',
        resourceType: 'google_network_egress',
        component: 'to the other region',
        unit: 'GiB',
        quantity: 'outGib',
        price: OTHER_REGION,
      },
    ],
  },
};
