import type { TunnelCommands } from '../../kernel/cloud/tunnels';
import { resourceName } from '../../plan/naming';

/** Commands for tunnels of HA VPN, whose ends Google renews by itself. Source: gcloud reference, `compute vpn-tunnels`, `compute routers`. */
export const GOOGLE_TUNNEL_COMMANDS: TunnelCommands = {
  state: ({ region, project, router, topology, own, peer }) => {
    const place = project === undefined ? '' : ` --project ${project}`;
    return [
      `gcloud compute vpn-tunnels list${place} --filter 'name~^${resourceName(topology, own, '', peer)}-[0-9]$' --format 'table(name,status,detailedStatus)'`,
      `gcloud compute routers get-status ${router?.split('/').at(-1) ?? resourceName(topology, own, 'vpn')} --region ${region}${place} --format json | jq -r '.result.bgpPeerStatus[] | [.name, .status, .numLearnedRoutes] | @tsv'`,
    ];
  },
  well: '`ESTABLISHED` for each tunnel, and `UP` with one route or more for each session',
  lost: 'A gateway of Google Cloud gets other addresses, and the connections of the other ends move to them in the second apply.',
  peerings: undefined,
  renewal: undefined,
};
