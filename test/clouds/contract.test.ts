import { CLOUD_IDS, type CloudId } from '../../src/kernel/ids';
import { clusterStack } from '../../src/plan/naming';
import { synthesizeText, type Synthesized } from '../support/synthesized';
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
    kong: { adminCidrs: ['10.200.0.0/16'] },
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
      for (const node of datacenter.datastore.nodes) expect(text).toContain(`"${node.address}"`);
      const disks = cluster.filter(({ type }) => /_(ebs_volume|compute_disk)$/.test(type));
      expect(disks).toHaveLength(datacenter.datastore.nodes.length);
    }
  });
});
