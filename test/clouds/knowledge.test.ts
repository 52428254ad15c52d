import { rulesOf } from '../../src/kernel/replacement';
import { PROVIDER_ADDITIONS, REPLACEMENT } from '../../src/clouds/replacement';
import { synthesizeShipped } from '../support/synthesized';
import { providerNames, type ProviderName } from '../support/terraform/provider-source';
import { findSchema } from '../support/terraform/schemas';

/** What topogen knows of resources is held to the providers' schemas and to what it builds, for every type that it emits. */

const TOPOLOGIES = ['three-clouds', 'aws-pair-ipsec', 'redis', 'google-pair', 'hub'];

interface Resource {
  readonly at: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

async function emitted(): Promise<Resource[]> {
  const trees = await Promise.all(TOPOLOGIES.map(async (name) => [name, await synthesizeShipped(name)] as const));
  return trees.flatMap(([name, { synthesis }]) =>
    synthesis.assembly
      .filter(({ path }) => path.endsWith('cdk.tf.json'))
      .flatMap(({ path, text }) => {
        const { resource } = JSON.parse(text) as { resource?: Record<string, Record<string, Resource['body']>> };
        return Object.entries(resource ?? {}).flatMap(([type, byName]) =>
          Object.entries(byName).map(([id, body]) => ({ at: `${name} ${path} ${type}.${id}`, type, body })),
        );
      }),
  );
}

const RESOURCES = emitted();

const isProvider = (name: string): name is ProviderName => (providerNames as readonly string[]).includes(name);

test("exactly the types whose schema has the provider's tags are known to carry them", async () => {
  const types = [...new Set((await RESOURCES).map(({ type }) => type))];
  const carry = types.filter((type) => {
    const provider = type.split('_')[0]!;
    const schema = isProvider(provider) ? findSchema(provider, 'resource', type) : undefined;
    return schema?.attributes.some(({ name }) => name === 'tags_all' || name === 'effective_labels');
  });
  const known = types.filter((type) => PROVIDER_ADDITIONS.tags[type.split('_')[0]!]?.types.has(type));
  expect(carry.length).toBeGreaterThan(30);
  expect(known.sort()).toEqual(carry.sort());
});

test('no resource is replaced for another wording of its description', async () => {
  const replaced = (await RESOURCES).filter(({ type, body }) => {
    const ignored = (body['lifecycle'] as { ignore_changes?: string[] } | undefined)?.ignore_changes ?? [];
    return (
      body['description'] !== undefined &&
      rulesOf(REPLACEMENT, type).includes('description') &&
      !ignored.includes('description')
    );
  });
  expect(replaced.map(({ at }) => at)).toEqual([]);
});

test('every regional resource of Google says its region', async () => {
  const silent = (await RESOURCES).filter(({ type, body }) => {
    const rules = rulesOf(REPLACEMENT, type);
    const schema = type.startsWith('google_') ? findSchema('google', 'resource', type) : undefined;
    const regional =
      rules.includes('region') || (rules.includes('*') && schema?.attributes.some(({ name }) => name === 'region'));
    return type.startsWith('google_') && regional && body['region'] === undefined;
  });
  expect(silent.map(({ at }) => at)).toEqual([]);
});

test("a node of Google's is made anew with its data disk, whose id does not change", async () => {
  const nodes = (await RESOURCES).filter(
    ({ type, body }) => type === 'google_compute_instance' && body['attached_disk'],
  );
  expect(nodes.length).toBeGreaterThan(0);
  for (const { at, body } of nodes) {
    const [disk] = body['attached_disk'] as { source: string }[];
    const { replace_triggered_by: triggers } = body['lifecycle'] as { replace_triggered_by?: string[] };
    expect([at, triggers]).toEqual([at, [disk!.source.replace(/^\$\{|\}$/g, '')]]);
  }
});

test('a data disk that leaves a snapshot has hours to go', async () => {
  const disks = (await RESOURCES).filter(
    ({ body }) => body['final_snapshot'] === true || body['create_snapshot_before_destroy'] === true,
  );
  expect(disks.length).toBeGreaterThan(0);
  for (const { at, body } of disks) expect([at, body['timeouts']]).toEqual([at, { delete: '12h' }]);
});

test('no policy of AWS for machines is attached whole, since each of them reads every parameter of the account', async () => {
  const attached = (await RESOURCES).filter(({ type }) => type === 'aws_iam_role_policy_attachment');
  expect(attached.map(({ at, body }) => `${at} ${String(body['policy_arn'])}`)).toEqual([]);
});
