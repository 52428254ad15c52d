/** Places of a balancer: public, on the internet; internal, where private networks alone reach it. */
export const EXPOSURES = ['public', 'internal'] as const;

export type Exposure = (typeof EXPOSURES)[number];
