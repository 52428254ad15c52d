import * as z from 'zod';
import { PRIVATE_ASNS, WIDE_PRIVATE_ASNS } from '../kernel/asn';

/** A gateway that the user has, on which the links of a datacenter end. Its number is stated, since the other ends are told it. */
export const existingGatewaySchema = z.strictObject({
  id: z.string().meta({
    description:
      "The cloud's id of the gateway, such as tgw-0123456789abcdef0 or projects/acme-edge/regions/europe-west1/vpnGateways/edge.",
  }),
  router: z.string().optional().meta({
    description:
      'The router that speaks BGP for the gateway, where it is none itself, such as projects/acme-edge/regions/europe-west1/routers/edge.',
  }),
  asn: z.int().min(PRIVATE_ASNS.first).max(WIDE_PRIVATE_ASNS.last).meta({
    description:
      'Private number of the autonomous system that the gateway, or its router, has: 64512 to 65534, or on a transit gateway 4200000000 to 4294967294; none that topogen gives to a datacenter by network.firstAsn.',
  }),
});

export type ExistingGatewayDocument = z.output<typeof existingGatewaySchema>;
