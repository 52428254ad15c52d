import type { LinkCharge, PriceList } from '../../../kernel/charge';
import { everywhere, knownIn } from '../../../kernel/price';
import { TUNNELS_EACH } from '../link-capacity';
import { ADDRESSES, FIRST_INTERNET, GOLDENS, HOME, OTHER_REGION, TRANSIT } from './rates';

/** A site-to-site connection on a transit gateway: the connection, its attachment, and the addresses of its tunnels. */
const CONNECTION: readonly LinkCharge[] = [
  {
    resource: 'VPN connections',
    resourceType: 'aws_vpn_connection',
    component: 'connections',
    unit: 'hours',
    quantity: ({ hours, tunnels }) => (hours * tunnels) / TUNNELS_EACH,
    price: knownIn(HOME, 0.05, GOLDENS),
  },
  {
    resource: 'VPN connections',
    resourceType: 'aws_vpn_connection',
    component: 'transit gateway attachments',
    unit: 'hours',
    quantity: ({ hours, tunnels }) => (hours * tunnels) / TUNNELS_EACH,
    price: knownIn(HOME, 0.05, TRANSIT),
  },
  {
    resource: 'VPN connections',
    resourceType: 'aws_vpn_connection',
    component: 'public addresses of the tunnels',
    unit: 'hours',
    quantity: ({ hours, tunnels }) => hours * tunnels,
    price: everywhere(0.005, ADDRESSES, 'that tunnels are charged for their addresses was not verified'),
  },
  {
    resource: 'transit gateway',
    resourceType: 'aws_ec2_transit_gateway',
    component: 'data processed, both directions',
    unit: 'GiB',
    quantity: ({ outGib, inGib }) => outGib + inGib,
    price: knownIn(HOME, 0.02, TRANSIT),
  },
];

/** AWS's charges for its ends of links, by kind of link and part in it. */
export const AWS_LINK_PRICES: PriceList['links'] = {
  'managed-vpn.dials': [
    ...CONNECTION,
    {
      resource: 'data transfer',
      resourceType: 'aws_data_transfer',
      component: 'to the internet, where the other gateway is',
      unit: 'GiB',
      quantity: ({ outGib }) => outGib,
      price: FIRST_INTERNET,
    },
  ],
  'gateway-vpn.dials': [
    ...CONNECTION,
    {
      resource: 'data transfer',
      resourceType: 'aws_data_transfer',
      component: 'to the other region',
      unit: 'GiB',
      quantity: ({ outGib }) => outGib,
      price: OTHER_REGION,
    },
  ],
  'gateway-vpn.listens': [
    {
      resource: 'data transfer',
      resourceType: 'aws_data_transfer',
      component: 'to the other region',
      unit: 'GiB',
      quantity: ({ outGib }) => outGib,
      price: OTHER_REGION,
    },
  ],
  'transit-peering.peers': [
    {
      resource: 'transit gateway peering',
      resourceType: 'aws_ec2_transit_gateway_peering_attachment',
      component: 'attachment of this side',
      unit: 'hours',
      quantity: ({ hours }) => hours,
      price: knownIn(HOME, 0.05, TRANSIT, 'sources disagree whether both sides pay; both are counted'),
    },
    {
      resource: 'transit gateway',
      resourceType: 'aws_ec2_transit_gateway',
      component: 'data processed, sent',
      unit: 'GiB',
      quantity: ({ outGib }) => outGib,
      price: knownIn(HOME, 0.02, TRANSIT),
    },
    {
      resource: 'data transfer',
      resourceType: 'aws_data_transfer',
      component: 'to the other region',
      unit: 'GiB',
      quantity: ({ outGib }) => outGib,
      price: OTHER_REGION,
    },
  ],
};
