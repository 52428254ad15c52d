import { costOf } from './cost-of';
import type { CostLine } from '../../../src/report/cost/cost';
import { HOURS } from '../../../src/report/cost/usage';
import { synthesizeShipped, type Synthesized } from '../../support/synthesized';

/** The bill is reckoned from the plan; what it counts has to be what the stacks make. */

type Resource = Readonly<Record<string, unknown>>;

/** How much of a type there is in the emitted JSON, and the lines of the bill that charge for it in the same unit. */
interface Count {
  readonly type: string;
  readonly emitted: (resources: readonly Resource[]) => number;
  readonly billed: (line: CostLine) => boolean;
  /** What one of `emitted` is on the bill. */
  readonly unitsEach?: number;
}

const howMany = (resources: readonly Resource[]): number => resources.length;
const charges = (type: string, component: string) => (line: CostLine) =>
  line.resourceType === type && line.component === component;

const COUNTS: readonly Count[] = [
  { type: 'aws_secretsmanager_secret', emitted: howMany, billed: charges('aws_secretsmanager_secret', 'secrets') },
  { type: 'aws_kms_key', emitted: howMany, billed: charges('aws_kms_key', 'customer managed keys') },
  { type: 'aws_route53_zone', emitted: howMany, billed: charges('aws_route53_zone', 'private zone') },
  { type: 'google_dns_managed_zone', emitted: howMany, billed: charges('google_dns_managed_zone', 'private zone') },
  {
    type: 'google_secret_manager_secret',
    emitted: howMany,
    billed: charges('google_secret_manager_secret', 'active versions'),
  },
  {
    type: 'aws_instance',
    emitted: (all) => sum(all, (it) => member(it, 'root_block_device')['volume_size']),
    billed: charges('aws_instance', 'gp3 storage'),
  },
  {
    type: 'google_compute_instance',
    emitted: (all) => sum(all, (it) => member(member(it, 'boot_disk'), 'initialize_params')['size']),
    billed: charges('google_compute_instance', 'pd-balanced storage'),
  },
  {
    type: 'aws_ebs_volume',
    emitted: (all) => sum(all, (it) => it['size']),
    billed: charges('aws_ebs_volume', 'gp3 storage'),
  },
  {
    type: 'google_compute_disk',
    emitted: (all) => sum(all, (it) => it['size']),
    billed: charges('google_compute_disk', 'pd-ssd storage'),
  },
  {
    type: 'aws_nat_gateway',
    emitted: howMany,
    billed: charges('aws_nat_gateway', 'gateways'),
    unitsEach: HOURS,
  },
  {
    type: 'aws_eip',
    emitted: howMany,
    billed: (line) => charges('aws_nat_gateway', 'public addresses')(line) || line.resourceType === 'aws_eip',
    unitsEach: HOURS,
  },
  {
    type: 'aws_vpn_connection',
    emitted: howMany,
    billed: charges('aws_vpn_connection', 'connections'),
    unitsEach: HOURS,
  },
  {
    type: 'google_compute_vpn_tunnel',
    emitted: howMany,
    billed: ({ resourceType, unit }) => resourceType === 'google_compute_vpn_tunnel' && unit === 'hours',
    unitsEach: HOURS,
  },
  {
    type: 'aws_ec2_transit_gateway_vpc_attachment',
    emitted: howMany,
    billed: ({ resourceType }) => resourceType === 'aws_ec2_transit_gateway_vpc_attachment',
    unitsEach: HOURS,
  },
];

function sum(resources: readonly Resource[], of: (resource: Resource) => unknown): number {
  return resources.reduce((total, resource) => total + Number(of(resource)), 0);
}

/** A block of which there is one, which JSON may keep in a list. */
function member(resource: Resource, name: string): Resource {
  const value = resource[name];
  return (Array.isArray(value) ? value[0] : value) as Resource;
}

function resourcesOf({ synthesis }: Synthesized, type: string): Resource[] {
  return synthesis.assembly
    .filter(({ path }) => path.endsWith('/cdk.tf.json'))
    .flatMap(({ text }) => {
      const { resource = {} } = JSON.parse(text) as { resource?: Record<string, Record<string, Resource>> };
      return Object.values(resource[type] ?? {});
    });
}

describe.each(['two-clouds', 'aws-pair', 'aws-pair-ipsec', 'google-pair', 'redis', 'postgresql-traditional'])(
  'of %s',
  (name) => {
    let synthesized: Synthesized;
    beforeAll(async () => {
      synthesized = await synthesizeShipped(name);
    });

    test.each(COUNTS)('the bill counts every $type', ({ type, emitted, billed, unitsEach = 1 }) => {
      const lines = costOf(synthesized.topology.plan).lines.filter(billed);
      const onTheBill = lines.reduce((total, { quantity = NaN }) => total + quantity, 0);
      expect(onTheBill / unitsEach).toBeCloseTo(emitted(resourcesOf(synthesized, type)), 6);
    });
  },
);

test('each of those types is in one of the topologies', async () => {
  const all = await Promise.all(['two-clouds', 'aws-pair-ipsec', 'redis'].map(synthesizeShipped));
  const missing = COUNTS.filter(({ type }) => all.every((it) => resourcesOf(it, type).length === 0));
  expect(missing.map(({ type }) => type)).toEqual([]);
});
