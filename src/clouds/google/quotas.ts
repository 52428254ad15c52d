import { published } from '../../kernel/figure';
import { inEach, overEnds, type DatacenterUse, type Quota } from '../../kernel/cloud/quota';

const ROUTER = published('Google Cloud documentation, Cloud Router quotas and limits', '2025');
// Google publishes no numbers: each project has its own. New ones made from 2023 to 2025, all of a training lab, show
// these; one from 2018 in long use has 250 tunnels, 125 gateways, 20 routers, 50 networks and 500 rules. A new project
// has a default network already, with four rules.
const NEW_PROJECT = published(
  'gcloud compute project-info describe of new training projects, in public repositories; projects differ',
  '2025-08',
);

const LOOK_UP =
  'projects differ: look the number up with "gcloud compute project-info describe", and where it is too low ask for more before the first apply';

/**
 * Firewall rules belong to the network and not to groups of members, so it needs two more: deny all in, deny all out.
 */
const REFUSING_RULES = 2;

/** Every link ends on the HA VPN gateway, each tunnel with a BGP session. */
const tunnels = overEnds((end) => end.tunnels);

/** Limits of Google Cloud that it raises for nobody, and quotas of new projects. */
export const GOOGLE_QUOTAS: readonly Quota[] = [
  {
    id: 'bgp-peers',
    per: 'datacenter',
    what: 'BGP peers of the Cloud Router',
    limit: 128,
    kind: 'fixed',
    source: ROUTER,
    count: inEach(tunnels),
  },
  ofNewProject('networks', 'VPC networks beside the default one of the project', 5, () => 1),
  // One router is for address translation, whose changes must not touch BGP, and one for the links.
  ofNewProject('routers', 'Cloud Routers in the project', 10, ({ isLinked }) => (isLinked ? 2 : 1)),
  ofNewProject('vpn-gateways', 'HA VPN gateways in the project', 5, ({ isLinked }) => (isLinked ? 1 : 0)),
  ofNewProject('external-gateways', 'external VPN gateways in the project', 5, overEnds(externalGateways)),
  ofNewProject('vpn-tunnels', 'VPN tunnels in the project', 10, tunnels),
  ofNewProject('firewall-rules', 'firewall rules in the project', 100, firewallRules),
];

function ofNewProject(id: string, what: string, limit: number, count: (datacenter: DatacenterUse) => number): Quota {
  return {
    id,
    per: 'project',
    what,
    limit,
    kind: 'new-project',
    remedy: LOOK_UP,
    source: NEW_PROJECT,
    count: inEach(count),
  };
}

/** Returns the external gateways of a link: one, if the far gateway belongs to another cloud. */
function externalGateways({ kind }: { readonly kind: string }): number {
  return kind === 'managed-vpn' ? 1 : 0;
}

/** Counts firewall rules. The managed Redis and the passthrough balancer are no members of the network. */
function firewallRules({ rules }: DatacenterUse): number {
  return rules
    .filter(({ role }) => role !== 'redis' && role !== 'balancer')
    .reduce((all, group) => all + group.in + group.out, REFUSING_RULES);
}
