import { cidrContains } from '../../../src/kernel/cidr';
import { securityFaults } from '../../../src/emit/security-checks';
import type { Plan } from '../../../src/plan/plan';
import { rangeOfTier } from '../../../src/plan/ranges';
import { clusterOf, datacenterOf, namesOf, networkOf, planOf, resource, type Synthesised } from './google-stacks';

function planWith(version = '3.3.1'): Plan {
  return planOf({ kong: { version, plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
}

const plan = planWith();
const cluster = clusterOf(plan);

function outputs({ json }: Synthesised): Record<string, unknown> {
  const named = Object.entries(json.output).filter(([name]) => name.startsWith('redis_'));
  return Object.fromEntries(named.map(([name, { value }]) => [name, value]));
}

describe('the Redis of a datacenter', () => {
  test('stands in two zones, in the range that the firewall lets Kong reach and that no subnet has', () => {
    const redis = resource(cluster, 'google_redis_instance', 'main');
    const belgium = datacenterOf(plan, 'belgium');
    expect(redis).toMatchObject({
      tier: 'STANDARD_HA',
      memory_size_gb: belgium.redis?.memoryGib,
      connect_mode: 'DIRECT_PEERING',
    });
    expect(redis['location_id']).not.toBe(redis['alternative_location_id']);
    const range = String(redis['reserved_ip_range']);
    // What an instance without read replicas takes.
    expect(range).toMatch(/\/29$/);
    expect(cidrContains(rangeOfTier(belgium, 'redis'), range)).toBe(true);
    expect(belgium.subnets.filter(({ cidr }) => cidrContains(cidr, range))).toEqual([]);
    expect(resource(cluster, 'google_compute_firewall', 'out_belgium_kong_to_belgium_redis_redis')).toMatchObject({
      direction: 'EGRESS',
      destination_ranges: [belgium.tiers.redis],
      target_service_accounts: ['${google_service_account.kong.email}'],
    });
  });

  test.each([
    ['required', true, '${google_redis_instance.main.auth_string}'],
    ['prepared', false, '${google_redis_instance.main.auth_enabled ? google_redis_instance.main.auth_string : "none"}'],
  ] as const)('when its password is %s asks for it: %s, and nodes find %s', (password, asks, secret) => {
    const made = clusterOf({ ...plan, redis: { ...plan.redis!, password } });
    const faults = securityFaults({ name: 'cluster-belgium', json: { ...made.json }, files: [] });
    expect(faults.filter(({ address }) => address.includes('redis'))).toEqual([]);
    expect(resource(made, 'google_redis_instance', 'main')['auth_enabled']).toBe(asks);
    expect(resource(made, 'google_secret_manager_secret_version', 'redis_password')['secret_data']).toBe(secret);
    expect(resource(made, 'google_secret_manager_secret_version', 'redis_ca')['secret_data']).toBe(
      '${join("\\n", google_redis_instance.main.server_ca_certs[*].cert)}',
    );
    expect(namesOf(made, 'google_secret_manager_secret_iam_member')).toEqual(
      expect.arrayContaining(['kong_reads_redis_ca', 'kong_reads_redis_password']),
    );
  });

  test('has no password with a Kong that cannot refer to one', () => {
    const made = clusterOf(planWith('2.8.5'));
    expect(resource(made, 'google_redis_instance', 'main')['auth_enabled']).toBe(false);
    expect(JSON.stringify(made.json)).not.toMatch(/auth_string|redis.password/);
  });

  test.each([
    ['2.6.1', 6379, false, 'DISABLED'],
    ['3.3.1', 6378, true, 'SERVER_AUTHENTICATION'],
  ])('is reached by plugins of Kong %s on port %i, with TLS: %s', (version, port, tls, mode) => {
    const made = clusterOf(planWith(version));
    expect(resource(made, 'google_redis_instance', 'main')['transit_encryption_mode']).toBe(mode);
    expect(resource(made, 'google_compute_firewall', 'out_belgium_kong_to_belgium_redis_redis')['allow']).toEqual([
      { protocol: 'tcp', ports: [String(port)] },
    ]);
    expect(outputs(made)).toEqual({
      redis_host: 'redis.edge.topogen.internal',
      redis_port: port,
      redis_tls: tls,
      redis_address: '${google_redis_instance.main.host}',
    });
  });

  test.each(['belgium', 'iowa'])('in %s answers by the name of every datacenter, in its own network alone', (name) => {
    const made = clusterOf(plan, name);
    const zone = resource(made, 'google_dns_managed_zone', 'private');
    expect(zone).toMatchObject({
      name: `edge-${name}-private`,
      dns_name: 'edge.topogen.internal.',
      visibility: 'private',
      labels: { role: 'redis' },
    });
    expect(zone['private_visibility_config']).toEqual({
      networks: [{ network_url: `\${data.terraform_remote_state.network_${name}.outputs.network_id}` }],
    });
    expect(resource(made, 'google_dns_record_set', 'redis')).toMatchObject({
      managed_zone: '${google_dns_managed_zone.private.name}',
      name: 'redis.edge.topogen.internal.',
      type: 'A',
      rrdatas: ['${google_redis_instance.main.host}'],
    });
  });

  test('does not exist where no plugin counts in it, nor does its name', () => {
    const without = clusterOf(planOf());
    expect([...namesOf(without, 'google_redis_instance'), ...namesOf(without, 'google_dns_managed_zone')]).toEqual([]);
    expect(outputs(without)).toEqual({});
    expect(namesOf(networkOf(planOf()), 'google_project_service')).not.toContain('dns');
  });
});
