import { cassandraOf } from '../../src/plan/datastores/cassandra/of-plan';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_IDS, type CloudId } from '../../src/kernel/ids';
import { clusterStack, networkStack } from '../../src/plan/naming';
import { PROJECT, synthesizeText, type Synthesized } from '../support/synthesized';
import type { AttributeType } from '../support/terraform/schema';
import { findSchema } from '../support/terraform/schemas';

/** Every registered cloud against the numbered rules of `src/clouds/contract.ts`. */

const REGIONS: Readonly<Record<CloudId, readonly string[]>> = {
  aws: ['us-east-1', 'eu-west-1'],
  google: ['us-central1', 'europe-west1'],
};

type Resources = readonly {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly body: Record<string, unknown>;
}[];

/** Two datacenters of the cloud and one of every other: every stack and every part that it can play. */
async function topology(cloud: CloudId): Promise<Synthesized> {
  const own = REGIONS[cloud].map((region, i) => ({ name: `own-${i}`, cloud, region }));
  const others = CLOUD_IDS.filter((id) => id !== cloud).map((id) => ({
    name: `other-${id}`,
    cloud: id,
    region: REGIONS[id][0],
  }));
  const spec = {
    name: 'edge',
    requestsPerSecond: 9000,
    googleProject: 'acme-edge',
    datacenters: [...own, ...others],
    kong: { adminCidrs: ['10.120.0.0/16'], plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
  };
  return synthesizeText(JSON.stringify(spec), 'edge.json');
}

function jsonOf({ synthesis }: Synthesized): Map<string, Record<string, never>> {
  const stacks = synthesis.assembly.map(
    ({ path, text }) => [/^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1], text] as const,
  );
  return new Map(
    stacks.flatMap(([stack, text]) =>
      stack === undefined ? [] : [[stack, JSON.parse(text) as Record<string, never>]],
    ),
  );
}

function resourcesOf(synthesized: Synthesized): Resources {
  return [...jsonOf(synthesized)].flatMap(([stack, json]) =>
    Object.entries((json['resource'] ?? {}) as Record<string, Record<string, Record<string, unknown>>>).flatMap(
      ([type, named]) => Object.entries(named).map(([name, body]) => ({ stack, type, name, body })),
    ),
  );
}

/** Tags are called labels by some; a type has them when its schema says so. */
function taggingArgument(type: string): 'tags' | 'labels' | undefined {
  const schema = findSchema(type.split('_')[0] as CloudId, 'resource', type);
  const names = (schema?.attributes ?? []).filter((it) => it.optional).map((it) => it.name);
  return names.includes('tags') && type.startsWith('aws_') ? 'tags' : names.includes('labels') ? 'labels' : undefined;
}

describe.each(CLOUD_IDS)('%s', (cloud) => {
  let synthesized: Synthesized;
  let own: Resources;
  beforeAll(async () => {
    synthesized = await topology(cloud);
    own = resourcesOf(synthesized).filter(({ type }) => type.startsWith(`${cloud}_`));
  });

  test('rule 2: whatever can carry tags or labels carries its role', () => {
    expect(own.length).toBeGreaterThan(100);
    expect(own.filter(({ type }) => taggingArgument(type) !== undefined).length).toBeGreaterThan(20);
    const bare = own.filter(({ type, body }) => {
      const argument = taggingArgument(type);
      return argument !== undefined && (body[argument] as Record<string, string> | undefined)?.['role'] === undefined;
    });
    expect(bare.map(({ stack, type, name }) => `${stack} ${type}.${name}`)).toEqual([]);
  });

  test('rule 3: every flow of its machines is a rule that carries the purpose', () => {
    const { plan } = synthesized.topology;
    const machines = ['kong', 'cassandra'];
    for (const datacenter of plan.datacenters.filter((it) => it.cloud === cloud)) {
      const texts = JSON.stringify(own.filter(({ stack }) => stack === clusterStack(datacenter.name)));
      const flows = plan.flows.filter((flow) =>
        [flow.from, flow.to].some(
          (end) => end.kind === 'role' && end.datacenter === datacenter.name && machines.includes(end.role),
        ),
      );
      expect(flows.length).toBeGreaterThan(20);
      expect(flows.filter((flow) => !texts.includes(flow.purpose)).map((flow) => flow.id)).toEqual([]);
    }
  });

  test('rule 6: stacks read each other by outputs that are there', () => {
    const stacks = jsonOf(synthesized);
    const byTerraformName = new Map([...stacks].map(([name, json]) => [name.replaceAll('-', '_'), json]));
    let reads = 0;
    for (const [stack, json] of stacks) {
      for (const [, from = '', output = ''] of JSON.stringify(json).matchAll(
        /data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)/g,
      )) {
        reads++;
        const outputs = Object.keys((byTerraformName.get(from)?.['output'] ?? {}) as object);
        expect([stack, from, outputs.includes(output) ? 'has' : 'lacks', output]).toEqual([stack, from, 'has', output]);
      }
    }
    expect(reads).toBeGreaterThan(30);
  });

  test('rule 7: names are snake case and end in no hash', () => {
    const odd = own.filter(({ name }) => !/^[a-z][a-z0-9_]*$/.test(name) || /_[0-9A-F]{8}$/.test(name));
    expect(odd.map(({ type, name }) => `${type}.${name}`)).toEqual([]);
  });

  test('rules 4 and 5: machines of the ring have a fixed address and a data disk of their own', () => {
    const { plan } = synthesized.topology;
    for (const datacenter of plan.datacenters.filter((it) => it.cloud === cloud)) {
      const cluster = own.filter(({ stack }) => stack === clusterStack(datacenter.name));
      const text = JSON.stringify(cluster);
      for (const node of cassandraOf(datacenter).nodes) expect(text).toContain(`"${node.address}"`);
      const disks = cluster.filter(({ type }) => /_(ebs_volume|compute_disk)$/.test(type));
      expect(disks).toHaveLength(cassandraOf(datacenter).nodes.length);
    }
  });
});

/** Functions that a file of one cloud exports and its twins do not, each with the reason why they need none. */
const VERBS_ONLY_THERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws: {
    'balancer.ts targetGroupOf': 'health of nodes is a metric of target groups on AWS, and in a log on Google',
    'cassandra-backups.ts backupTags': 'its scheduler finds volumes by a tag; Google puts a disk on a schedule by name',
    'control-balancer.ts controlTargetGroupOf':
      'health of nodes is a metric of target groups on AWS, and in a log on Google',
    'existing-gateway.ts fromDefaultTable': 'a transit gateway has tables of its owner, an HA VPN gateway has none',
    'firewall.ts acceptOpenRule': 'security groups of the VPN instances are made in another file',
    'firewall.ts flowRule': 'security groups of the VPN instances are made in another file',
    'firewall.ts ruleName': 'security groups of the VPN instances are made in another file',
    'logs.ts retentionDays': 'CloudWatch keeps logs for some numbers of days alone',
    'logs.ts vpnLogGroup': 'Google logs tunnels without being asked',
    'machine.ts ubuntuParameter':
      'images of Ubuntu are found by a parameter of Systems Manager; Google names them itself',
    'machine.ts userData': 'user data is base64 on AWS and metadata on Google',
    'outputs.ts serviceOutput':
      'AWS keeps lists of the addresses that its routes lead to; Google has one range for all services',
    'outputs.ts subnetKey': 'Google has one subnet a tier, over all zones',
    'postgresql-access.ts authorityOf': 'RDS has an authority for each region, Cloud SQL one for each instance',
    'tags.ts launchedTags': 'what a launch template starts does not inherit tags of the provider',
  },
  google: {
    'alarm-metrics.ts figureOf': 'dashboards of AWS draw an alarm by its name',
    'alarm-metrics.ts unhealthyNodes': 'health of nodes is a metric of target groups on AWS, and in a log on Google',
    'backup-alarms.ts countedBackups': 'dashboards of AWS draw an alarm by its name',
    'backup-alarms.ts failedBackups': 'a failure is a metric of the schedule on AWS, and in a log on Google',
    'balancer-machines.ts buildBalancerIdentity':
      'firewall rules of Google know machines by their account, which comes first',
    'existing-network.ts inNetwork': 'ids of Google are paths, those of AWS lead nowhere',
    'existing-network.ts placeOfPath': 'ids of Google are paths, those of AWS lead nowhere',
    'firewall.ts refuseTheRest': 'security groups refuse by themselves what no rule allows',
    'host-metrics.ts grantHostMetrics': 'a right is a member of a role, which one account may be once',
    'logs.ts addLogBucket':
      'the logs of the ring and of VPN tunnels go to buckets alike; CloudWatch has groups for them',
    'machine.ts accountOf': 'instance profiles are named by the machine, accounts by a block of it',
    'machine.ts metadataOf': 'user data is base64 on AWS and metadata on Google',
    'mocked-answers.ts usableKey': 'keys that encrypt are made on AWS, and asked for on Google',
    'outputs.ts subnetIdOutput': 'a subnet of Google Cloud spans the region, so that each tier has one output',
    'postgresql-access.ts addEndpoint': 'instances of RDS have addresses in the network themselves',
    'provider.ts projectOf': 'AWS has no projects',
    'secrets.ts secretOf': 'a grant on Google Cloud waits for the version of its secret',
    'seed-bucket.ts bucketName': 'an id of a project needs to be made fit for it, a number of an account does not',
    'tags.ts bootDiskTags': 'default tags reach every disk of AWS',
    'tags.ts computeName': 'names on AWS have no common bound',
    'vpn.ts addTunnel': 'a VPN connection of AWS has its two tunnels in itself',
    'vpn.ts tunnelNames': 'one alarm of Google watches every tunnel of a link by its name',
    'vpn.ts vpnInstances': 'on AWS the VPN instances fill files of their own',
    'watch-alarms.ts saidFigure': 'a dashboard of CloudWatch draws an alarm, one of Cloud Monitoring its query',
  },
};

test('rule 8: twin files export the same functions', () => {
  const exported = Object.fromEntries(CLOUD_IDS.map((cloud) => [cloud, exportedFunctions(cloud)]));
  const files = CLOUD_IDS.map((cloud) => new Set(exported[cloud]!.map(fileOf)));
  const twins = [...files[0]!].filter((file) => files.every((each) => each.has(file)));
  expect(twins.length).toBeGreaterThan(12);
  for (const cloud of CLOUD_IDS) {
    const others = CLOUD_IDS.filter((id) => id !== cloud);
    const alone = exported[cloud]!.filter((it) => twins.includes(fileOf(it))).filter((it) =>
      others.some((other) => !exported[other]!.includes(it)),
    );
    expect([cloud, alone]).toEqual([cloud, Object.keys(VERBS_ONLY_THERE[cloud] ?? {})]);
  }
});

/** `balancer.ts buildBalancer` and so on. */
function exportedFunctions(cloud: CloudId): string[] {
  const folder = join(PROJECT, 'src', 'clouds', cloud);
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  return files
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [...text.matchAll(/^export (?:async )?function\*? (\w+)/gm)].map(([, name]) => `${file} ${name}`);
    })
    .sort();
}

function fileOf(exported: string): string {
  return exported.slice(0, exported.indexOf(' '));
}

/** Outputs that a cloud alone has, each with the reason why no other can. Stack and output. */
const OUTPUTS_ONLY_THERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws: {
    'cluster balancer_dns_name': 'a load balancer of AWS is known by a name, its addresses may change',
    'cluster balancer_zone_id': 'an alias record of Route 53 asks for it',
    'network edge_route_table_id': 'a transit gateway has tables of routes',
    'network logs_key_arn': 'Google encrypts logs without being asked',
    'network nat_addresses': 'Google gives address translation its addresses by itself, and may change them',
    'network subnet_ids': 'AWS has a subnet for each tier and zone',
    'network transit_gateway_id': 'what links end on is of a kind of its own in each cloud',
    'network vpc_id': 'networks have names of their own in each cloud',
    'network workload_route_table_id': 'a transit gateway has tables of routes',
  },
  google: {
    'cluster balancer_address': 'a passthrough balancer has an address of its own, which stays',
    'network cassandra_subnet_id': 'Google has one subnet a tier, over all zones',
    'network kong_subnet_id': 'Google has one subnet a tier, over all zones',
    'network network_id': 'networks have names of their own in each cloud',
    'network vpn_gateway_address_0': 'what links end on is of a kind of its own in each cloud',
    'network vpn_gateway_address_1': 'what links end on is of a kind of its own in each cloud',
    'network vpn_gateway_id': 'what links end on is of a kind of its own in each cloud',
    'network vpn_router_name': 'what links end on is of a kind of its own in each cloud',
  },
};

test('twins put out the same outputs in the same shape, so that what reads one can read the other', async () => {
  const shapes = new Map(
    await Promise.all(CLOUD_IDS.map(async (cloud) => [cloud, await outputShapes(cloud)] as const)),
  );
  for (const [cloud, own] of shapes) {
    const others = [...shapes].filter(([id]) => id !== cloud).map(([, it]) => it);
    const alone = Object.keys(own).filter((name) => others.some((other) => other[name] === undefined));
    expect([cloud, alone]).toEqual([cloud, Object.keys(OUTPUTS_ONLY_THERE[cloud] ?? {})]);
    const shared = Object.keys(own).filter((name) => !alone.includes(name));
    expect(shared.length).toBeGreaterThan(4);
    const odd = shared.filter((name) => others.some((other) => other[name] !== own[name]));
    expect([cloud, odd]).toEqual([cloud, []]);
  }
});

/** By stack and output, e.g. `cluster kong_pool`: `string`, `number`, `bool`, `list of string`, `map of string`. */
async function outputShapes(cloud: CloudId): Promise<Readonly<Record<string, string>>> {
  const stacks = jsonOf(await topology(cloud));
  const outputs = [
    ['network', networkStack('own-0')],
    ['cluster', clusterStack('own-0')],
  ].flatMap(([kind = '', stack = '']) =>
    Object.entries((stacks.get(stack)?.['output'] ?? {}) as Record<string, { readonly value: unknown }>).map(
      ([name, { value }]) => [`${kind} ${name}`, shapeOf(value)] as const,
    ),
  );
  return Object.fromEntries(outputs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `list of ${oneShapeOf(value)}`;
  if (typeof value === 'object' && value !== null) return `map of ${oneShapeOf(Object.values(value))}`;
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'number';
  const [, type, attribute] = /^\$\{(\w+)\.\w+\.([a-z_]+)\}$/.exec(String(value)) ?? [];
  return type === undefined || attribute === undefined ? 'string' : wordFor(typeOfAttribute(type, attribute));
}

function oneShapeOf(values: readonly unknown[]): string {
  const shapes = new Set(values.map(shapeOf));
  return [...shapes].join(' or ');
}

function typeOfAttribute(type: string, attribute: string): AttributeType {
  const schema = findSchema(type.split('_')[0] as CloudId, 'resource', type);
  const found = schema?.attributes.find((it) => it.name === attribute);
  if (!found) throw new Error(`${type} has no ${attribute}`);
  return found.type;
}

function wordFor(type: AttributeType): string {
  return typeof type === 'string' ? type : `${type[0]} of ${JSON.stringify(type[1])}`;
}
