/**
 * The clouds that topogen can build on. To add one, begin here: the compiler then asks for its entries in the lists of
 * clouds, `clouds/facts.ts` and `clouds/registry.ts`, and nowhere else.
 */
export const CLOUD_IDS = ['aws', 'google'] as const;

export type CloudId = (typeof CLOUD_IDS)[number];

/**
 * The datastores that topogen can put behind Kong. To add one, begin here: the compiler then asks for it in each
 * layer's registry.
 */
export const ENGINE_IDS = ['cassandra', 'postgresql'] as const;

export type EngineId = (typeof ENGINE_IDS)[number];

/**
 * The purposes of machines and endpoints. Tags, names and firewall rules use the same words; nodes of the datastore are
 * named after its engine. `control` is the balancer in front of Kong's control planes; `endpoint` leads
 * to services of the cloud where there is no way to the internet.
 */
export const ROLES = ['kong', ...ENGINE_IDS, 'redis', 'balancer', 'control', 'vpn', 'endpoint'] as const;

export type Role = (typeof ROLES)[number];

/** The parts of a datacenter's /16, by purpose. The datastore's is named after its engine. */
export type Tier = 'public' | 'kong' | EngineId | 'redis' | 'transit' | 'vpn' | 'balancer' | 'proxy' | 'endpoint';
