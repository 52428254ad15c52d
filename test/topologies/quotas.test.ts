import { CLOUD_FACTS } from '../../src/clouds/facts';
import type { Attributes } from '../../src/clouds/resources';
import type { DatacenterPlan } from '../../src/plan/plan';
import { allOfType, resourcesOf } from '../support/emitted';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped, synthesizeText, type Synthesized } from '../support/synthesized';

/*
 * The plan counts what a topology takes of each quota before anything is made; here the same is counted in the JSON that
 * Terraform reads.
 */

type Named = readonly (readonly [string, Attributes])[];

/** What a datacenter's stack of a layer holds, or all of it that the links stack holds. */
function inStack({ synthesis }: Synthesized, stack: string, type: string): Attributes[] {
  return Object.values(resourcesOf(synthesis, stack)[type] ?? {});
}

/** Endpoints of services in a datacenter's network. */
function endpointsOf(it: Synthesized, { name }: DatacenterPlan, type: 'Interface' | 'Gateway'): Attributes[] {
  return inStack(it, `network-${name}`, 'aws_vpc_endpoint').filter(
    (endpoint) => endpoint['vpc_endpoint_type'] === type,
  );
}

/** Resources of the links stack that belong to a datacenter: they read its network's outputs by that argument. */
function ofDatacenter(it: Synthesized, type: string, argument: string, { name }: DatacenterPlan): Attributes[] {
  const network = `network_${name.replaceAll('-', '_')}.outputs`;
  return inStack(it, 'links', type).filter((attributes) => String(attributes[argument]).includes(network));
}

/** The most that one value of an argument has of a kind. */
function most(them: readonly Attributes[], argument: string): number {
  const owners = them.map((attributes) => String(attributes[argument]));
  return Math.max(0, ...owners.map((owner) => owners.filter((other) => other === owner).length));
}

/** What is emitted of each quota of AWS, by the last part of its id; of a datacenter, or of all those of its region. */
const AWS: Readonly<
  Record<string, (it: Synthesized, datacenter: DatacenterPlan, region: readonly DatacenterPlan[]) => number>
> = {
  vpcs: (it, _, region) => inRegion(it, region, 'aws_vpc'),
  'transit-gateways': (it, _, region) => inRegion(it, region, 'aws_ec2_transit_gateway'),
  'vpn-connections': (it, { region }) => linksIn(it, region, 'aws_vpn_connection'),
  'customer-gateways': (it, { region }) => linksIn(it, region, 'aws_customer_gateway'),
  'elastic-addresses': (it, _, region) => inRegion(it, region, 'aws_eip') + inRegion(it, region, 'aws_eip', 'cluster'),
  'transit-peerings': (it, datacenter) => peeringsOf(it, datacenter),
  'pending-peerings': (it, datacenter) => peeringsOf(it, datacenter),
  'transit-attachments': (it, datacenter) =>
    inStack(it, `network-${datacenter.name}`, 'aws_ec2_transit_gateway_vpc_attachment').length +
    ofDatacenter(it, 'aws_ec2_transit_gateway_route_table_association', 'transit_gateway_route_table_id', datacenter)
      .length,
  'network-routes': (it, datacenter) => {
    const own = inStack(it, `network-${datacenter.name}`, 'aws_route');
    const overInstances = ofDatacenter(it, 'aws_route', 'route_table_id', datacenter);
    // The one to the network itself comes with every table; the owner of an existing network has that to the internet.
    const served = endpointsOf(it, datacenter, 'Gateway').length;
    return (datacenter.existing ? 2 : 1) + served + most(own, 'route_table_id') + most(overInstances, 'route_table_id');
  },
  endpoints: (it, datacenter) => endpointsOf(it, datacenter, 'Interface').length,
  'balancer-targets': (it, { name }) =>
    inStack(it, `cluster-${name}`, 'aws_autoscaling_group').reduce(
      // That of the control planes has a quota of its own, and fewer targets.
      (sum, group) =>
        sum +
        (group['target_group_arns'] as string[]).filter((arn) => !arn.includes('.control_')).length * refreshed(group),
      0,
    ),
  snapshots: (it, _, region) =>
    region.reduce((sum, { name }) => {
      const disks = inStack(it, `cluster-${name}`, 'aws_ebs_volume').length;
      const kept = inStack(it, `cluster-${name}`, 'aws_dlm_lifecycle_policy').map((policy) => {
        const schedule = block(block(policy, 'policy_details'), 'schedule');
        const [every, keep] = [block(schedule, 'create_rule')['interval'], block(schedule, 'retain_rule')['interval']];
        return disks * ((Number(keep) * 24) / Number(every) + 1);
      });
      return kept.reduce((a, b) => a + b, sum);
    }, 0),
  'snapshot-policies': (it, _, region) =>
    region.reduce((sum, { name }) => sum + inStack(it, `cluster-${name}`, 'aws_dlm_lifecycle_policy').length, 0),
  'standard-vcpus': (it, _, region) => region.reduce((sum, datacenter) => sum + vcpusOfAws(it, datacenter), 0),
  'rules-in': (it, datacenter) => largestGroup(it, datacenter, 'ingress'),
  'rules-out': (it, datacenter) => largestGroup(it, datacenter, 'egress'),
};

/** A block of which there is one, which JSON may keep in a list. */
function block(attributes: Attributes, name: string): Attributes {
  return [attributes[name]].flat()[0] as Attributes;
}

function vcpusOf(cloud: 'aws' | 'google', type: unknown): number {
  const machine = CLOUD_FACTS[cloud].machines.find((known) => known.type === type);
  if (machine === undefined) throw new Error(`no size of ${String(type)}`);
  return machine.vcpus;
}

/** Nodes of a group at its largest, while they are being replaced. */
function refreshed(group: Attributes): number {
  const [refresh] = [group['instance_refresh']].flat() as Attributes[];
  const [preferences] = [refresh!['preferences']].flat() as Attributes[];
  return Math.ceil((Number(group['max_size']) * Number(preferences!['max_healthy_percentage'])) / 100);
}

/** Here each group is of the template with its own name. */
function vcpusOfAws(it: Synthesized, { name }: DatacenterPlan): number {
  const templates = resourcesOf(it.synthesis, `cluster-${name}`)['aws_launch_template'] ?? {};
  const groups = resourcesOf(it.synthesis, `cluster-${name}`)['aws_autoscaling_group'] ?? {};
  const pools = Object.entries(groups).map(
    ([id, group]) => refreshed(group) * vcpusOf('aws', templates[id]!['instance_type']),
  );
  const gateways = inStack(it, 'links', 'aws_instance').filter(
    ({ tags }) => (tags as Attributes)['datacenter'] === name,
  );
  const single = [...inStack(it, `cluster-${name}`, 'aws_instance'), ...gateways];
  return [...pools, ...single.map((machine) => vcpusOf('aws', machine['instance_type']))].reduce((a, b) => a + b, 0);
}

/** Machines of Google datacenters, pools at their largest while their template changes. */
function googleMachines(it: Synthesized, { name }: DatacenterPlan): { type: string; number: number; gib: number }[] {
  const stack = `cluster-${name}`;
  const one = (value: unknown): Attributes => [value].flat()[0] as Attributes;
  const of = (type: string) => resourcesOf(it.synthesis, stack)[type] ?? {};
  const disks = Object.values(of('google_compute_disk')).map(({ size }) => Number(size));
  const pools = Object.entries(of('google_compute_region_instance_group_manager')).map(([id, group]) => {
    const template = of('google_compute_region_instance_template')[id]!;
    const scaler = of('google_compute_region_autoscaler')[id]!;
    const most = Number(one(scaler['autoscaling_policy'])['max_replicas']);
    const surge = Number(one(group['update_policy'])['max_surge_fixed']);
    const gib = Number(one(template['disk'])['disk_size_gb']);
    return { type: String(template['machine_type']), number: most + surge, gib };
  });
  const single = Object.values(of('google_compute_instance')).map((machine) => ({
    type: String(machine['machine_type']),
    number: 1,
    gib: Number(one(one(machine['boot_disk'])['initialize_params'])['size']),
  }));
  return [...pools, ...single, ...disks.map((gib) => ({ type: '', number: 1, gib }))];
}

function googleVcpus(it: Synthesized, datacenters: readonly DatacenterPlan[], family = ''): number {
  return datacenters
    .flatMap((datacenter) => googleMachines(it, datacenter))
    .filter(({ type }) => type !== '' && type.startsWith(family))
    .reduce((sum, { type, number }) => sum + number * vcpusOf('google', type), 0);
}

function peeringsOf(it: Synthesized, datacenter: DatacenterPlan): number {
  return ['transit_gateway_id', 'peer_transit_gateway_id'].flatMap((argument) =>
    ofDatacenter(it, 'aws_ec2_transit_gateway_peering_attachment', argument, datacenter),
  ).length;
}

function inRegion(it: Synthesized, region: readonly DatacenterPlan[], type: string, layer = 'network'): number {
  return region.reduce((sum, { name }) => sum + inStack(it, `${layer}-${name}`, type).length, 0);
}

function linksIn(it: Synthesized, region: string, type: string): number {
  return inStack(it, 'links', type).filter((attributes) => attributes['region'] === region).length;
}

function largestGroup(it: Synthesized, { name }: DatacenterPlan, way: 'ingress' | 'egress'): number {
  const type = `aws_vpc_security_group_${way}_rule`;
  const ofGateways = inStack(it, 'links', type).filter(({ tags }) => (tags as Attributes)['datacenter'] === name);
  return most([...inStack(it, `cluster-${name}`, type), ...ofGateways], 'security_group_id');
}

/** The same for Google Cloud; of a datacenter, or of all of a project. */
const GOOGLE: Readonly<
  Record<string, (it: Synthesized, datacenter: DatacenterPlan, region: readonly DatacenterPlan[]) => number>
> = {
  'bgp-peers': (it, datacenter) => ofDatacenter(it, 'google_compute_router_peer', 'router', datacenter).length,
  networks: (it) => everywhere(it, 'google_compute_network').length,
  routers: (it) => everywhere(it, 'google_compute_router').length,
  'vpn-gateways': (it) => everywhere(it, 'google_compute_ha_vpn_gateway').length,
  'vpn-tunnels': (it) => everywhere(it, 'google_compute_vpn_tunnel').length,
  'external-gateways': (it) => everywhere(it, 'google_compute_external_vpn_gateway').length,
  snapshots: (it) => {
    // Every topology here has one schedule for all of its disks on Google.
    const [policy] = everywhere(it, 'google_compute_resource_policy');
    if (!policy) return 0;
    const snapshots = block(policy[1], 'snapshot_schedule_policy');
    const keep = Number(block(snapshots, 'retention_policy')['max_retention_days']);
    const hourly = block(block(snapshots, 'schedule'), 'hourly_schedule') as Attributes | undefined;
    const daily = hourly === undefined ? 1 : 24 / Number(hourly['hours_in_cycle']);
    return everywhere(it, 'google_compute_disk').length * (keep * daily + 1);
  },
  'firewall-rules': (it) => everywhere(it, 'google_compute_firewall').length,
  // Every topology here has one project.
  vcpus: (it) =>
    googleVcpus(
      it,
      it.topology.plan.datacenters.filter(({ cloud }) => cloud === 'google'),
    ),
  'c2-vcpus': (it, _, region) => googleVcpus(it, region, 'c2-'),
  'n2-vcpus': (it, _, region) => googleVcpus(it, region, 'n2-'),
  machines: (it, _, region) =>
    region
      .flatMap((datacenter) => googleMachines(it, datacenter))
      .reduce((sum, { type, number }) => sum + (type === '' ? 0 : number), 0),
  'ssd-gib': (it, _, region) =>
    region
      .flatMap((datacenter) => googleMachines(it, datacenter))
      .reduce((sum, { number, gib }) => sum + number * gib, 0),
};

function everywhere({ synthesis }: Synthesized, type: string): Named {
  return allOfType(synthesis, type);
}

const SHIPPED = readyMade();

/** Three on AWS in two regions and one on Google, where each of the pairs is of another kind. */
const IPSEC_IN_REGIONS = JSON.stringify({
  name: 'edge',
  requestsPerSecond: 3000,
  googleProject: 'acme-edge',
  links: { awsToAws: 'ipsec' },
  datacenters: [
    { name: 'one', cloud: 'aws', region: 'us-east-1' },
    { name: 'two', cloud: 'aws', region: 'us-east-1' },
    { name: 'far', cloud: 'aws', region: 'us-west-2' },
    { name: 'other', cloud: 'google', region: 'europe-west1' },
  ],
});

test.each([
  ...SHIPPED.map((name) => [name, () => synthesizeShipped(name)] as const),
  ['IPsec between three of AWS, two of one region', () => synthesizeText(IPSEC_IN_REGIONS, 'edge.json')] as const,
])('%s: the plan counts what is emitted', async (_, make) => {
  const it = await make();
  const { datacenters, limits } = it.topology.plan;
  const counted = Object.fromEntries(limits.quotas.map(({ id, used }) => [id, used]));
  const emitted: Record<string, number> = {};
  for (const datacenter of datacenters) {
    const { cloud, name, region, project = '', accountId, providerAlias } = datacenter;
    const sameRegion = datacenters.filter(
      (other) => other.cloud === cloud && other.region === region && other.providerAlias === providerAlias,
    );
    for (const [quota, count] of Object.entries(cloud === 'aws' ? AWS : GOOGLE)) {
      const id = [name, region, project, `${project}/${region}`, `${accountId}/${region}`]
        .map((place) => `${place}.${quota}`)
        .find((each) => each in counted);
      const used = count(it, datacenter, sameRegion);
      // Nothing is said of what is not used.
      if (id === undefined) expect([name, quota, used]).toEqual([name, quota, 0]);
      else emitted[id] = used;
    }
  }
  // Routes come by BGP: no resource holds them.
  const withoutLearned = Object.fromEntries(Object.entries(counted).filter(([id]) => !id.endsWith('.transit-routes')));
  expect(emitted).toEqual(withoutLearned);
});
