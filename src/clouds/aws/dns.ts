import type { DnsFacts } from '../../kernel/cloud/dns';

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';

/** A zone that is named by its domain, which has a dot; an id has none. */
const DOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})+$`);

/** Route 53. It checks addresses anywhere on the internet, and network load balancers by what they know of their targets. */
export const AWS_DNS: DnsFacts = {
  provider: 'route53',
  title: 'Route 53',
  policies: ['latency', 'geoproximity', 'weighted', 'failover'],
  lacks: {
    geolocation:
      'its geolocation wants a list of countries for each datacenter, and has no answer for the others; write "geoproximity", which sends each client to the nearest datacenter',
  },
  leadsEverywhere: true,
  knowsOwnBalancers: true,
  recordForEach: true,
  // Source: ip-ranges.json of AWS, service ROUTE53_HEALTHCHECKS, of which this is the largest range.
  checkers: {
    range: '15.177.0.0/18',
    list: 'https://ip-ranges.amazonaws.com/ip-ranges.json under ROUTE53_HEALTHCHECKS',
  },
  zone: {
    pattern: new RegExp(`^Z[A-Z0-9]{1,31}$|${DOMAIN.source}`),
    form: 'the id of a hosted zone, such as Z0123456789ABCDEFGHIJ, or its domain, such as example.com',
    domain: DOMAIN,
    inProject: false,
  },
};
