/** The clouds that topogen can build on. Adding one starts here: the compiler then asks for its facts and its builder. */
export const CLOUD_IDS = ['aws', 'google'] as const;

export type CloudId = (typeof CLOUD_IDS)[number];

/** What a machine or an endpoint is for. Tags, names and firewall rules use the same words. */
export const ROLES = ['kong', 'cassandra', 'redis', 'balancer', 'vpn'] as const;

export type Role = (typeof ROLES)[number];
