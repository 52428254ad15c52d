import type { CloudId } from '../../kernel/ids';
import { published } from '../sizing/reckoned';
import type { QuotaUse } from './limits';

/** What is counted: see `count.ts`. */
export type Counted =
  | 'networks'
  | 'transitGateways'
  | 'connections'
  | 'customerGateways'
  | 'attachments'
  | 'peerings'
  | 'routes'
  | 'networkRoutes'
  | 'publicAddresses'
  | 'rulesIn'
  | 'rulesOut'
  | 'sessions'
  | 'tunnels'
  | 'externalGateways'
  | 'firewallRules';

/** A quota of a cloud. */
export interface Quota extends Pick<QuotaUse, 'what' | 'hard' | 'source' | 'limit'> {
  /** Last part of the ids of its uses. */
  readonly id: string;
  readonly counted: Counted;
  /** What each of it is for: all datacenters of a region, one datacenter, or all of a project. */
  readonly per: 'region' | 'datacenter' | 'project';
}

const VPN = published('AWS Site-to-Site VPN user guide, quotas', '2023-06');
const TRANSIT = published('AWS Transit Gateway guide, quotas', '2025');
const VPC = published('Amazon VPC user guide, quotas', '2025');
const ROUTE_TABLE = published('Amazon VPC, default route table capacity of 500 entries, before it 50', '2025-06');
const ROUTER = published('Google Cloud documentation, Cloud Router quotas and limits', '2025');
const CLOUD_VPN = published('Google Cloud documentation, Cloud VPN quotas: the number is shown in the console', '2025');
const FIREWALL = published('Google Cloud documentation, VPC quotas: the number is shown in the console', '2025');

/** Default quotas that a topology can come near, and those that an operator has to look up. */
export const QUOTAS: Readonly<Record<CloudId, readonly Quota[]>> = {
  aws: [
    soft('vpcs', 'networks', 'region', 'VPCs in the region', 5, VPC),
    soft('transit-gateways', 'transitGateways', 'region', 'transit gateways in the region', 5, TRANSIT),
    soft('vpn-connections', 'connections', 'region', 'VPN connections in the region', 50, VPN),
    soft('customer-gateways', 'customerGateways', 'region', 'customer gateways in the region', 50, VPN),
    soft('elastic-addresses', 'publicAddresses', 'region', 'Elastic IP addresses in the region', 5, VPC),
    soft('transit-peerings', 'peerings', 'datacenter', 'peerings of the transit gateway', 50, TRANSIT),
    hard('transit-attachments', 'attachments', 'datacenter', 'attachments of the transit gateway', 5_000, TRANSIT),
    soft('transit-routes', 'routes', 'datacenter', 'routes of the transit gateway', 10_000, TRANSIT),
    soft('network-routes', 'networkRoutes', 'datacenter', 'routes of the largest VPC route table', 500, ROUTE_TABLE),
    soft('rules-in', 'rulesIn', 'datacenter', 'inbound rules of the largest security group', 60, VPC),
    soft('rules-out', 'rulesOut', 'datacenter', 'outbound rules of the largest security group', 60, VPC),
  ],
  google: [
    hard('bgp-peers', 'sessions', 'datacenter', 'BGP peers of the Cloud Router', 128, ROUTER),
    unpublished('vpn-tunnels', 'tunnels', 'VPN tunnels in the project', CLOUD_VPN),
    unpublished('external-gateways', 'externalGateways', 'external VPN gateways in the project', CLOUD_VPN),
    unpublished('firewall-rules', 'firewallRules', 'firewall rules in the project', FIREWALL),
  ],
};

function soft(
  id: string,
  counted: Counted,
  per: Quota['per'],
  what: string,
  limit: number,
  source: Quota['source'],
): Quota {
  return { id, counted, per, what, limit, hard: false, source };
}

function hard(...[id, counted, per, what, limit, source]: Parameters<typeof soft>): Quota {
  return { ...soft(id, counted, per, what, limit, source), hard: true };
}

function unpublished(id: string, counted: Counted, what: string, source: Quota['source']): Quota {
  return { id, counted, per: 'project', what, hard: false, source };
}
