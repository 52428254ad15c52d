import { PRIVATE_ASNS, WIDE_PRIVATE_ASNS } from '../../kernel/asn';
import type { CloudFacts, MachineFacts } from '../../kernel/cloud/facts';
import { AWS_ACCOUNT } from './account';
import { AWS_ALARMS } from './alarm-facts';
import { AWS_DATABASE } from './database';
import { AWS_LINK_CAPACITY } from './link-capacity';
import { AWS_MACHINE_TYPES } from './machine-families';
import { machines } from './machines.json';
import offerings from './offerings.json';
import { AWS_DISCOVERY } from './discovery';
import { AWS_DNS } from './dns';
import { AWS_EXPORT_COMMANDS } from './export-commands';
import { AWS_LOG_COMMANDS } from './log-commands';
import { AWS_SNAPSHOT_COMMANDS } from './snapshot-commands';
import { AWS_OPERATORS } from './operators';
import { AWS_PRIVATE_ACCESS } from './private-access';
import { AWS_QUOTAS } from './quotas';
import { regions } from './regions.json';
import { AWS_BALANCER, AWS_BOOT_DISKS, AWS_DISK, AWS_NAT, AWS_REDIS, AWS_USER_DATA } from './services';
import { AWS_TUNNEL_COMMANDS } from './tunnel-commands';

/** The facts of AWS for the stages before the clouds. Data with sources and dates: `machines.json`, `regions.json`. */
export const AWS_FACTS: CloudFacts = {
  id: 'aws',
  title: 'AWS',
  regions,
  // Those that opened after 2019-03-20. Source: AWS Account Management guide, "Enable or disable AWS Regions in your account".
  regionsToSwitchOn: [
    ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
    ...['ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1'],
    ...['me-central-1', 'me-south-1', 'mx-central-1'],
  ],
  zonesVaryByAccount: true,
  machines: machines as readonly MachineFacts[],
  offerings,
  machineTypes: AWS_MACHINE_TYPES,
  machineSource: { source: 'AWS on-demand price list', date: '2026-07-05' },
  machineResource: 'aws_instance',
  dataDiskAddress: (machine) => `aws_ebs_volume.${machine}`,
  machineFamilies: {
    // These families are compute optimised x86 with 2 GiB a vCPU. c6i comes first: it is sold in more zones than the
    // seventh generation and costs what c5 costs. c7a's vCPU is a whole core and would need a capacity figure of its
    // own; Graviton is left out because only Kong 3.3 has packages for it.
    processor: ['c6i', 'c6a', 'c7i', 'c5'],
    // These families are memory optimised x86 with 8 GiB a vCPU. i3 and i4i are left out: their disks are lost with the
    // instance, and a node's data has to survive that.
    memory: ['r6i', 'r6a', 'r7i', 'r5'],
  },
  // Both have 1.56 Gbit/s sustained: more than the 1.25 Gbit/s that one tunnel of the managed end carries. Every region
  // that lacks one has the other.
  vpnMachineTypes: ['c6i.xlarge', 'c7i.xlarge'],
  // These have all of their processors all of the time: burstable ones slow down, or cost more, under a steady load.
  developmentMachineTypes: ['m6i.large', 'm7i.large', 'm5.large'],
  jobMachineTypes: ['t3.medium', 'm6i.large'],
  // Ids of images made before 2016 have eight hexadecimal digits, seventeen since.
  imageForm: {
    pattern: /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/,
    what: 'the id of an AMI',
    example: 'ami-0123456789abcdef0',
  },
  bootDisks: AWS_BOOT_DISKS,
  userData: AWS_USER_DATA,
  dataDisk: AWS_DISK,
  balancer: AWS_BALANCER,
  nat: AWS_NAT,
  privateAccess: AWS_PRIVATE_ACCESS,
  redis: AWS_REDIS,
  database: AWS_DATABASE,
  subnetScope: 'zone',
  readsSeedsOf: ['google'],
  seedBucketResource: 'aws_s3_bucket.seed',
  // Load balancer and NAT gateways are in the public subnets; a transit gateway is attached to subnets of its own.
  serviceTiers: { always: ['public'], withRedis: ['redis'], withManagedEnd: ['transit'] },
  // Source: Amazon VPC user guide, VPC and subnet sizing. Ids made before 2016 have eight hexadecimal digits, seventeen since.
  existingNetwork: {
    ids: {
      network: { pattern: /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, example: 'vpc-0123456789abcdef0' },
      subnet: { pattern: /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, example: 'subnet-0123456789abcdef0' },
      routeTable: { pattern: /^rtb-([0-9a-f]{8}|[0-9a-f]{17})$/, example: 'rtb-0123456789abcdef0' },
    },
    // Source: AWS API reference, TransitGatewayRequestOptions, AmazonSideAsn.
    gateway: {
      id: { pattern: /^tgw-([0-9a-f]{8}|[0-9a-f]{17})$/, example: 'tgw-0123456789abcdef0' },
      asns: [PRIVATE_ASNS, WIDE_PRIVATE_ASNS],
    },
    ownNat: false,
    prefix: { shortest: 16, longest: 28 },
  },
  // AWS reserves the first four addresses (network, router, DNS, future use) and the last one.
  reservedAddresses: { first: 4, last: 1 },
  project: undefined,
  account: AWS_ACCOUNT,
  // Each datacenter has keys of its own.
  kmsKey: undefined,
  // Source: AWS API reference, CreateSecret, Name; the service adds six characters to make the ARN.
  secretName: {
    pattern:
      /^(arn:aws:secretsmanager:(?<region>[a-z0-9-]+):\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}-[A-Za-z0-9]{6}|[A-Za-z0-9/_+=.@-]{1,512})$/,
    form: 'a name of up to 512 letters, digits and /_+=.@-, or the whole ARN with the six characters at its end',
  },
  // An alarm tells a topic of its own region, and no ordered one. Source: CloudWatch user guide, "Notifying users on alarm
  // changes"; SNS API reference, CreateTopic.
  alarmTarget: {
    pattern: /^arn:aws:sns:(?<region>[a-z0-9-]+):\d{12}:[A-Za-z0-9_-]{1,256}$/,
    form: ({ region }) =>
      `the ARN of an SNS topic in its region, such as arn:aws:sns:${region}:111122223333:edge-alarms`,
  },
  alarms: AWS_ALARMS,
  discovery: AWS_DISCOVERY,
  reservedNamePrefixes: [
    { prefix: 'internal-', what: 'load balancers' },
    { prefix: 'sg-', what: 'security groups' },
  ],
  tightestName: { what: 'target group', ending: 'https', characters: 32 },
  secretForms: [{ what: 'an access key of AWS', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ }],
  mostTags: 50,
  emptyTags: true,
  // Source: AWS API reference, PutRetentionPolicy.
  logRetentions: {
    service: 'CloudWatch Logs',
    days: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  },
  // The network load balancer checks from its own addresses inside the network.
  healthCheckRanges: [],
  balancerKeepsPorts: false,
  balancerKnownBy: 'name',
  dns: AWS_DNS,
  // Operators use Session Manager: the node connects outwards, no port is opened.
  snapshots: AWS_SNAPSHOT_COMMANDS,
  exports: AWS_EXPORT_COMMANDS,
  logs: AWS_LOG_COMMANDS,
  backupCopies: 'own-key',
  operators: AWS_OPERATORS,
  operatorAccess: undefined,
  // Site-to-Site VPN gets its own addresses only when the customer gateway is known: it has to come second.
  vpnPart: 'dials',
  linkCapacity: AWS_LINK_CAPACITY,
  tunnels: AWS_TUNNEL_COMMANDS,
  quotas: AWS_QUOTAS,
  // Regions are joined by Transit Gateway peering; AWS has no managed VPN with both ends on AWS.
  innerLinks: ['transit-peering', 'gateway-vpn'],
  // Within a region a peering has an id of its own at each end, and the provider returns only one of them: nothing can
  // accept the peering. hashicorp/terraform-provider-aws #38027, #40880 (open).
  innerLinkBarredInRegion: {
    why: 'a transit gateway peering cannot be made within a region: the AWS provider cannot accept it',
    instead: '"awsToAws": "ipsec"',
  },
  // A transit gateway advertises to a VPN whatever its route table has, including routes of other links.
  transits: true,
  // These regions have prices and three zones, far apart first. They are named after the place, since these names last
  // forever.
  shortForm: [
    { name: 'virginia', region: 'us-east-1' },
    { name: 'oregon', region: 'us-west-2' },
    { name: 'ireland', region: 'eu-west-1' },
    { name: 'tokyo', region: 'ap-northeast-1' },
    { name: 'frankfurt', region: 'eu-central-1' },
    { name: 'singapore', region: 'ap-southeast-1' },
  ],
};
