import type { PriceList } from '../../../kernel/charge';
import { INTERNET, OTHER_REGION, TUNNEL_HOUR } from './rates';

/** Google Cloud's charges for its ends of links, by kind of link and part in it. */
export const GOOGLE_LINK_PRICES: PriceList['links'] = {
  'managed-vpn.listens': [
    {
      resource: 'tunnels',
      resourceType: 'google_compute_vpn_tunnel',
      component: 'tunnels',
      unit: 'hours',
      quantity: ({ hours, tunnels }) => hours * tunnels,
      price: TUNNEL_HOUR,
    },
    {
      resource: 'data transfer',
      resourceType: 'google_network_egress',
      component: 'to the internet, where the other gateway is',
      unit: 'GiB',
      quantity: ({ outGib }) => outGib,
      price: INTERNET,
    },
  ],
  'ha-vpn.peers': [
    {
      resource: 'tunnels',
      resourceType: 'google_compute_vpn_tunnel',
      component: 'tunnels of this side',
      unit: 'hours',
      quantity: ({ hours, tunnels }) => hours * tunnels,
      price: TUNNEL_HOUR,
    },
    {
      resource: 'data transfer',
      resourceType: 'google_network_egress',
      component: 'to the other region',
      unit: 'GiB',
      quantity: ({ outGib }) => outGib,
      price: OTHER_REGION,
    },
  ],
};
