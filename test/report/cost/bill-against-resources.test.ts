import { costOf } from './cost-of';
import { FREE_RESOURCES } from './free-resources';
import type { CostLine } from '../../../src/report/cost/cost';
import { HOURS } from '../../../src/report/cost/usage';
import { readyMade } from '../../support/ready-made';
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
    // Those inside networks are free.
    type: 'google_compute_address',
    emitted: (all) => all.filter((it) => it['address_type'] !== 'INTERNAL').length,
    billed: ({ resourceType }) => resourceType === 'google_compute_address',
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

/** Returns the resources of every stack by their types. */
function resourcesByType({ synthesis }: Synthesized): ReadonlyMap<string, readonly Resource[]> {
  const all = new Map<string, Resource[]>();
  for (const { path, text } of synthesis.assembly) {
    if (!path.endsWith('/cdk.tf.json')) continue;
    const { resource = {} } = JSON.parse(text) as { resource?: Record<string, Record<string, Resource>> };
    for (const [type, named] of Object.entries(resource))
      all.set(type, [...(all.get(type) ?? []), ...Object.values(named)]);
  }
  return all;
}

/** All ready-made topologies: a kind of resource that only some have is forgotten in a list of a few. */
const TOPOLOGIES = readyMade();

describe.each(TOPOLOGIES)('of %s', (name) => {
  let resources: ReadonlyMap<string, readonly Resource[]>;
  let lines: readonly CostLine[];
  beforeAll(async () => {
    const synthesized = await synthesizeShipped(name);
    resources = resourcesByType(synthesized);
    lines = costOf(synthesized.topology.plan).lines;
  });

  test('the bill counts each resource of the types that it counts one by one', () => {
    const wrong = COUNTS.flatMap(({ type, emitted, billed, unitsEach = 1 }) => {
      const onTheBill = lines.filter(billed).reduce((total, { quantity = NaN }) => total + quantity, 0) / unitsEach;
      const there = emitted(resources.get(type) ?? []);
      return Math.abs(onTheBill - there) < 1e-6 ? [] : [{ type, onTheBill, there }];
    });
    expect(wrong).toEqual([]);
  });

  test('every type of resource has a line on the bill, or is free for a reason', () => {
    const billed = new Set([...lines.map(({ resourceType }) => resourceType), ...COUNTS.map(({ type }) => type)]);
    const forgotten = [...resources.keys()].filter((type) => !billed.has(type) && !FREE_RESOURCES.has(type));
    expect(forgotten).toEqual([]);
  });
});

test('each of the types that are counted, and of those that are free, is in one of the topologies', async () => {
  const named = [...COUNTS.map(({ type }) => type), ...FREE_RESOURCES.keys()];
  const all = await Promise.all(TOPOLOGIES.map(synthesizeShipped));
  const seen = new Set(all.flatMap((it) => [...resourcesByType(it).keys()]));
  expect(named.filter((type) => !seen.has(type))).toEqual([]);
});
