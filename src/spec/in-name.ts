import { SMALLEST_SHARE } from '../kernel/smallest-share';

/** The parts of a datacenter that decide whether the hostname leads to it. */
export interface Joining {
  readonly share?: number | undefined;
  readonly gateway: { readonly drained: boolean };
}

/** True if the hostname leads to a datacenter: one that joins has the smallest share until it serves. */
export function isInName({ share, gateway }: Joining): boolean {
  return !gateway.drained && (share === undefined || share > SMALLEST_SHARE);
}
