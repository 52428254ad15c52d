import type { Plan } from '../../src/plan/plan';
import { aPlan, type ADatacenter } from '../support/a-spec';
import * as aws from './aws/aws-stacks';
import * as google from './google/google-stacks';

/** Makes the plan of a primary in the first datacenter, replicas in the others of its cloud, and clients everywhere. */
function planOfSeveral(datacenters: readonly ADatacenter[]): Plan {
  const [first, ...others] = datacenters;
  const replicas = others.filter(({ cloud }) => cloud === first?.cloud).map(({ name }) => name);
  const datastore = { engine: 'postgresql', primary: first?.name, replicas };
  return aPlan(datacenters, { kong: { mode: 'traditional' }, datastore });
}

const AWS_PRIMARY = planOfSeveral([
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  { name: 'eu-west', cloud: 'google' },
]);
const GOOGLE_PRIMARY = planOfSeveral([
  { name: 'eu-west', cloud: 'google' },
  { name: 'asia', cloud: 'google', region: 'asia-southeast1' },
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
]);

const far = (datacenter: string, output: string): string =>
  `\${data.terraform_remote_state.cluster_${datacenter}.outputs.${output}}`;

test('a replica on AWS has key, parameters and certificate of its own region, and nothing of the password', () => {
  const { json, files } = aws.clusterOf(AWS_PRIMARY, 'us-west');
  const replica = aws.element(json.resource, 'aws_db_instance', 'postgresql');
  expect(replica).toMatchObject({
    identifier: 'edge-us-west-postgresql',
    replicate_source_db: far('us_east', 'postgresql_arn'),
    kms_key_id: '${aws_kms_key.postgresql.arn}',
    parameter_group_name: '${aws_db_parameter_group.postgresql.name}',
    skip_final_snapshot: true,
    // Without it the provider would plan to make an encrypted replica anew.
    storage_encrypted: true,
    deletion_protection: '${var.postgresql_deletion_protection}',
  });
  const taken = [
    'engine',
    'engine_version',
    'username',
    'password_wo',
    'allocated_storage',
    'final_snapshot_identifier',
  ];
  expect(taken.filter((name) => name in replica)).toEqual([]);
  expect(files.map(({ path }) => path)).toEqual(['files/postgresql-ca.pem']);
  expect(aws.element(json.resource, 'aws_secretsmanager_secret_version', 'postgresql_ca')['secret_string']).toBe(
    `\${file("\${path.module}/files/postgresql-ca.pem")}${far('us_east', 'postgresql_ca')}`,
  );
  const records = json.resource['aws_route53_record'] ?? {};
  expect(Object.fromEntries(Object.entries(records).map(([name, it]) => [name, it['records']]))).toEqual({
    postgresql: [far('us_east', 'postgresql_address')],
    postgresql_replica: ['${aws_db_instance.postgresql.address}'],
  });
});

test('clients on Google of a primary on AWS have its name, with a dot, and its certificate', () => {
  const { json } = google.clusterOf(AWS_PRIMARY, 'eu-west');
  expect(json.resource).not.toHaveProperty('google_sql_database_instance');
  const records = json.resource['google_dns_record_set'] ?? {};
  // Without a replica its name leads to the primary: nodes that still know it find somebody.
  expect(records['postgresql_replica']?.['rrdatas']).toEqual(records['postgresql']?.['rrdatas']);
  expect(records['postgresql']).toMatchObject({
    type: far('us_east', 'postgresql_record_type'),
    rrdatas: [expect.stringContaining('== "CNAME") ? "." : ""') as string],
  });
  expect(json.resource['google_secret_manager_secret_version']?.['postgresql_ca']?.['secret_data']).toBe(
    far('us_east', 'postgresql_ca'),
  );
  const services = Object.keys(google.networkOf(AWS_PRIMARY, 'eu-west').json.resource['google_project_service'] ?? {});
  expect(services).toContain('dns');
  expect(services).not.toContain('sqladmin');
});

test('a replica on Google names its primary, makes no user and has neither backups nor maintenance of its own', () => {
  const { json } = google.clusterOf(GOOGLE_PRIMARY, 'asia');
  const replica = google.resource(
    google.clusterOf(GOOGLE_PRIMARY, 'asia'),
    'google_sql_database_instance',
    'postgresql',
  );
  const primary = google.resource(
    google.clusterOf(GOOGLE_PRIMARY, 'eu-west'),
    'google_sql_database_instance',
    'postgresql',
  );
  expect(replica).toMatchObject({
    master_instance_name: far('eu_west', 'postgresql_source'),
    region: 'asia-southeast1',
    deletion_protection: '${var.postgresql_deletion_protection}',
    // The service gives it the window of its primary, and grows its disk.
    lifecycle: { ignore_changes: ['settings[0].disk_size', 'encryption_key_name', 'settings[0].maintenance_window'] },
  });
  const [own, source] = [replica, primary].map((it) => it['settings'] as Readonly<Record<string, unknown>>);
  for (const name of ['backup_configuration', 'maintenance_window', 'retain_backups_on_delete']) {
    expect([name, name in own!, name in source!]).toEqual([name, false, true]);
  }
  // A server that lets in fewer connections than its primary stops to follow it; disk and standby are its own.
  for (const name of ['database_flags', 'tier', 'disk_size', 'availability_type', 'ip_configuration']) {
    expect([name, own![name]]).toEqual([name, source![name]]);
  }
  expect(json.resource['google_compute_forwarding_rule']?.['postgresql']).toMatchObject({ region: 'asia-southeast1' });
  expect(json.resource['google_secret_manager_secret_version']?.['postgresql_ca']?.['secret_data']).toBe(
    `\${join("\\n", google_sql_database_instance.postgresql.server_ca_cert[*].cert)}\n${far('eu_west', 'postgresql_ca')}`,
  );
  expect(json.resource).not.toHaveProperty('google_sql_user');
  const names = Object.values(json.resource['google_dns_record_set'] ?? {}).map(({ name }) => name);
  expect(names.sort()).toEqual(['postgresql-replica.edge.topogen.internal.', 'postgresql.edge.topogen.internal.']);
});

test("the administrator's password is kept beside the primary alone, where the migrations job makes Kong's role with it", () => {
  const passwords = (names: readonly string[]): string[] => names.filter((name) => name.endsWith('_password'));
  const onAws = (name: string) =>
    Object.keys(aws.clusterOf(AWS_PRIMARY, name).json.resource['aws_secretsmanager_secret'] ?? {});
  const onGoogle = (plan: Plan, name: string) =>
    Object.keys(google.clusterOf(plan, name).json.resource['google_secret_manager_secret'] ?? {});
  const both = ['postgresql_admin_password', 'postgresql_kong_password'];
  expect(passwords(onAws('us-east'))).toEqual(both);
  expect(passwords(onAws('us-west'))).toEqual(both.slice(1));
  expect(passwords(onGoogle(AWS_PRIMARY, 'eu-west'))).toEqual(both.slice(1));
  expect(passwords(onGoogle(GOOGLE_PRIMARY, 'eu-west'))).toEqual(both);
});

test('clients on AWS of a primary on Google have its address and its certificates', () => {
  const { json, files } = aws.clusterOf(GOOGLE_PRIMARY, 'us-east');
  expect(json.resource).not.toHaveProperty('aws_db_instance');
  expect(json.resource['aws_security_group']).not.toHaveProperty('postgresql');
  expect(files).toEqual([]);
  expect(aws.element(json.resource, 'aws_route53_record', 'postgresql')).toMatchObject({
    type: far('eu_west', 'postgresql_record_type'),
    records: [far('eu_west', 'postgresql_address')],
  });
});
