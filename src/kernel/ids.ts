/**
 * The clouds that topogen can build on. Adding one starts here: the compiler then asks for its entries in the lists of clouds,
 * `clouds/facts.ts` and `clouds/registry.ts`, and nowhere else.
 */
export const CLOUD_IDS = ['aws', 'google'] as const;

export type CloudId = (typeof CLOUD_IDS)[number];

/** The datastores that topogen can put behind Kong. Adding one starts here: the compiler then asks each layer's registry for it. */
export const ENGINE_IDS = ['cassandra'] as const;

export type EngineId = (typeof ENGINE_IDS)[number];

/**
 * What a machine or an endpoint is for. Tags, names and firewall rules use the same words; nodes of the datastore are called
 * like its engine.
 */
export const ROLES = ['kong', ...ENGINE_IDS, 'redis', 'balancer', 'vpn'] as const;

export type Role = (typeof ROLES)[number];

/** The parts of a datacenter's /16, by what stands in them. The datastore's is called like its engine. */
export type Tier = 'public' | 'kong' | EngineId | 'redis' | 'transit' | 'vpn' | 'proxy';
