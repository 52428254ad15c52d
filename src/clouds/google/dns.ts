import type { DnsFacts } from '../../kernel/cloud/dns';

/** Cloud DNS. It checks addresses: those of its own internal balancers by their health, others from the internet. */
export const GOOGLE_DNS: DnsFacts = {
  provider: 'cloud-dns',
  title: 'Cloud DNS',
  policies: ['geolocation', 'weighted', 'failover'],
  lacks: {
    latency: 'it measures none; write "geolocation", which sends each client to the datacenter of the nearest region',
    geoproximity: 'it takes regions and no coordinates; write "geolocation"',
  },
  leadsEverywhere: false,
  knowsOwnBalancers: false,
  recordForEach: false,
  // Google states no ranges that checks of addresses on the internet come from.
  checkers: undefined,
  zone: {
    pattern: /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    form: 'the name of a managed zone, such as example-com',
    domain: undefined,
    inProject: true,
  },
};
