/**
 * Ways from machines to the internet, on clouds where gateways stand in zones. `managed`: a NAT gateway in each zone.
 * `regional`: one over all zones. `single`: one in the first zone, for all of them. Where the cloud's NAT spans the region by
 * itself, these three are the same. `none`: no way, but private endpoints of the cloud's services that machines call.
 */
export const EGRESSES = ['managed', 'regional', 'single', 'none'] as const;

export type Egress = (typeof EGRESSES)[number];

/** The way of a topology that names none. */
export const DEFAULT_EGRESS: Egress = 'managed';

/** Returns the zone with which a datacenter loses its way to the internet; undefined if the other zones keep theirs. */
export function zoneOfEgress<Zone>({
  egress,
  zones,
}: {
  readonly egress?: Egress;
  readonly zones: readonly Zone[];
}): Zone | undefined {
  return egress === 'single' ? zones[0] : undefined;
}
