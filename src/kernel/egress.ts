/**
 * Ways from machines to the internet, on clouds where gateways stand in zones. `managed`: a NAT gateway in each zone.
 * `regional`: one over all zones. `single`: one in the first zone, for all of them. Where the cloud's NAT spans the region by
 * itself, all three are the same.
 */
export const EGRESSES = ['managed', 'regional', 'single'] as const;

export type Egress = (typeof EGRESSES)[number];

/** The way of a topology that names none. */
export const DEFAULT_EGRESS: Egress = 'managed';
