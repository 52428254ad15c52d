import { planOfSeveral } from '../support/far-postgresql';
import * as aws from './aws/aws-stacks';
import * as google from './google/google-stacks';

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

test('a replica on Google names its primary, makes no user and has no backups of its own', () => {
  const { json } = google.clusterOf(GOOGLE_PRIMARY, 'asia');
  const replica = json.resource['google_sql_database_instance']?.['postgresql'];
  expect(replica?.['master_instance_name']).toBe(far('eu_west', 'postgresql_source'));
  expect(replica?.['settings']).not.toHaveProperty('backup_configuration');
  expect(json.resource).not.toHaveProperty('google_sql_user');
  const names = Object.values(json.resource['google_dns_record_set'] ?? {}).map(({ name }) => name);
  expect(names.sort()).toEqual(['postgresql-replica.edge.topogen.internal.', 'postgresql.edge.topogen.internal.']);
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
