import * as z from 'zod';
import { existingGatewaySchema } from './existing-gateway-schema';
import { cidr } from './schema-values';
import { ZONES_PER_DATACENTER } from '../kernel/zones-per-datacenter';

/** The purposes of subnets in an existing network, by the word that the spec has for each. */
export const SUBNET_PURPOSES = ['public', 'kong', 'datastore', 'redis', 'transit'] as const;

export type SubnetPurpose = (typeof SUBNET_PURPOSES)[number];

/** Makers of what leads machines without public addresses out of an existing network: its owner, or topogen. */
export const EXISTING_EGRESSES = ['existing', 'managed'] as const;

export type ExistingEgress = (typeof EXISTING_EGRESSES)[number];

const existingSubnet = z.strictObject({
  zone: z.string().meta({ description: 'Zone that the subnet is in: one of the three of the datacenter.' }),
  id: z.string().meta({ description: "The cloud's id of the subnet, such as subnet-0123456789abcdef0." }),
  cidr: cidr.meta({ description: 'Range of the subnet.' }),
});

const subnetGroup = z.strictObject({
  cidr: cidr.meta({
    description:
      'A range that the three subnets lie in, and none of another purpose, or that of the subnet, where it spans the region. Firewalls of other datacenters let in the whole of it.',
  }),
  id: z.string().optional().meta({
    description:
      'The subnet of this purpose where subnets span the region, such as projects/acme-edge/regions/europe-west1/subnetworks/kong; of redis then the allocated range of private services access, such as projects/acme-edge/global/addresses/services.',
  }),
  zones: z.array(existingSubnet).optional().meta({
    description:
      'The three subnets, one in each zone, where subnets are those of a zone; nothing of yours may stand in them.',
    minItems: ZONES_PER_DATACENTER,
    maxItems: ZONES_PER_DATACENTER,
  }),
});

/**
 * A network that the user has. It is given whole, every subnet by id, since one that is half the user's and half topogen's
 * could be taken down by neither.
 */
export const existingNetworkSchema = z.strictObject({
  id: z.string().meta({
    description:
      "The cloud's id of the network, such as vpc-0123456789abcdef0 or projects/acme-edge/global/networks/acme.",
  }),
  cidr: cidr.meta({
    description:
      'Range of the network, inside network.supernet: the one that its subnets lie in, if it has several. Other datacenters send there what is for it.',
  }),
  egress: z.enum(EXISTING_EGRESSES).default('existing').meta({
    description:
      'How nodes without public addresses reach package mirrors and cloud services: existing, by what you have and keep, or, where subnets span the region, managed, by address translation of topogen for the subnets named here alone.',
  }),
  subnets: z
    .strictObject({
      public: subnetGroup.optional().meta({
        description:
          'Subnets of a public load balancer, routed to the internet; needed where exposure is public and subnets are those of a zone.',
      }),
      kong: subnetGroup.meta({ description: "Private subnets of Kong's nodes." }),
      datastore: subnetGroup.meta({ description: "Private subnets of the datastore's nodes." }),
      redis: subnetGroup.optional().meta({
        description: 'Subnets of Redis, or its range of private services access; needed where a plugin counts in it.',
      }),
      transit: subnetGroup.optional().meta({
        description:
          'Subnets in which a transit gateway is attached, a /28 each is enough; needed with links where subnets are those of a zone.',
      }),
    })
    .meta({ description: 'The subnets by purpose; no subnet serves two purposes.' }),
  routeTables: z.array(z.string()).default([]).meta({
    description:
      'Ids of the route tables of the subnets of Kong and the datastore. Naming one lets topogen add routes to it, one to the range of each other datacenter, and nothing else; needed with links where there are such.',
  }),
});

export type ExistingNetworkDocument = z.output<typeof existingNetworkSchema>;

export const datacenterNetworkSchema = z.strictObject({
  existing: existingNetworkSchema.optional().meta({
    description:
      'A network that you have, in which the datacenter is built: docs/existing-networks.md. Default: topogen makes one.',
  }),
  gateway: existingGatewaySchema.optional().meta({
    description:
      'A gateway that you have, on which the links to other datacenters end: a transit gateway, or an HA VPN gateway of the network with its router. docs/existing-networks.md. Default: topogen makes one.',
  }),
});
