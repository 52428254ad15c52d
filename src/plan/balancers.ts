import type { Balancer } from '../kernel/balancer';
import { balancerAddress } from './addressing';
import type { ZonePlan } from './place';
import type { BalancerPlan, BalancersPlan } from './plan';
import type { BalancerSizing } from './sizing/sizing';

/** The two machines are in these zones, by position. */
const BALANCER_ZONES = [0, 1] as const;

/** Operating system, packages and logs; nothing on a balancer is data. */
const DISK_GIB = 16;

/** The scaling group whose nodes a machine leads clients to is in its tag, or attribute, of this name. */
export const POOL_TAG = 'topogen-pool';

/** Plans the machines that lead clients to Kong in a datacenter; undefined where the cloud's own balancer does. */
export function planBalancers(
  balancer: Balancer,
  place: { readonly cidr: string; readonly zones: readonly ZonePlan[] },
  sized: BalancerSizing | undefined,
): BalancersPlan | undefined {
  if (balancer === 'cloud') return undefined;
  if (!sized) throw new Error(`no size for the machines with ${balancer}`);
  const { type: machineType, vcpus, memoryGib } = sized.machine;
  return { program: balancer, machineType, vcpus, memoryGib, diskGib: DISK_GIB, nodes: planNodes(place) };
}

/** Returns the zones of a datacenter that have balancers. */
export function balancerZones(zones: readonly ZonePlan[]): ZonePlan[] {
  return BALANCER_ZONES.flatMap((position) => zones[position] ?? []);
}

function planNodes({
  cidr,
  zones,
}: {
  readonly cidr: string;
  readonly zones: readonly ZonePlan[];
}): [BalancerPlan, BalancerPlan] {
  const [first, second] = balancerZones(zones).map((zone, position): BalancerPlan => {
    return { name: `balancer-${zone.letter}`, zone, address: balancerAddress(cidr, position) };
  });
  if (!first || !second) throw new Error('a pair has two');
  return [first, second];
}
