import type { CloudId } from '../../../kernel/ids';
import { assumed, published, type Figure, type InputSource } from '../reckoned';

/** What each cloud's disks, load balancers and address translation can do. */
export interface CloudLimits {
  readonly disk: DiskLimits;
  readonly balancer: BalancerLimits;
  readonly nat: NatLimits;
}

export interface DiskLimits {
  readonly type: string;
  /** Whether operations and throughput are bought apart from the size; otherwise they come with each GiB. */
  readonly provisioned: boolean;
  /** What every disk has, where operations are bought; 0 where they come with the size alone. */
  readonly baseIops: Figure;
  readonly baseMibPerSecond: Figure;
  /** What each GiB brings, where operations come with the size; 0 otherwise. */
  readonly iopsPerGib: Figure;
  readonly mibPerSecondPerGib: Figure;
  readonly maximumIops: Figure;
  readonly maximumMibPerSecond: Figure;
}

export interface BalancerLimits {
  /**
   * Nodes that one balancer may have behind it by the default quota; undefined where none is published. A node that is
   * registered for HTTP and for HTTPS counts twice.
   */
  readonly targets: Figure | undefined;
}

export interface NatLimits {
  /** Connections to one destination that one outside address can hold. */
  readonly connectionsPerAddress: Figure;
  /** Outside addresses that each gateway is built with; undefined where the cloud adds them as needed. */
  readonly addressesPerGateway: Figure | undefined;
  /** Gbit/s of one gateway; undefined where packets do not pass through it. */
  readonly gbps: Figure | undefined;
  /** Gateways of a datacenter: one in each zone, or one for all. */
  readonly gateways: number;
  /** Ports that are set aside for each machine, at least and at most; undefined where all machines draw from one pool. */
  readonly portsPerNode: { readonly least: Figure; readonly most: Figure } | undefined;
}

const EBS = published('AWS documentation, gp3 volumes', '2026');
const PD = published('Google Cloud documentation, zonal SSD persistent disk limits', '2026');
const NLB = published('AWS documentation, quotas of Network Load Balancers, cross-zone balancing on', '2026');
const NAT_GATEWAY = published('AWS documentation, NAT gateway basics', '2026');
const CLOUD_NAT: InputSource = published(
  'Cloud NAT: 64,512 ports an address, reported from production (gitlab-com infrastructure 10629)',
  '2020',
);

export const CLOUD_LIMITS: Readonly<Record<CloudId, CloudLimits>> = {
  aws: {
    disk: {
      type: 'gp3',
      provisioned: true,
      baseIops: { value: 3_000, unit: 'IOPS', source: EBS },
      baseMibPerSecond: { value: 125, unit: 'MiB/s', source: EBS },
      iopsPerGib: { value: 0, unit: 'IOPS/GiB', source: EBS },
      mibPerSecondPerGib: { value: 0, unit: 'MiB/s/GiB', source: EBS },
      maximumIops: { value: 16_000, unit: 'IOPS', source: EBS },
      maximumMibPerSecond: { value: 1_000, unit: 'MiB/s', source: EBS },
    },
    balancer: { targets: { value: 500 / 2, unit: 'nodes', source: NLB } },
    nat: {
      connectionsPerAddress: { value: 55_000, unit: 'connections', source: NAT_GATEWAY },
      addressesPerGateway: { value: 1, unit: 'address', source: assumed('one is built; AWS would allow eight') },
      gbps: { value: 100, unit: 'Gbit/s', source: NAT_GATEWAY },
      gateways: 3,
      portsPerNode: undefined,
    },
  },
  google: {
    disk: {
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
      maximumIops: {
        value: 15_000,
        unit: 'IOPS',
        source: assumed('the limit of machines up to 15 vCPU, not verified'),
      },
      maximumMibPerSecond: { value: 1_200, unit: 'MiB/s', source: PD },
    },
    balancer: { targets: undefined },
    nat: {
      connectionsPerAddress: { value: 64_512, unit: 'connections', source: CLOUD_NAT },
      addressesPerGateway: undefined,
      gbps: undefined,
      gateways: 1,
      portsPerNode: {
        least: {
          value: 1_024,
          unit: 'ports',
          source: assumed('room for new connections while dynamic allocation grows'),
        },
        most: { value: 65_536, unit: 'ports', source: published('Cloud NAT, dynamic port allocation', '2026') },
      },
    },
  },
};
