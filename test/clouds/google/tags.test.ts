import { computeName, LONGEST_NAME, tags } from '../../../src/clouds/google/tags';
import { findSchema } from '../../support/terraform/schemas';
import {
  allResources,
  clusterOf,
  datacenterOf,
  linksOf,
  networkOf,
  planOf,
  resource,
  type Synthesised,
} from './google-stacks';

const plan = planOf({
  tags: { 'cost-center': 'platform' },
  kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
});
const STACKS: Readonly<Record<string, Synthesised>> = {
  network: networkOf(plan),
  cluster: clusterOf(plan),
  links: linksOf(plan),
};
const COMMON = { topology: 'edge', 'managed-by': 'topogen', 'cost-center': 'platform' };

/** Whether Terraform's schema lets a resource of this type have labels. */
function takesLabels(address: string): boolean {
  const [type = ''] = address.split('.');
  const schema = findSchema('google', 'resource', type);
  return (schema?.attributes ?? []).some((it) => it.name === 'labels' && it.optional);
}

test.each(Object.keys(STACKS))(
  'everything that takes labels in the %s stack says topology, datacenter and role',
  (name) => {
    const stack = STACKS[name]!;
    const defaults = stack.json.provider.google[0]['default_labels'] as object;
    const labelled = allResources(stack).filter(({ address }) => takesLabels(address));
    expect(labelled.length).toBeGreaterThan(name === 'network' ? 0 : 5);
    for (const { address, attributes } of labelled) {
      expect([address, { ...defaults, ...(attributes['labels'] as object) }]).toEqual([
        address,
        {
          ...COMMON,
          datacenter: expect.stringMatching(/^(belgium|iowa)$/) as string,
          role: expect.stringMatching(/^(kong|cassandra|redis|balancer|vpn|secrets)$/) as string,
        },
      ]);
    }
  },
);

test('these are the types that take labels', () => {
  const labelled = Object.values(STACKS)
    .flatMap(allResources)
    .filter(({ attributes }) => 'labels' in attributes);
  const types = new Set(labelled.map(({ address }) => address.split('.')[0]));
  expect([...types].sort()).toEqual([
    'google_compute_address',
    'google_compute_disk',
    'google_compute_external_vpn_gateway',
    'google_compute_forwarding_rule',
    'google_compute_ha_vpn_gateway',
    'google_compute_instance',
    'google_compute_region_instance_template',
    'google_compute_vpn_tunnel',
    'google_dns_managed_zone',
    'google_redis_instance',
    'google_secret_manager_secret',
  ]);
});

test('in the links stack each resource says the datacenter that it stands in', () => {
  const at = (name: string) => resource(STACKS['links']!, 'google_compute_vpn_tunnel', name)['labels'];
  expect(at('belgium__iowa__iowa_0')).toEqual({ datacenter: 'iowa', role: 'vpn' });
  expect(at('belgium__iowa__belgium_0')).toEqual({ datacenter: 'belgium', role: 'vpn' });
});

test('boot disks say what the provider cannot tell them, and no label of the user', () => {
  const disk = (resource(STACKS['cluster']!, 'google_compute_instance', 'cassandra_1')['boot_disk'] ?? {}) as {
    readonly initialize_params: { readonly labels: object };
  };
  expect(disk.initialize_params.labels).toEqual({
    datacenter: 'belgium',
    'managed-by': 'topogen',
    role: 'cassandra',
    topology: 'edge',
  });
});

test('a resource of a stack of one datacenter says its role alone', () => {
  expect(tags('kong')).toEqual({ role: 'kong' });
});

test('everything that takes a name carries the topology and the datacenter in it, within what Google allows', () => {
  const named = Object.values(STACKS)
    .flatMap(allResources)
    // A DNS name: the same in every datacenter on purpose.
    .filter(({ address }) => address !== 'google_dns_record_set.redis')
    .flatMap(({ attributes }) => [attributes['name'], attributes['secret_id'], attributes['bucket_id']])
    .filter((name): name is string => typeof name === 'string' && !name.startsWith('${'));
  expect(named.length).toBeGreaterThan(80);
  for (const name of named) expect(name).toMatch(/^edge-(belgium|iowa)-[a-z0-9-]{1,50}$/);
});

test('a name that Compute Engine would refuse is none', () => {
  const belgium = datacenterOf(plan, 'belgium');
  const rest = 'x'.repeat(LONGEST_NAME - 'edge-belgium-'.length);
  expect(computeName(plan, belgium, rest)).toBe(`edge-belgium-${rest}`);
  expect(() => computeName(plan, belgium, `${rest}x`)).toThrow(/longer than the 63 characters/);
});
