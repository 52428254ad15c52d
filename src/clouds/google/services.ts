import type {
  BalancerFacts,
  BootDiskFacts,
  DiskFacts,
  NatFacts,
  RedisFacts,
  UserDataFacts,
} from '../../kernel/cloud/services';
import { assumed, published } from '../../kernel/figure';
import { terraformName } from '../../plan/naming';
import { leaveAddresses } from './nat-commands';
import { SURGE_PER_ZONE } from './pool-refresh';

const PD = published('Google Cloud documentation, zonal SSD persistent disk limits', '2026');
const CLOUD_NAT = published(
  'Cloud NAT: 64,512 ports an address, reported from production (gitlab-com infrastructure 10629)',
  '2020',
);

/** SSD persistent disks, whose operations and throughput come with each GiB. */
export const GOOGLE_DISK: DiskFacts = {
  type: 'pd-ssd',
  provisioned: false,
  baseIops: {
    value: 0,
    unit: 'IOPS',
    source: assumed('the baseline of the instance is shared by its disks: not counted'),
  },
  baseMibPerSecond: {
    value: 0,
    unit: 'MiB/s',
    source: assumed('the baseline of the instance is shared by its disks: not counted'),
  },
  iopsPerGib: { value: 30, unit: 'IOPS/GiB', source: PD },
  mibPerSecondPerGib: { value: 0.48, unit: 'MiB/s/GiB', source: PD },
  maximumIops: { value: 15_000, unit: 'IOPS', source: assumed('the limit of machines up to 15 vCPU, not verified') },
  maximumMibPerSecond: { value: 1_200, unit: 'MiB/s', source: PD },
  maximumGib: { value: 16_384, unit: 'GiB', source: assumed('far from the 65,536 that one may have, and enough') },
};

/** No link needs a VPN instance here. */
export const GOOGLE_BOOT_DISKS: BootDiskFacts = { datastoreGib: 20, jobGib: 20, vpnInstanceGib: undefined };

/** The value of `user-data` in the metadata of a machine. */
export const GOOGLE_USER_DATA: UserDataFacts = {
  maximumBytes: {
    value: 262_144,
    unit: 'bytes',
    source: published('Compute Engine documentation, custom metadata: 256 KB a value', '2026'),
  },
  isCompressed: false,
};

/** Passthrough balancers: no number of nodes is published. */
export const GOOGLE_BALANCER: BalancerFacts = { targets: undefined };

/** Ports of address translation that a machine may have at most. */
export const MOST_NAT_PORTS = 65_536;

/** Ports that may be set aside for it from the start, so that there is room for more. */
export const MOST_NAT_PORTS_FROM_START = MOST_NAT_PORTS / 2;

/** Cloud NAT, one for the region, through which no packet passes: machines translate addresses themselves. */
export const GOOGLE_NAT: NatFacts = {
  connectionsPerAddress: { value: 64_512, unit: 'connections', source: CLOUD_NAT },
  addressesPerGateway: undefined,
  gbps: undefined,
  gateways: 1,
  wayOut: (egress) => ({
    gateways:
      egress === 'none'
        ? ['google_dns_record_set.apis', 'google_dns_record_set.apis_names']
        : ['google_compute_router_nat.main'],
    beyond: [],
    // The default route serves both.
    routes: [],
  }),
  portsPerNode: {
    least: {
      value: 1_024,
      unit: 'ports',
      source: assumed('room for new connections while dynamic allocation grows'),
    },
    most: { value: MOST_NAT_PORTS, unit: 'ports', source: published('Cloud NAT, dynamic port allocation', '2026') },
    mostFromStart: {
      value: MOST_NAT_PORTS_FROM_START,
      unit: 'ports',
      source: assumed('half of the most, which leaves room for more'),
    },
    surge: {
      value: SURGE_PER_ZONE * 3,
      unit: 'nodes',
      source: assumed('one more in each zone while a pool gets another template'),
    },
  },
  reserved: {
    most: { value: 300, unit: 'addresses', source: published('Cloud NAT quotas and limits, manual addresses', '2026') },
    resource: (number) => `google_compute_address.${terraformName('nat', String(number))}`,
    leave: leaveAddresses,
  },
};

/**
 * Memorystore of the standard tier with one primary and one replica. It answers TLS on this port and no other. Google's
 * pages mention "a secure port" only; the number is what its API reports of instances with TLS
 * (terraform-google-memorystore issue 106, spring-cloud-gcp issue 2735).
 */
export const GOOGLE_REDIS: RedisFacts = {
  nodes: 2,
  nodeTypes: [],
  tlsPort: 6378,
  resource: 'google_redis_instance.main',
  newPassword: ({ instance, region, project }) =>
    ['--no-enable-auth', '--enable-auth'].map(
      (option) =>
        `gcloud redis instances update ${instance} --region ${region}${project === undefined ? '' : ` --project ${project}`} ${option}`,
    ),
  ownAuthority: true,
};
