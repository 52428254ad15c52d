/* Quotas count what these make of a pool; the builders of pools and balancer use the same. */

/** A refresh makes new nodes first, a third of the pool at a time: as many as one zone has. */
export const REFRESH = { minHealthyPercentage: 100, maxHealthyPercentage: 133 } as const;
