import { cidrContains } from '../../../src/kernel/cidr';
import type { Plan } from '../../../src/plan/plan';
import { clusterOf, namesOf, planOf, resource } from './google-stacks';

const plan = planOf({ kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
const cluster = clusterOf(plan);

/** The plan with the flows to Redis on another port. */
function onPort(port: number): Plan {
  const flows = plan.flows.map((flow) =>
    flow.to.kind === 'role' && flow.to.role === 'redis' ? { ...flow, ports: { from: port, to: port } } : flow,
  );
  return { ...plan, flows };
}

describe('the Redis of a datacenter', () => {
  test('stands in two zones, in the range that the firewall lets Kong reach', () => {
    const redis = resource(cluster, 'google_redis_instance', 'main');
    expect(redis).toMatchObject({ tier: 'STANDARD_HA', memory_size_gb: plan.datacenters[0]!.redis?.memoryGib });
    expect(redis['location_id']).not.toBe(redis['alternative_location_id']);
    expect(cidrContains(plan.datacenters[0]!.tiers.redis, String(redis['reserved_ip_range']))).toBe(true);
  });

  test('asks for a password, which lies in a secret that no machine reads', () => {
    expect(resource(cluster, 'google_redis_instance', 'main')['auth_enabled']).toBe(true);
    expect(resource(cluster, 'google_secret_manager_secret_version', 'redis_auth')).toMatchObject({
      secret_data: '${google_redis_instance.main.auth_string}',
    });
    expect(JSON.stringify(cluster.json.resource['google_secret_manager_secret_iam_member'])).not.toContain('redis');
    expect(JSON.stringify(cluster.json.output)).not.toContain('auth_string');
  });

  test('encrypts connections exactly where the flow table leads to the port for that', () => {
    const mode = (made: Plan) => resource(clusterOf(made), 'google_redis_instance', 'main')['transit_encryption_mode'];
    expect(mode(onPort(6378))).toBe('SERVER_AUTHENTICATION');
    expect(mode(onPort(6379))).toBe('DISABLED');
  });

  test('does not exist where no plugin counts in it', () => {
    expect(namesOf(clusterOf(planOf()), 'google_redis_instance')).toEqual([]);
  });
});
