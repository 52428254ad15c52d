import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { allResources, clusterOf, linksOf, networkOf, type StackJson } from './aws-stacks';

const PLAN = aPlan([...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }], {
  kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
  tags: { team: 'edge' },
});
const STACKS: Readonly<Record<string, StackJson>> = {
  network: networkOf(PLAN, 'us-east').json,
  cluster: clusterOf(PLAN, 'us-east').json,
  links: linksOf(PLAN).json,
};

/** What takes no tags, by Terraform's schema. */
const UNTAGGED = [
  'aws_autoscaling_policy',
  'aws_ec2_transit_gateway_route',
  'aws_ec2_transit_gateway_route_table_association',
  'aws_ec2_transit_gateway_route_table_propagation',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_kms_alias',
  'aws_route',
  'aws_route53_record',
  'aws_route_table_association',
  'aws_secretsmanager_secret_version',
  'aws_volume_attachment',
  'terraform_data',
];

/** The tags that a resource ends up with, its provider's included. */
function tagsOf(json: StackJson, body: Readonly<Record<string, unknown>>): Record<string, string> {
  const [provider] = json.provider['aws'] ?? [];
  const [defaults] = provider?.['default_tags'] as [{ tags: Record<string, string> }];
  const listed = body['tag'] as { key: string; value: string }[] | undefined;
  const own = listed ? Object.fromEntries(listed.map(({ key, value }) => [key, value])) : body['tags'];
  return { ...defaults.tags, ...(own as Record<string, string>) };
}

test.each(Object.keys(STACKS))(
  'everything that takes tags in the %s stack says topology, datacenter and role',
  (name) => {
    const json = STACKS[name] as StackJson;
    const tagged = allResources(json).filter(([address]) => !UNTAGGED.includes(address.split('.')[0] ?? ''));
    expect(tagged.length).toBeGreaterThan(5);
    for (const [address, body] of tagged) {
      expect([address, tagsOf(json, body)]).toEqual([
        address,
        expect.objectContaining({
          Name: expect.any(String) as string,
          datacenter: expect.any(String) as string,
          role: expect.any(String) as string,
          team: 'edge',
          topology: 'edge',
          'managed-by': 'topogen',
        }),
      ]);
    }
  },
);

test('machines have tag keys that the metadata service can show', () => {
  const machines = Object.values((STACKS['cluster'] as StackJson).resource['aws_instance'] ?? {});
  for (const machine of machines) {
    for (const key of Object.keys(tagsOf(STACKS['cluster'] as StackJson, machine))) {
      expect(key).toMatch(/^[A-Za-z0-9+=.,_:@-]+$/);
    }
  }
});
