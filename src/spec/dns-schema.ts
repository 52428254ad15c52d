import * as z from 'zod';
import { DNS_POLICIES, DNS_PROVIDERS } from '../kernel/dns';
import { text } from './schema-values';

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

/** A name has 253 characters at most; names of datacenters in front of it take up to 12, and a dot. */
const LONGEST_HOSTNAME = 240;

export const hostname = text(
  new RegExp(`^(?=.{1,${LONGEST_HOSTNAME}}$)${LABEL}(\\.${LABEL})+$`),
  `must be a domain name of lower-case letters, digits and hyphens with a dot in it, of at most ${LONGEST_HOSTNAME} characters, such as api.example.com`,
);

/** The schema of `gateway.dns`: who answers for the hostname, and how it chooses a datacenter. */
export const dnsSchema = z.strictObject({
  provider: z.enum(DNS_PROVIDERS).meta({
    description:
      'Service that has the zone. route53 leads to datacenters of every cloud, and checks them; cloud-dns to those of its own.',
  }),
  zone: text(/^\S{1,253}$/, 'must be the name of a zone')
    .optional()
    .meta({
      description:
        'Zone that you have and that the hostname is in: the id of a hosted zone or its domain (Route 53), the name of a managed zone (Cloud DNS). Required for public balancers; topogen makes a private zone for internal ones.',
    }),
  project: z.string().min(1).optional().meta({
    description: "Project of a zone of Cloud DNS. Default: that of its cloud's first datacenter.",
  }),
  policy: z.enum(DNS_POLICIES).meta({
    description:
      'How the hostname chooses a datacenter for a client. latency (Route 53): the one that answers soonest. geoproximity (Route 53), geolocation (Cloud DNS): the nearest. weighted: by the shares of the load. failover: the primary, as long as it is well.',
  }),
  primary: z.string().optional().meta({
    description: 'Name of the datacenter that clients are sent to first; required with failover, and for it alone.',
  }),
});
