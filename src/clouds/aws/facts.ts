import type { CloudFacts, MachineFacts } from '../../kernel/cloud-facts';
import { machines } from './machines.json';
import { regions } from './regions.json';

/** AWS as the stages before the clouds see it. Data with sources and dates: `machines.json`, `regions.json`. */
export const AWS_FACTS: CloudFacts = {
  id: 'aws',
  title: 'AWS',
  regions,
  zonesVaryByAccount: true,
  machines: machines as readonly MachineFacts[],
  machineFamilies: {
    // Compute optimised x86 with 2 GiB a vCPU. c6i leads: it is sold in more zones than the seventh generation and
    // costs what c5 costs. c7a's vCPU is a whole core and would need a capacity figure of its own; Graviton is left
    // out because only Kong 3.3 has packages for it.
    processor: ['c6i', 'c6a', 'c7i', 'c5'],
    // Memory optimised x86 with 8 GiB a vCPU. i3 and i4i are left out: their disks die with the instance, and a node's
    // data has to survive that.
    memory: ['r6i', 'r6a', 'r7i', 'r5'],
  },
  // 1.56 Gbit/s sustained: more than the 1.25 Gbit/s that one tunnel of the managed end carries.
  vpnMachineType: 'c6i.xlarge',
  jobMachineType: 't3.medium',
  jobDiskGib: 24,
  // Eight hexadecimal digits of images made before 2016, seventeen since.
  imageForm: {
    pattern: /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/,
    what: 'the id of an AMI',
    example: 'ami-0123456789abcdef0',
  },
  subnetScope: 'zone',
  // The first four addresses (network, router, DNS, future use) and the last one.
  reservedAddresses: { first: 4, last: 1 },
  needsProject: false,
  // The network load balancer checks from its own addresses inside the network.
  healthCheckRanges: [],
  balancerKeepsPorts: false,
  // Session Manager: the node calls out, nothing is opened.
  operatorAccess: undefined,
  // Site-to-Site VPN learns its own addresses only when the customer gateway is known: it has to come second.
  vpnPart: 'dials',
  // Regions are joined by Transit Gateway peering; AWS has no managed VPN with both ends on AWS.
  innerLinks: ['transit-peering', 'gateway-vpn'],
  // Within a region a peering has an id of its own at each end, and the provider tells one alone: nothing can accept it.
  // hashicorp/terraform-provider-aws #38027, #40880 (open).
  innerLinkWithinRegion: false,
  // A transit gateway tells a VPN whatever its route table knows, routes of other links included.
  transits: true,
  // Regions with prices and three zones, far apart first. Named for the place, since these names last forever.
  shortForm: [
    { name: 'virginia', region: 'us-east-1' },
    { name: 'oregon', region: 'us-west-2' },
    { name: 'ireland', region: 'eu-west-1' },
    { name: 'tokyo', region: 'ap-northeast-1' },
    { name: 'frankfurt', region: 'eu-central-1' },
    { name: 'singapore', region: 'ap-southeast-1' },
  ],
};
