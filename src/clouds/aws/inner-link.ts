import type { LinkPlan } from '../../plan/plan';
import type { LinkEnds, StackScope } from '../contract';
import { buildTransitPeering } from './transit-peering';

/** Joins two AWS datacenters, by the link's kind. */
export function buildInnerLink(scope: StackScope, link: LinkPlan, ends: LinkEnds, _keys: readonly string[]): void {
  switch (link.kind) {
    case 'transit-peering':
      buildTransitPeering(scope, link, ends);
      return;
    case 'gateway-vpn':
      throw new Error(`link ${link.id}: a managed end and VPN instances are no peers`);
    case 'ha-vpn':
    case 'managed-vpn':
      throw new Error(`link ${link.id}: AWS does not join its own datacenters by ${link.kind}`);
  }
}
