/* Quotas count what this makes of a pool; the builder of pools uses the same. */

/** A pool over zones needs at least one more machine in each zone when its template changes. */
export const SURGE_PER_ZONE = 1;
