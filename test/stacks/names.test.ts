import { Construct } from 'constructs';
import { CLOUD_BUILDERS } from '../../src/clouds/registry';
import { DNS_STACK } from '../../src/plan/naming';
import type { Plan } from '../../src/plan/plan';
import { buildNames } from '../../src/stacks/names';
import { Scope } from '../../src/stacks/scope';
import { TopologyStack } from '../../src/stacks/topology-stack';
import { withoutStackTraces } from '../../src/stacks/without-stack-traces';
import { aPlan, type ADatacenter } from '../support/a-spec';

/* The names by which clients find the gateway: one for each datacenter, and one that leads to those that are well. */

type Element = Readonly<Record<string, unknown>>;
type Elements = Readonly<Record<string, Readonly<Record<string, Element>>>>;

const HOSTNAME = 'api.example.com';
const EAST: ADatacenter = { name: 'us-east', cloud: 'aws' };
const WEST: ADatacenter = { name: 'us-west', cloud: 'aws' };
const EUROPE: ADatacenter = { name: 'eu-west', cloud: 'google' };
const CENTRAL: ADatacenter = { name: 'central', cloud: 'google', region: 'us-central1' };
const drained = (datacenter: ADatacenter): ADatacenter => ({ ...datacenter, gateway: { drained: true } });

function planOf(datacenters: readonly ADatacenter[], dns: object, fields: object = {}): Plan {
  return aPlan(datacenters, { gateway: { hostname: HOSTNAME, dns, ...fields } });
}

/** The resources of the stack `dns`. */
function namesOf(plan: Plan): Elements {
  return withoutStackTraces(() => {
    const root = new Construct(undefined as unknown as Construct, '');
    root.node.setContext('cdktfVersion', '0.21.0');
    const stack = new TopologyStack(root, DNS_STACK);
    buildNames(new Scope(plan, stack), CLOUD_BUILDERS);
    return (JSON.parse(JSON.stringify(stack.toTerraform())) as { resource: Elements }).resource;
  });
}

const output = (stack: string, name: string): string =>
  `\${data.terraform_remote_state.${stack.replaceAll('-', '_')}.outputs.${name}}`;

const ROUTE53 = { provider: 'route53', zone: 'Z0123456789ABCDEFGHIJ', policy: 'latency' };

describe('Route 53', () => {
  const names = namesOf(planOf([EAST, WEST, EUROPE], ROUTE53, { healthPath: '/healthz' }));
  const records = names['aws_route53_record'] ?? {};

  test('leads a name of its own to each datacenter, well or not', () => {
    expect(records['datacenter_us_east']).toMatchObject({
      name: `us-east.${HOSTNAME}`,
      type: 'A',
      zone_id: ROUTE53.zone,
      alias: {
        name: output('cluster-us-east', 'balancer_dns_name'),
        zone_id: output('cluster-us-east', 'balancer_zone_id'),
        evaluate_target_health: false,
      },
    });
    expect(records['datacenter_eu_west']).toMatchObject({
      name: `eu-west.${HOSTNAME}`,
      records: [output('cluster-eu-west', 'balancer_address')],
      ttl: 60,
    });
    expect(records['datacenter_eu_west']).not.toHaveProperty('set_identifier');
  });

  test('leads the hostname to a balancer of AWS as long as that has healthy targets', () => {
    expect(records['gateway_us_west']).toMatchObject({
      name: HOSTNAME,
      set_identifier: 'us-west',
      alias: { name: output('cluster-us-west', 'balancer_dns_name'), evaluate_target_health: true },
      latency_routing_policy: { region: 'us-west-2' },
    });
    expect(records['gateway_us_west']).not.toHaveProperty('health_check_id');
  });

  test('leads it to an address elsewhere as long as that answers on the health path, which it is asked from the internet', () => {
    expect(records['gateway_eu_west']).toMatchObject({
      name: HOSTNAME,
      set_identifier: 'eu-west',
      records: [output('cluster-eu-west', 'balancer_address')],
      health_check_id: '${aws_route53_health_check.check_eu_west.id}',
      latency_routing_policy: { region: 'eu-west-3' },
    });
    expect(names['aws_route53_health_check']).toEqual({
      check_eu_west: expect.objectContaining({
        type: 'HTTPS',
        ip_address: output('cluster-eu-west', 'balancer_address'),
        fqdn: HOSTNAME,
        enable_sni: true,
        port: 443,
        resource_path: '/healthz',
      }) as object,
    });
  });

  test('asks whether connections are taken where there is no such path, and without TLS on port 80', () => {
    const check = (fields: object, kong: object = {}) =>
      namesOf(aPlan([EAST, EUROPE], { kong, gateway: { hostname: HOSTNAME, dns: ROUTE53, ...fields } }))[
        'aws_route53_health_check'
      ]?.['check_eu_west'];
    expect(check({})).toMatchObject({ type: 'TCP', port: 443 });
    expect(check({})).not.toHaveProperty('fqdn');
    expect(check({}, { tls: false })).toMatchObject({ type: 'TCP', port: 80 });
    expect(check({ healthPath: '/up' }, { tls: false })).toMatchObject({
      type: 'HTTP',
      port: 80,
      resource_path: '/up',
    });
  });

  test.each([
    ['a datacenter of AWS', [drained(EAST), WEST, EUROPE], 'gateway_us_east'],
    ['a datacenter elsewhere', [EAST, WEST, drained(EUROPE)], 'gateway_eu_west'],
  ])('loses one record when %s is drained, and nothing else', (_, datacenters, gone) => {
    const { [gone]: _record, ...others } = records;
    const after = namesOf(planOf(datacenters, ROUTE53, { healthPath: '/healthz' }));
    expect(after).toEqual({ ...names, aws_route53_record: others });
  });

  test('leaves a datacenter out that joins, whose share is the smallest until it serves', () => {
    const joining = namesOf(planOf([EAST, WEST, { ...EUROPE, share: 0.000001 }], ROUTE53));
    expect(Object.keys(joining['aws_route53_record'] ?? {})).toEqual(
      expect.not.arrayContaining(['gateway_eu_west']) as string[],
    );
  });

  test.each([
    ['weighted', {}, { weighted_routing_policy: { weight: 30 } }, { weighted_routing_policy: { weight: 70 } }],
    [
      'geoproximity',
      {},
      { geoproximity_routing_policy: { coordinates: [{ latitude: '38.99', longitude: '-77.45' }] } },
      { geoproximity_routing_policy: { coordinates: [{ latitude: '50.47', longitude: '3.87' }] } },
    ],
    [
      'failover',
      { primary: 'eu-west' },
      { failover_routing_policy: { type: 'SECONDARY' } },
      { failover_routing_policy: { type: 'PRIMARY' } },
    ],
  ])('chooses by the policy %s', (policy, fields, ofEast, ofEurope) => {
    const datacenters = [
      { ...EAST, share: 0.3 },
      { ...EUROPE, share: 0.7 },
    ];
    const chosen = namesOf(planOf(datacenters, { ...ROUTE53, policy, ...fields }))['aws_route53_record'];
    expect(chosen?.['gateway_us_east']).toMatchObject(ofEast);
    expect(chosen?.['gateway_eu_west']).toMatchObject(ofEurope);
  });

  test('makes a private zone for internal balancers, which every network of the topology sees', () => {
    const internal = namesOf(
      planOf([EAST, WEST], { provider: 'route53', policy: 'weighted' }, { exposure: 'internal' }),
    );
    expect(internal['aws_route53_zone']?.['names']).toMatchObject({
      name: HOSTNAME,
      vpc: [
        { vpc_id: output('network-us-east', 'vpc_id'), vpc_region: 'us-east-1' },
        { vpc_id: output('network-us-west', 'vpc_id'), vpc_region: 'us-west-2' },
      ],
    });
    expect(internal['aws_route53_health_check']).toBeUndefined();
    expect(internal['aws_route53_record']?.['gateway_us_east']).toMatchObject({
      zone_id: '${aws_route53_zone.names.zone_id}',
    });
  });
});

describe('Cloud DNS', () => {
  const dns = { provider: 'cloud-dns', zone: 'example-com', project: 'acme-names', policy: 'geolocation' };
  const names = namesOf(planOf([EUROPE, CENTRAL], dns));

  test('has every datacenter in one record, and asks each address from the internet', () => {
    expect(names['google_dns_record_set']?.['gateway']).toMatchObject({
      name: `${HOSTNAME}.`,
      managed_zone: 'example-com',
      project: 'acme-names',
      routing_policy: {
        health_check: '${google_compute_health_check.names.id}',
        geo: [
          {
            location: 'europe-west1',
            health_checked_targets: { external_endpoints: [output('cluster-eu-west', 'balancer_address')] },
          },
          {
            location: 'us-central1',
            health_checked_targets: { external_endpoints: [output('cluster-central', 'balancer_address')] },
          },
        ],
      },
    });
    const check = names['google_compute_health_check']?.['names'] ?? {};
    expect(check).toMatchObject({ project: 'acme-names', check_interval_sec: 30, tcp_health_check: { port: 443 } });
    expect(check['source_regions']).toHaveLength(3);
  });

  test('asks internal balancers by reference, in a private zone that the networks of the topology see', () => {
    const internal = namesOf(
      planOf(
        [EUROPE, CENTRAL],
        { provider: 'cloud-dns', policy: 'failover', primary: 'central' },
        { exposure: 'internal' },
      ),
    );
    expect(internal['google_compute_health_check']).toBeUndefined();
    const zone = internal['google_dns_managed_zone']?.['names'] ?? {};
    expect(zone).toMatchObject({ dns_name: `${HOSTNAME}.`, visibility: 'private' });
    const target = (name: string, region: string) => ({
      ip_address: output(`cluster-${name}`, 'balancer_address'),
      ip_protocol: 'tcp',
      load_balancer_type: 'regionalL4ilb',
      network_url: output(`network-${name}`, 'network_id'),
      port: '443',
      project: 'acme-edge',
      region,
    });
    expect(internal['google_dns_record_set']?.['gateway']).toMatchObject({
      routing_policy: {
        primary_backup: {
          primary: { internal_load_balancers: [target('central', 'us-central1')] },
          backup_geo: [
            {
              location: 'europe-west1',
              health_checked_targets: { internal_load_balancers: [target('eu-west', 'europe-west1')] },
            },
          ],
        },
      },
    });
  });

  test('leads the own name of a drained datacenter of another cloud to the name of its balancer', () => {
    const mixed = namesOf(planOf([drained(EAST), EUROPE], dns));
    expect(mixed['google_dns_record_set']?.['datacenter_us_east']).toMatchObject({
      type: 'CNAME',
      rrdatas: [`${output('cluster-us-east', 'balancer_dns_name')}.`],
    });
  });

  test('changes one record when a datacenter is drained', () => {
    const { gateway, ...others } = names['google_dns_record_set'] ?? {};
    const after = namesOf(planOf([EUROPE, drained(CENTRAL)], dns));
    const { gateway: left, ...same } = after['google_dns_record_set'] ?? {};
    expect({ ...after, google_dns_record_set: same }).toEqual({ ...names, google_dns_record_set: others });
    expect(left).not.toEqual(gateway);
    expect(JSON.stringify(left)).not.toContain('central');
  });
});

describe('machines that lead clients to Kong', () => {
  const own = { balancer: 'nginx', healthPath: '/healthz' };
  const each = (datacenter: string): string[] =>
    ['a', 'b'].map((zone) => output(`cluster-${datacenter}`, `balancer_addresses["balancer-${zone}"]`));

  test('are both in every record of Route 53, and a datacenter stays in the name as long as one of its two answers', () => {
    const names = namesOf(planOf([EAST, EUROPE], ROUTE53, own));
    for (const datacenter of ['us-east', 'eu-west']) {
      const id = datacenter.replace('-', '_');
      const records = names['aws_route53_record'] ?? {};
      expect(records[`datacenter_${id}`]).toMatchObject({ records: each(datacenter), ttl: 60 });
      expect(records[`gateway_${id}`]).toMatchObject({
        records: each(datacenter),
        health_check_id: `\${aws_route53_health_check.check_${id}.id}`,
      });
      const checks = names['aws_route53_health_check'] ?? {};
      const asked = ['a', 'b'].map((zone) => checks[`check_${id}_${zone}`]);
      expect(asked.map((it) => it?.['ip_address'])).toEqual(each(datacenter));
      for (const it of asked) expect(it).toMatchObject({ type: 'HTTPS', resource_path: '/healthz', fqdn: HOSTNAME });
      expect(checks[`check_${id}`]).toMatchObject({
        type: 'CALCULATED',
        child_health_threshold: 1,
        child_healthchecks: ['a', 'b'].map((zone) => `\${aws_route53_health_check.check_${id}_${zone}.id}`),
      });
    }
    expect(Object.keys(names['aws_route53_health_check'] ?? {})).toHaveLength(6);
  });

  test('are each asked by Cloud DNS, of every cloud, since they have addresses', () => {
    const dns = { provider: 'cloud-dns', zone: 'example-com', project: 'acme-names', policy: 'weighted' };
    const names = namesOf(planOf([EUROPE, EAST], dns, own));
    const { gateway, datacenter_us_east: east } = names['google_dns_record_set'] ?? {};
    expect(east).toMatchObject({ type: 'A', rrdatas: each('us-east') });
    const { wrr } = gateway?.['routing_policy'] as { wrr: { health_checked_targets: object }[] };
    expect(wrr.map((it) => it.health_checked_targets)).toEqual([
      { external_endpoints: each('eu-west') },
      { external_endpoints: each('us-east') },
    ]);
  });

  test('lose the same one record as others when their datacenter is drained', () => {
    const names = namesOf(planOf([EAST, EUROPE], ROUTE53, own));
    const { gateway_us_east: _gone, ...others } = names['aws_route53_record'] ?? {};
    const after = namesOf(planOf([drained(EAST), EUROPE], ROUTE53, own));
    expect(after).toEqual({ ...names, aws_route53_record: others });
  });
});
