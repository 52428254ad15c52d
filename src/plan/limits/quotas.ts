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
  | 'routers'
  | 'vpnGateways'
  | 'sessions'
  | 'tunnels'
  | 'externalGateways'
  | 'firewallRules';

/** A quota of a cloud. */
export interface Quota extends Pick<QuotaUse, 'what' | 'limit' | 'kind' | 'remedy' | 'source'> {
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
// Google publishes no numbers: each project has its own. New ones made from 2023 to 2025, all of a training lab, show these;
// one from 2018 in long use has 250 tunnels, 125 gateways, 20 routers, 50 networks and 500 rules. A new project has a default
// network already, with four rules.
const NEW_PROJECT = published(
  'gcloud compute project-info describe of new training projects, in public repositories; projects differ',
  '2025-08',
);

const LOOK_UP =
  'projects differ: look the number up with "gcloud compute project-info describe", and where it is too low ask for more before the first apply';
const BATCHES =
  'all peerings of a first apply may wait to be accepted at once: ask for a higher quota (L-62499967) before it, or apply the links in batches with -target';

/** Quotas that a topology can come near: defaults, what new projects have, and limits that nobody gets raised. */
export const QUOTAS: Readonly<Record<CloudId, readonly Quota[]>> = {
  aws: [
    soft('vpcs', 'networks', 'region', 'VPCs in the region', 5, VPC),
    soft('transit-gateways', 'transitGateways', 'region', 'transit gateways in the region', 5, TRANSIT),
    soft('vpn-connections', 'connections', 'region', 'VPN connections in the region', 50, VPN),
    soft('customer-gateways', 'customerGateways', 'region', 'customer gateways in the region', 50, VPN),
    soft('elastic-addresses', 'publicAddresses', 'region', 'Elastic IP addresses in the region', 5, VPC),
    soft('transit-peerings', 'peerings', 'datacenter', 'peerings of the transit gateway', 50, TRANSIT),
    {
      ...soft('pending-peerings', 'peerings', 'datacenter', 'pending peerings of the transit gateway', 10, TRANSIT),
      remedy: BATCHES,
    },
    hard('transit-attachments', 'attachments', 'datacenter', 'attachments of the transit gateway', 5_000, TRANSIT),
    soft('transit-routes', 'routes', 'datacenter', 'routes of the transit gateway', 10_000, TRANSIT),
    soft('network-routes', 'networkRoutes', 'datacenter', 'routes of the largest VPC route table', 500, ROUTE_TABLE),
    soft('rules-in', 'rulesIn', 'datacenter', 'inbound rules of the largest security group', 60, VPC),
    soft('rules-out', 'rulesOut', 'datacenter', 'outbound rules of the largest security group', 60, VPC),
  ],
  google: [
    hard('bgp-peers', 'sessions', 'datacenter', 'BGP peers of the Cloud Router', 128, ROUTER),
    ofNewProject('networks', 'networks', 'VPC networks beside the default one of the project', 5),
    ofNewProject('routers', 'routers', 'Cloud Routers in the project', 10),
    ofNewProject('vpn-gateways', 'vpnGateways', 'HA VPN gateways in the project', 5),
    ofNewProject('external-gateways', 'externalGateways', 'external VPN gateways in the project', 5),
    ofNewProject('vpn-tunnels', 'tunnels', 'VPN tunnels in the project', 10),
    ofNewProject('firewall-rules', 'firewallRules', 'firewall rules in the project', 100),
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
  return { id, counted, per, what, limit, kind: 'default', source };
}

function hard(...[id, counted, per, what, limit, source]: Parameters<typeof soft>): Quota {
  return { ...soft(id, counted, per, what, limit, source), kind: 'fixed' };
}

function ofNewProject(id: string, counted: Counted, what: string, limit: number): Quota {
  return { ...soft(id, counted, 'project', what, limit, NEW_PROJECT), kind: 'new-project', remedy: LOOK_UP };
}
