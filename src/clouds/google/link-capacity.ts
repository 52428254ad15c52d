import type { LinkCapacity } from '../../kernel/cloud/links';
import { published } from '../../kernel/figure';

const CLOUD_VPN = published(
  'Google Cloud documentation, HA VPN topologies for more bandwidth: the sum of ingress and egress, 1 to 3 Gbit/s',
  '2025',
);

/** Bandwidth of Google Cloud's links: a number of packets a tunnel, whatever their size. */
export const GOOGLE_LINK_CAPACITY: LinkCapacity = {
  tunnel: {
    mbit: undefined,
    packets: { value: 250_000, unit: 'packets/s', source: CLOUD_VPN },
    packetsOf: 'both-directions',
  },
  peering: undefined,
};
