import type { Issue } from '../kernel/issue';
import type { DatacenterSpec } from '../spec/spec';
import { datacenterAsn, routerIdRange } from './addressing';
import { existingGatewayIdle } from './issues';
import type { GatewayPlan } from './place';
import type { DatacenterPlan } from './plan';

/**
 * Plans the gateway of a datacenter before its links.
 *
 * @param firstAsn number of index 0
 */
export function planGateway(
  { gateway }: Pick<DatacenterSpec, 'gateway'>,
  index: number,
  firstAsn: number,
): GatewayPlan {
  return {
    asn: gateway?.asn ?? datacenterAsn(index, firstAsn),
    routerIdRange: routerIdRange(index),
    // Links are planned afterwards.
    hasGateway: false,
    ...(gateway === undefined ? {} : { existingGateway: gateway }),
  };
}

/** Advises which gateways of the user's nothing is built on: there is no other datacenter, or links end on VPN instances. */
export function gatewayAdvice({ datacenters }: { readonly datacenters: readonly DatacenterPlan[] }): Issue[] {
  return datacenters.flatMap(({ name, existingGateway, hasGateway }) =>
    existingGateway && !hasGateway ? [existingGatewayIdle(name, existingGateway.id)] : [],
  );
}
