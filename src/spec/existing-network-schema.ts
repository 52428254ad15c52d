import * as z from 'zod';
import { cidr } from './schema-values';
import { ZONES_PER_DATACENTER } from './zones';

/** The purposes of subnets in an existing network, by the word that the spec has for each. */
export const SUBNET_PURPOSES = ['public', 'kong', 'datastore', 'redis', 'transit'] as const;

export type SubnetPurpose = (typeof SUBNET_PURPOSES)[number];

const existingSubnet = z.strictObject({
  zone: z.string().meta({ description: 'Zone that the subnet is in: one of the three of the datacenter.' }),
  id: z.string().meta({ description: "The cloud's id of the subnet, such as subnet-0123456789abcdef0." }),
  cidr: cidr.meta({ description: 'Range of the subnet.' }),
});

const subnetGroup = z.strictObject({
  cidr: cidr.meta({
    description:
      'A range that the three subnets lie in, and none of another purpose: firewalls of other datacenters let in the whole of it.',
  }),
  zones: z.array(existingSubnet).meta({
    description: 'The three subnets, one in each zone; nothing of yours may stand in them.',
    minItems: ZONES_PER_DATACENTER,
    maxItems: ZONES_PER_DATACENTER,
  }),
});

/**
 * A network that the user has. It is given whole, every subnet by id, since one that is half the user's and half topogen's
 * could be taken down by neither.
 */
export const existingNetworkSchema = z.strictObject({
  id: z.string().meta({ description: "The cloud's id of the network, such as vpc-0123456789abcdef0." }),
  cidr: cidr.meta({
    description: 'Range of the network, inside network.supernet: the one that its subnets lie in, if it has several.',
  }),
  egress: z.literal('existing').default('existing').meta({
    description:
      'How nodes without public addresses reach package mirrors and cloud services: by default routes of the private subnets, which you keep. topogen makes no address translation.',
  }),
  subnets: z
    .strictObject({
      public: subnetGroup.optional().meta({
        description: 'Subnets of a public load balancer, routed to the internet; needed where exposure is public.',
      }),
      kong: subnetGroup.meta({ description: "Private subnets of Kong's nodes." }),
      datastore: subnetGroup.meta({ description: "Private subnets of the datastore's nodes." }),
      redis: subnetGroup.optional().meta({ description: 'Subnets of Redis; needed where a plugin counts in it.' }),
      transit: subnetGroup.optional().meta({
        description: 'Subnets in which a transit gateway is attached, a /28 each is enough; needed with links.',
      }),
    })
    .meta({ description: 'The subnets by purpose; no subnet serves two purposes.' }),
  routeTables: z.array(z.string()).default([]).meta({
    description:
      'Ids of the route tables of the subnets of Kong and the datastore. Naming one lets topogen add routes to it, one to the range of each other datacenter, and nothing else; needed with links.',
  }),
});

export type ExistingNetworkDocument = z.output<typeof existingNetworkSchema>;

export const datacenterNetworkSchema = z.strictObject({
  existing: existingNetworkSchema.optional().meta({
    description:
      'A network that you have, in which the datacenter is built: docs/existing-networks.md. Default: topogen makes one.',
  }),
});
