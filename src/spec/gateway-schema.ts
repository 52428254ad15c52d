import * as z from 'zod';
import { BALANCERS } from '../kernel/balancer';
import { EXPOSURES } from '../kernel/exposure';
import { dnsSchema, hostname } from './dns-schema';
import { CLOUD_IDS, type CloudId } from '../kernel/ids';
import { text } from './schema-values';

/** Segments of unreserved characters, none of which begins with a dot: nginx would resolve it, and match nothing. */
const healthPath = text(
  /^(\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,63}){1,4}$/,
  'must be one to four segments of letters, digits, ., _, ~ and -, each after a /, such as /healthz',
);

/** Characters of secrets' names on every cloud; a rule checks the form of each. */
const secretName = text(/^[A-Za-z0-9/_+=.@:-]+$/, 'must be letters, digits, /, _, +, =, ., @, : and -')
  .optional()
  .meta({
    description:
      'Secret that nodes of this cloud fetch: its name, the same in the region or the project of each datacenter; or its ARN, where the cloud gives it one. It holds, in PEM and one after the other, the certificate, those that lead from it to the authority, and the key without a passphrase. Required where a datacenter is on this cloud.',
  });

const certificate = z.strictObject(
  Object.fromEntries(CLOUD_IDS.map((id) => [id, secretName])) as Record<CloudId, typeof secretName>,
);

/** The schema of the section `gateway`: what clients meet in front of Kong. */
export const gatewaySchema = z.strictObject({
  exposure: z.enum(EXPOSURES).default('public').meta({
    description:
      'Where balancers stand. public: on the internet. internal: in the private subnets of Kong, for clients in the supernet and in the private ranges of kong.proxyCidrs.',
  }),
  balancer: z.enum(BALANCERS).default('cloud').meta({
    description:
      "What leads clients to Kong. cloud: the cloud's own balancer. haproxy, nginx: two machines in two zones of each datacenter with that program, and an address each that stays; for estates that must not use the cloud's own: docs/entrance.md. Kong 2.1.4 and newer.",
  }),
  hostname: hostname.optional().meta({
    description:
      'Name by which clients find the gateway, such as api.example.com; it leads to every datacenter that is well, and <datacenter>.<hostname> to one. Needs dns. Default: none.',
  }),
  dns: dnsSchema.optional().meta({ description: 'Who answers for hostname. Default: nobody.' }),
  plainHttp: z.enum(['redirect', 'serve']).optional().meta({
    description:
      'What clients meet on port 80. redirect: they are sent to the same address with https. serve: Kong answers, as on 443. Default: the port is closed, and served where kong.tls is false.',
  }),
  healthPath: healthPath.optional().meta({
    description:
      'A path, such as /healthz, on which the proxy says by 200 that the node serves, and by 503 that it does not or is about to stop: for checkers in front of the balancer. Requests for it never reach your services. Default: none.',
  }),
  certificate: certificate.optional().meta({
    description:
      'The certificate that Kong shows to clients: docs/entrance.md. Kong then shows it for every name that its own configuration has no certificate for. Default: none, and each node shows one that it makes at its first start, which clients that verify certificates refuse.',
  }),
});

/** The schema of `gateway` in a datacenter: what is special about its entrance. */
export const datacenterGatewaySchema = z.strictObject({
  exposure: z.enum(EXPOSURES).optional().meta({
    description: "Where the balancer of this datacenter stands. Default: the topology's gateway.exposure.",
  }),
  drained: z.boolean().default(false).meta({
    description:
      'true takes the datacenter out of gateway.hostname, so that no new client comes by it; its own name, and all that serves there, stay.',
  }),
});
