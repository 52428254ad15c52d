import type { LinkCapacity } from '../../kernel/cloud/links';
import { published } from '../../kernel/figure';

// AWS does not say whether its figures count both directions; each is read as the limit of one direction.
const SITE_TO_SITE = published(
  'AWS Site-to-Site VPN user guide: 1.25 Gbit/s or 140,000 packets/s a tunnel; of each direction is an assumption',
  '2026-08',
);
const PEERING = published(
  'AWS Transit Gateway guide, quotas: up to 50 Gbit/s, not guaranteed between regions',
  '2023-06',
);
const INSTANCE = published(
  'Amazon EC2 user guide, network bandwidth: 5 Gbit/s for a flow or to another region',
  '2025',
);

/** AWS makes this many tunnels for each site-to-site connection. */
export const TUNNELS_EACH = 2;

/** Bandwidth of AWS's links, from its guides. */
export const AWS_LINK_CAPACITY: LinkCapacity = {
  tunnel: {
    mbit: { value: 1_250, unit: 'Mbit/s', source: SITE_TO_SITE },
    packets: { value: 140_000, unit: 'packets/s', source: SITE_TO_SITE },
    packetsOf: 'each-direction',
  },
  peering: {
    mbit: { value: 50_000, unit: 'Mbit/s', source: PEERING },
    flowMbit: { value: 5_000, unit: 'Mbit/s', source: INSTANCE },
  },
};
