/** Services that can answer for the names of a gateway. Each is of one cloud, whose facts say what it can do. */
export const DNS_PROVIDERS = ['route53', 'cloud-dns'] as const;

export type DnsProvider = (typeof DNS_PROVIDERS)[number];

/**
 * Ways in which a name that leads to several datacenters chooses one for a client: the one that answers soonest, the nearest
 * one by coordinates or by the cloud's regions, by shares of the load, or the first one as long as it is well.
 */
export const DNS_POLICIES = ['latency', 'geoproximity', 'geolocation', 'weighted', 'failover'] as const;

export type DnsPolicy = (typeof DNS_POLICIES)[number];
