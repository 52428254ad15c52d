import type {
  BalancerFacts,
  BootDiskFacts,
  DiskFacts,
  NatFacts,
  RedisFacts,
  UserDataFacts,
} from '../../kernel/cloud/services';
import { zoneOfEgress, type Egress } from '../../kernel/egress';
import { assumed, published } from '../../kernel/figure';

const EBS = published('AWS documentation, gp3 volumes', '2026');
const NLB = published('AWS documentation, quotas of Network Load Balancers, cross-zone balancing on', '2026');
const NAT_GATEWAY = published('AWS documentation, NAT gateway basics', '2026');

/** gp3 volumes, whose operations and throughput are bought apart from the size. */
export const AWS_DISK: DiskFacts = {
  type: 'gp3',
  provisioned: true,
  baseIops: { value: 3_000, unit: 'IOPS', source: EBS },
  baseMibPerSecond: { value: 125, unit: 'MiB/s', source: EBS },
  iopsPerGib: { value: 0, unit: 'IOPS/GiB', source: EBS },
  mibPerSecondPerGib: { value: 0, unit: 'MiB/s/GiB', source: EBS },
  maximumIops: { value: 16_000, unit: 'IOPS', source: EBS },
  maximumMibPerSecond: { value: 1_000, unit: 'MiB/s', source: EBS },
  maximumGib: { value: 16_384, unit: 'GiB', source: EBS },
};

/**
 * The migrations job begins with the image of the Kong nodes and has a disk like theirs; a VPN instance keeps no data.
 */
export const AWS_BOOT_DISKS: BootDiskFacts = { datastoreGib: 20, jobGib: 24, vpnInstanceGib: 16 };

/** User data of EC2, which cloud-init reads compressed too. */
export const AWS_USER_DATA: UserDataFacts = {
  maximumBytes: {
    value: 16_384,
    unit: 'bytes',
    source: published('EC2 user guide, instance user data: 16 KB before it is encoded', '2026'),
  },
  isCompressed: true,
};

/** Network Load Balancers. */
export const AWS_BALANCER: BalancerFacts = { targets: { value: 500 / 2, unit: 'nodes', source: NLB } };

/** Returns the names of the NAT gateways of a way out in Terraform. */
function natGateways(egress: Egress, zones: readonly string[]): string[] {
  if (egress === 'regional') return ['nat_regional'];
  const shared = zoneOfEgress({ egress, zones });
  return (shared === undefined ? zones : [shared]).map((letter) => `nat_${letter}`);
}

/** NAT gateways, one in each zone. */
export const AWS_NAT: NatFacts = {
  connectionsPerAddress: { value: 55_000, unit: 'connections', source: NAT_GATEWAY },
  addressesPerGateway: { value: 1, unit: 'address', source: assumed('one is built; AWS would allow eight') },
  gbps: { value: 100, unit: 'Gbit/s', source: NAT_GATEWAY },
  gateways: 3,
  wayOut: (egress, zones, services) =>
    egress === 'none'
      ? { gateways: services.map((service) => `aws_vpc_endpoint.${service}`), beyond: [], routes: [] }
      : {
          gateways: natGateways(egress, zones).map((name) => `aws_nat_gateway.${name}`),
          beyond: [
            'aws_route.public_internet',
            ...zones.map((letter) => `aws_route_table_association.public_${letter}`),
          ],
          routes: zones.map((letter) => `aws_route.private_${letter}_internet`),
        },
  portsPerNode: undefined,
  reserved: undefined,
};

/**
 * ElastiCache with one primary and one replica in another zone, since counters need no more. Memory up to r7g.large is
 * from the AWS price API (LeanerCloud/ec2-instances-info@32acf84, 2025-04-24), above it from third-party copies of the
 * AWS table.
 */
export const AWS_REDIS: RedisFacts = {
  nodes: 2,
  nodeTypes: [
    { type: 'cache.t4g.small', memoryGib: 1.37, commandsPerSecond: 3_000 },
    { type: 'cache.t4g.medium', memoryGib: 3.09, commandsPerSecond: 3_000 },
    { type: 'cache.m7g.large', memoryGib: 6.38 },
    { type: 'cache.r7g.large', memoryGib: 13.07 },
    { type: 'cache.r7g.xlarge', memoryGib: 26.32 },
    { type: 'cache.r7g.2xlarge', memoryGib: 52.82 },
    { type: 'cache.r7g.4xlarge', memoryGib: 105.81 },
    { type: 'cache.r7g.8xlarge', memoryGib: 209.55 },
    { type: 'cache.r7g.12xlarge', memoryGib: 317.77 },
  ],
  tlsPort: undefined,
  resource: 'aws_elasticache_replication_group.redis',
  newPassword: undefined,
  ownAuthority: false,
};
