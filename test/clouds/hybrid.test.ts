import { buildStacks } from '../../src/stacks/build';
import { CLOUD_BUILDERS } from '../../src/clouds/registry';
import { renderNodes } from '../../src/plan/nodes/render-nodes';
import { aHybridPlan } from '../support/a-hybrid-plan';
import { TWO_CLOUDS } from '../support/a-spec';
import { readTemplates } from '../support/templates';
import * as aws from './aws/aws-stacks';
import * as google from './google/google-stacks';

/* The way from data planes to control planes: balancer, name and certificate, with the control planes on either cloud. */

const AWS_HOME = aHybridPlan(TWO_CLOUDS);
const GOOGLE_HOME = aHybridPlan([...TWO_CLOUDS].reverse());

const far = (datacenter: string, output: string): string =>
  `\${data.terraform_remote_state.cluster_${datacenter}.outputs.${output}}`;

test('AWS has a balancer inside the network, in a group of its own, that ends what it takes from nodes that leave', () => {
  const { resource, output } = aws.clusterOf(AWS_HOME, 'us-east').json;
  expect(aws.element(resource, 'aws_lb', 'control')).toMatchObject({
    load_balancer_type: 'network',
    internal: true,
    security_groups: ['${aws_security_group.control.id}'],
    subnets: ['a', 'b', 'c'].map(
      (zone) => `\${data.terraform_remote_state.network_us_east.outputs.subnet_ids["kong_${zone}"]}`,
    ),
  });
  expect(aws.element(resource, 'aws_lb_listener', 'control')).toMatchObject({
    port: 8005,
    protocol: 'TCP',
    default_action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.control_blue.arn}' }],
  });
  expect(aws.element(resource, 'aws_lb_target_group', 'control_blue')).toMatchObject({
    port: 8005,
    preserve_client_ip: 'false',
    deregistration_delay: '30',
    connection_termination: true,
    health_check: { protocol: 'HTTP', port: '8007', path: '/status', matcher: '200' },
  });
  expect(aws.element(resource, 'aws_autoscaling_group', 'kong_control')['target_group_arns']).toEqual([
    '${aws_lb_target_group.control_blue.arn}',
  ]);
  expect(output['control_plane_address']?.value).toBe('${aws_lb.control.dns_name}');
});

test('data planes on AWS are checked for a configuration, and are behind the entrance alone', () => {
  const { resource } = aws.clusterOf(AWS_HOME, 'us-east').json;
  const group = aws.element(resource, 'aws_autoscaling_group', 'kong_data');
  expect(group['target_group_arns']).toEqual(['${aws_lb_target_group.https.arn}']);
  expect(aws.element(resource, 'aws_lb_target_group', 'https')).toMatchObject({
    health_check: { path: '/status/ready' },
  });
});

test('Google has a balancer with a kept address of the subnet, which other regions and clouds reach', () => {
  const built = google.clusterOf(GOOGLE_HOME, 'eu-west');
  expect(google.resource(built, 'google_compute_forwarding_rule', 'control')).toMatchObject({
    load_balancing_scheme: 'INTERNAL',
    ip_address: '${google_compute_address.control.address}',
    ip_protocol: 'TCP',
    ports: ['8005'],
    allow_global_access: true,
    subnetwork: '${data.terraform_remote_state.network_eu_west.outputs.kong_subnet_id}',
  });
  expect(google.resource(built, 'google_compute_address', 'control')).toMatchObject({
    address_type: 'INTERNAL',
    subnetwork: '${data.terraform_remote_state.network_eu_west.outputs.kong_subnet_id}',
  });
  expect(google.resource(built, 'google_compute_region_backend_service', 'control')).toMatchObject({
    load_balancing_scheme: 'INTERNAL',
    connection_draining_timeout_sec: 30,
    backend: [{ group: '${google_compute_region_instance_group_manager.kong_control.instance_group}' }],
  });
  const check = google.resource(built, 'google_compute_region_health_check', 'control');
  expect(check['http_health_check']).toEqual({ port: 8007, request_path: '/status' });
  const entrance = google.resource(built, 'google_compute_region_health_check', 'balancer');
  expect(entrance['http_health_check']).toEqual({ port: 8007, request_path: '/status/ready' });
});

test('data planes of every datacenter find the control planes by one private name', () => {
  const name = 'control.edge.topogen.internal';
  expect(aws.element(aws.clusterOf(AWS_HOME, 'us-east').json.resource, 'aws_route53_record', 'control')).toMatchObject({
    name,
    type: 'CNAME',
    ttl: 10,
    records: ['${aws_lb.control.dns_name}'],
  });
  const fromGoogle = google.clusterOf(AWS_HOME, 'eu-west');
  expect(google.resource(fromGoogle, 'google_dns_record_set', 'control')).toMatchObject({
    name: `${name}.`,
    type: far('us_east', 'control_plane_record_type'),
    // Cloud DNS wants a dot after a name, not after an address.
    rrdatas: [expect.stringMatching(/control_plane_address.*== "CNAME"\) \? "\." : ""/) as string],
  });
  expect(google.namesOf(fromGoogle, 'google_compute_forwarding_rule')).toEqual(['balancer']);
  const atHome = google.clusterOf(GOOGLE_HOME, 'eu-west');
  expect(google.resource(atHome, 'google_dns_record_set', 'control')).toMatchObject({
    name: `${name}.`,
    type: 'A',
    rrdatas: ['${google_compute_address.control.address}'],
  });
  const fromAws = aws.clusterOf(GOOGLE_HOME, 'us-east').json.resource;
  expect(aws.element(fromAws, 'aws_route53_record', 'control')).toMatchObject({
    name,
    type: far('eu_west', 'control_plane_record_type'),
    records: [far('eu_west', 'control_plane_address')],
  });
  expect(fromAws['aws_security_group']).not.toHaveProperty('control');
});

test('Google enables the API of the private name where nothing else asks for it', () => {
  const services = google.namesOf(google.networkOf(AWS_HOME, 'eu-west'), 'google_project_service');
  expect(services).toContain('dns');
});

test('port 8005 is open from data planes to the balancer, and from it to the control planes', () => {
  const { resource } = aws.clusterOf(AWS_HOME, 'us-east').json;
  const rules = Object.values(resource['aws_vpc_security_group_ingress_rule'] ?? {})
    .filter((rule) => rule['from_port'] === 8005)
    .map((rule) => [rule['security_group_id'], rule['referenced_security_group_id'] ?? rule['cidr_ipv4']]);
  expect(rules).toEqual([
    ['${aws_security_group.control.id}', '${aws_security_group.kong_data.id}'],
    ['${aws_security_group.control.id}', '10.65.32.0/19'],
    ['${aws_security_group.kong_control.id}', '${aws_security_group.control.id}'],
  ]);
  const { json } = google.clusterOf(GOOGLE_HOME, 'eu-west');
  const allowed = Object.values(json.resource['google_compute_firewall'] ?? {}).filter(
    (rule) => JSON.stringify(rule['allow']).includes('8005') && rule['direction'] === 'INGRESS',
  );
  expect(allowed.map((rule) => rule['source_service_accounts'] ?? rule['source_ranges'])).toEqual([
    ['${google_service_account.kong_data.email}'],
    [expect.stringMatching(/^10\./) as string],
  ]);
  const targets = allowed.map((rule) => rule['target_service_accounts']);
  expect(targets).toEqual(Array(2).fill(['${google_service_account.kong_control.email}']));
});

test('every datacenter has the certificate in its secret manager, and the passwords stand beside the primary alone', () => {
  const { resource } = aws.clusterOf(AWS_HOME, 'us-east').json;
  expect(Object.keys(resource['aws_secretsmanager_secret'] ?? {})).toEqual(
    expect.arrayContaining(['kong_cluster', 'postgresql_kong_password']),
  );
  expect(aws.element(resource, 'aws_secretsmanager_secret_version', 'kong_cluster')['secret_string']).toBe(
    'value of kong-cluster',
  );
  const remote = google.clusterOf(AWS_HOME, 'eu-west');
  const there = google.namesOf(remote, 'google_secret_manager_secret');
  expect(there).toContain('kong_cluster');
  expect(there.filter((name) => name.includes('password'))).toEqual([]);
  expect(google.namesOf(remote, 'google_secret_manager_secret_iam_member')).toContain('kong_data_reads_kong_cluster');
});

test('data planes may not read the root certificates of PostgreSQL, which they never call', () => {
  const { data, resource } = aws.clusterOf(AWS_HOME, 'us-east').json;
  const readable = (pool: string): string =>
    JSON.stringify(aws.element(data, 'aws_iam_policy_document', `${pool}_secrets`));
  expect(Object.keys(resource['aws_secretsmanager_secret'] ?? {})).toContain('postgresql_ca');
  expect(readable('kong_control')).toContain('aws_secretsmanager_secret.postgresql_ca.arn');
  expect(readable('kong_data')).toContain('aws_secretsmanager_secret.kong_cluster.arn');
  expect(readable('kong_data')).not.toContain('postgresql_ca');
  const grants = google.namesOf(google.clusterOf(GOOGLE_HOME, 'eu-west'), 'google_secret_manager_secret_iam_member');
  expect(grants).toContain('kong_control_reads_postgresql_ca');
  expect(grants).not.toContain('kong_data_reads_postgresql_ca');
});

test('the shared stack makes the certificate, which may sign itself, and shows its end and nothing of its key', () => {
  const built = buildStacks(AWS_HOME, CLOUD_BUILDERS, renderNodes(AWS_HOME, readTemplates()));
  const shared = built.find(({ plan: { name } }) => name === 'shared');
  const json = shared?.stack.toTerraform() as Record<string, Record<string, Record<string, object>>>;
  expect(json['terraform']?.['required_providers']?.['tls']).toEqual({ source: 'hashicorp/tls', version: '~> 4.1' });
  expect(json['resource']?.['tls_private_key']?.['kong_cluster']).toMatchObject({
    algorithm: 'ECDSA',
    ecdsa_curve: 'P384',
  });
  expect(json['resource']?.['tls_self_signed_cert']?.['kong_cluster']).toMatchObject({
    subject: [{ common_name: 'kong_clustering' }],
    validity_period_hours: 26_280,
    early_renewal_hours: 1_440,
    is_ca_certificate: true,
    allowed_uses: ['cert_signing', 'digital_signature', 'server_auth', 'client_auth'],
  });
  expect(json['output']?.['kong_cluster']).toMatchObject({
    value: '${tls_self_signed_cert.kong_cluster.cert_pem}${tls_private_key.kong_cluster.private_key_pem_pkcs8}',
    sensitive: true,
  });
  expect(json['output']?.['kong_cluster_certificate_end']).toMatchObject({
    value: '${tls_self_signed_cert.kong_cluster.validity_end_time}',
  });
  expect(Object.keys(json['resource']?.['random_password'] ?? {})).not.toContain('kong_cluster');
});

test('names fit into the characters that balancers and target groups have, whatever the spec lets pass', () => {
  const [topology, datacenter] = ['t'.repeat(12), 'd'.repeat(12)];
  const [first, second] = TWO_CLOUDS;
  const plan = aHybridPlan([{ ...first!, name: datacenter }, second!], {
    name: topology,
    gateway: { plainHttp: 'serve' },
  });
  const { resource } = aws.clusterOf(plan, datacenter).json;
  const names = ['aws_lb', 'aws_lb_target_group'].flatMap((type) =>
    Object.values(resource[type] ?? {}).map((it) => String(it['name'])),
  );
  expect(names).toHaveLength(5);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(32);
});
