import type { CloudId } from '../../kernel/ids';
import { assumed, published, type Figure } from '../sizing/reckoned';

/** What links are made of can carry, by cloud. */
export interface LinkCapacity {
  readonly tunnel: TunnelCapacity;
  /** Between two transit gateways, each direction; undefined where the cloud has none. */
  readonly peering: { readonly mbit: Figure; readonly flowMbit: Figure } | undefined;
}

/** One VPN tunnel of the managed kind; either figure may be the narrower one. */
export interface TunnelCapacity {
  /** Of each direction; undefined where the cloud counts packets alone. */
  readonly mbit: Figure | undefined;
  readonly packets: Figure;
  /** Whether each direction has these packets to itself, or both have them together. */
  readonly packetsOf: 'each-direction' | 'both-directions';
}

// AWS says of neither figure whether it counts both directions; each of them is read as one direction's own.
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
const CLOUD_VPN = published(
  'Google Cloud documentation, HA VPN topologies for more bandwidth: the sum of ingress and egress, 1 to 3 Gbit/s',
  '2025',
);

export const LINK_CAPACITY: Readonly<Record<CloudId, LinkCapacity>> = {
  aws: {
    tunnel: {
      mbit: { value: 1_250, unit: 'Mbit/s', source: SITE_TO_SITE },
      packets: { value: 140_000, unit: 'packets/s', source: SITE_TO_SITE },
      packetsOf: 'each-direction',
    },
    peering: {
      mbit: { value: 50_000, unit: 'Mbit/s', source: PEERING },
      flowMbit: { value: 5_000, unit: 'Mbit/s', source: INSTANCE },
    },
  },
  google: {
    tunnel: {
      mbit: undefined,
      packets: { value: 250_000, unit: 'packets/s', source: CLOUD_VPN },
      packetsOf: 'both-directions',
    },
    peering: undefined,
  },
};

/** TCP payload of a packet in a tunnel with AES-256-CBC and SHA2-256. */
export const PAYLOAD_BYTES: Figure = {
  value: 1_398,
  unit: 'bytes',
  source: published('AWS Site-to-Site VPN user guide, MTU and MSS by algorithm', '2023-06'),
};

/** Packets for each one of payload: itself, and its part of an acknowledgement on the way back. */
export const PACKETS_PER_PAYLOAD: Figure = {
  value: 1.5,
  unit: 'packets',
  source: assumed('one acknowledgement for two packets of payload'),
};

/** Directions that share what a cloud gives to both together. */
export const DIRECTIONS: Figure = {
  value: 2,
  unit: 'directions',
  source: assumed('every datacenter sends to every other: both are equally busy'),
};

/** Within this time a lost datacenter should be built anew from another. */
export const REBUILD_HOURS: Figure = {
  value: 24,
  unit: 'h',
  source: assumed('until then every other loss is one too many'),
};
