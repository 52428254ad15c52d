import type { Flow } from '../../../src/plan/plan';
import { ALL_DATACENTERS, clusterOf, namesOf, networkOf, planOf, resource } from './google-stacks';

const plan = planOf({
  kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }], adminCidrs: ['10.120.0.0/16'] },
});
const cluster = clusterOf(plan);
const rules = cluster.json.resource['google_compute_firewall'] ?? {};

const machineRoles = ['kong', 'cassandra'];
const isMachineHere = (end: Flow['from']): boolean =>
  end.kind === 'role' && end.datacenter === 'belgium' && machineRoles.includes(end.role);

describe('the firewall of a datacenter', () => {
  test('has a rule for each end of a flow that is a machine here, and no other', () => {
    const expected = plan.flows.flatMap((flow) => [
      ...(isMachineHere(flow.to) ? [`in_${flow.id.replaceAll('-', '_')}`] : []),
      ...(isMachineHere(flow.from) ? [`out_${flow.id.replaceAll('-', '_')}`] : []),
    ]);
    expect(expected.length).toBeGreaterThan(20);
    expect(Object.keys(rules)).toEqual(expected);
  });

  test('says of each rule why it is there', () => {
    const purposes = new Set(plan.flows.map((flow) => flow.purpose));
    for (const rule of Object.values(rules)) expect(purposes).toContain(rule['description']);
  });

  test('logs who comes to a shell, on every machine, and leaves other flows to the flow logs', () => {
    const logged = Object.entries(rules).filter(([, rule]) => rule['log_config'] !== undefined);
    expect(logged.map(([name]) => name)).toEqual([
      'in_35_235_240_0_20_to_belgium_kong_shell',
      'in_35_235_240_0_20_to_belgium_cassandra_shell',
    ]);
    expect(logged.map(([, rule]) => rule['log_config'])).toEqual([
      { metadata: 'INCLUDE_ALL_METADATA' },
      { metadata: 'INCLUDE_ALL_METADATA' },
    ]);
  });

  test('aims every rule at machines of one identity', () => {
    for (const rule of Object.values(rules)) {
      expect([['${google_service_account.kong.email}'], ['${google_service_account.cassandra.email}']]).toContainEqual(
        rule['target_service_accounts'],
      );
    }
  });

  test('knows machines of its own by their identity', () => {
    expect(rules['in_belgium_kong_to_belgium_cassandra_cql']).toEqual({
      name: 'edge-belgium-in-cassandra-9042-from-belgium-kong',
      description: 'Kong reads and writes its configuration',
      network: '${data.terraform_remote_state.network_belgium.outputs.network_id}',
      direction: 'INGRESS',
      priority: 1000,
      source_service_accounts: ['${google_service_account.kong.email}'],
      target_service_accounts: ['${google_service_account.cassandra.email}'],
      allow: [{ protocol: 'tcp', ports: ['9042'] }],
    });
  });

  test('knows machines of other datacenters by their range', () => {
    expect(rules['in_us_east_cassandra_to_belgium_cassandra_gossip']).toMatchObject({
      source_ranges: ['10.66.64.0/18'],
      allow: [{ protocol: 'tcp', ports: ['7000'] }],
    });
    expect(rules['in_us_east_cassandra_to_belgium_cassandra_gossip']).not.toHaveProperty('source_service_accounts');
  });

  test('lets out by destination', () => {
    expect(rules['out_belgium_kong_to_belgium_redis_redis']).toMatchObject({
      direction: 'EGRESS',
      destination_ranges: ['10.64.193.0/24'],
      target_service_accounts: ['${google_service_account.kong.email}'],
    });
  });

  test('states no ports where the protocol has none', () => {
    expect(rules['out_belgium_cassandra_to_10_64_0_0_10_icmp']).toMatchObject({ allow: [{ protocol: 'icmp' }] });
    expect(JSON.stringify(rules['out_belgium_cassandra_to_10_64_0_0_10_icmp'])).not.toContain('ports');
  });

  test('opens nothing but the listeners of the proxy to the internet', () => {
    const open = Object.values(rules).filter((rule) => (rule['source_ranges'] as string[])?.includes('0.0.0.0/0'));
    expect(open.map((rule) => rule['allow'])).toEqual([[{ protocol: 'tcp', ports: ['443'] }]]);
  });

  test('refuses and logs the rest, both ways, from the first stack on', () => {
    const network = networkOf(plan);
    expect(namesOf(network, 'google_compute_firewall')).toEqual(['deny_ingress', 'deny_egress']);
    for (const [name, direction] of [
      ['deny_ingress', 'INGRESS'],
      ['deny_egress', 'EGRESS'],
    ] as const) {
      const rule = resource(network, 'google_compute_firewall', name);
      expect(rule).toMatchObject({ direction, deny: [{ protocol: 'all' }], log_config: {} });
      expect(rule).not.toHaveProperty('target_service_accounts');
      for (const allowing of Object.values(rules)) {
        expect(Number(rule['priority'])).toBeGreaterThan(Number(allowing['priority']));
      }
    }
  });

  test('keeps every rule as it is when a datacenter is added', () => {
    const two = planOf({
      kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }], adminCidrs: ['10.120.0.0/16'] },
      datacenters: ALL_DATACENTERS.filter(({ name }) => name !== 'us-east'),
    });
    const before = clusterOf(two).json.resource['google_compute_firewall'] ?? {};
    expect(Object.keys(before).length).toBeLessThan(Object.keys(rules).length);
    expect(rules).toMatchObject(before);
  });
});

describe('names of rules', () => {
  // The longest names that a spec may have: 24 characters together with the topology's.
  const [one, two] = ['a-quite-long-name-here', 'the-other-name-as-long'];
  const longest = planOf({
    name: 'xy',
    datacenters: [
      { name: one, cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
      { name: two, cloud: 'google', region: 'us-central1', project: 'acme-edge' },
    ],
    kong: {
      version: '0.10.4',
      plugins: [{ name: 'rate-limiting', policy: 'redis' }],
      adminCidrs: ['172.31.100.128/32'],
      upstreams: [{ cidr: '172.131.128.128/32', ports: [65_535] }],
    },
    network: { supernet: '172.16.0.0/12' },
  });
  const names = [one, two].flatMap((name) => {
    const made = clusterOf(longest, name).json.resource['google_compute_firewall'] ?? {};
    return Object.values(made).map((rule) => String(rule['name']));
  });

  test('fit Compute Engine, however long the names in the spec', () => {
    for (const name of names) expect(name).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])$/);
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(58);
  });

  test('are unique in a project that holds several datacenters', () => {
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names).size).toBe(names.length);
  });

  test('give the number of the other datacenter where its name would be too long', () => {
    expect(names).toContain(`xy-${one}-in-cassandra-7000-from-1-cassandra`);
  });
});
