import { createHash, X509Certificate } from 'node:crypto';
import { AWS_FACTS } from '../../../src/clouds/aws/facts';
import { AWS_SECURITY } from '../../../src/clouds/aws/security';
import { authorityOf } from '../../../src/clouds/aws/postgresql-access';
import { authorities } from '../../../src/clouds/aws/database-authorities.json';
import { postgresqlIn, postgresqlOf } from '../../../src/plan/datastores/postgresql/of-plan';
import type { Plan } from '../../../src/plan/plan';
import { aPlan } from '../../support/a-spec';
import { clusterOf, datacenterOf, element, networkOf } from './aws-stacks';

function planOf(fields: Readonly<Record<string, unknown>> = {}): Plan {
  return aPlan([{ name: 'us-east', cloud: 'aws' }], { datastore: { engine: 'postgresql' }, ...fields });
}

const PLAN = planOf();
const { json, files } = clusterOf(PLAN, 'us-east');
const instance = element(json.resource, 'aws_db_instance', 'postgresql');

test('the instance has a standby in another zone, an encrypted disk that grows, and no public address', () => {
  const { instance: planned } = postgresqlIn(datacenterOf(PLAN, 'us-east'));
  expect(instance).toMatchObject({
    identifier: 'edge-us-east-postgresql',
    engine: 'postgres',
    engine_version: '16',
    instance_class: planned?.machineType,
    multi_az: true,
    storage_type: 'gp3',
    allocated_storage: planned?.diskGib,
    max_allocated_storage: planned?.mostDiskGib,
    storage_encrypted: true,
    kms_key_id: '${aws_kms_key.postgresql.arn}',
    publicly_accessible: false,
    vpc_security_group_ids: ['${aws_security_group.postgresql.id}'],
  });
  // Below 400 GiB RDS takes neither.
  expect(Object.keys(instance).filter((name) => ['iops', 'storage_throughput'].includes(name))).toEqual([]);
  const subnets = element(json.resource, 'aws_db_subnet_group', 'postgresql')['subnet_ids'] as string[];
  expect(subnets.map((id) => /"(\w+)"/.exec(id)?.[1])).toEqual(['postgresql_a', 'postgresql_b', 'postgresql_c']);
  expect(Object.keys(networkOf(PLAN, 'us-east').json.resource['aws_subnet'] ?? {})).toEqual(
    expect.arrayContaining(['postgresql_a', 'postgresql_b', 'postgresql_c']),
  );
});

test('nothing of it goes without having been said: two protections, backups that stay, a last snapshot', () => {
  expect(instance).toMatchObject({
    backup_retention_period: postgresqlOf(PLAN).backupRetentionDays,
    copy_tags_to_snapshot: true,
    delete_automated_backups: false,
    deletion_protection: '${var.postgresql_deletion_protection}',
    skip_final_snapshot: false,
    final_snapshot_identifier: 'edge-us-east-postgresql-final',
    timeouts: { delete: '3h' },
  });
  expect(json.variable?.['postgresql_deletion_protection']).toMatchObject({ default: true });
});

test('backups and maintenance have windows apart from each other, which RDS refuses otherwise', () => {
  const start = (window: unknown): number => Number(/(\d\d):00-/.exec(String(window))?.[1]);
  expect(instance['backup_window']).toMatch(/^\d\d:00-\d\d:30$/);
  expect(instance['maintenance_window']).toMatch(/^sun:\d\d:00-sun:\d\d:00$/);
  expect(start(instance['backup_window'])).not.toBe(start(instance['maintenance_window']));
});

test('the password is in no state: RDS gets it write-only, with a number that changes with it', () => {
  expect(instance['username']).toBe(postgresqlOf(PLAN).adminUser);
  expect(instance['password_wo']).toBe('value of postgresql-admin-password');
  expect(instance['password_wo_version']).toBe(
    '${parseint(substr(sha256("value of postgresql-admin-password"), 0, 7), 16)}',
  );
  expect(instance).not.toHaveProperty('password');
  expect((json as unknown as { terraform: { required_version: string } }).terraform.required_version).toBe('>= 1.11.0');
});

test('the server refuses plain text, and its parameters of a new release stand before those of the old one go', () => {
  const { instance: planned } = postgresqlIn(datacenterOf(PLAN, 'us-east'));
  const group = element(json.resource, 'aws_db_parameter_group', 'postgresql');
  expect(group).toMatchObject({
    name: 'edge-us-east-postgresql-16',
    family: 'postgres16',
    lifecycle: { create_before_destroy: true },
  });
  const values = Object.fromEntries(
    (group['parameter'] as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );
  expect(values).toEqual({
    'rds.force_ssl': '1',
    log_min_duration_statement: String(postgresqlOf(PLAN).slowStatementMilliseconds),
    log_lock_waits: '1',
    max_connections: String(planned?.maxConnections),
  });
  expect(instance['parameter_group_name']).toBe('${aws_db_parameter_group.postgresql.name}');
});

test('its logs have groups of their own, encrypted and kept as long as asked, before it writes to them', () => {
  const groups = json.resource['aws_cloudwatch_log_group'] ?? {};
  expect(Object.values(groups).map(({ name }) => name)).toEqual([
    '/aws/rds/instance/edge-us-east-postgresql/postgresql',
    '/aws/rds/instance/edge-us-east-postgresql/upgrade',
  ]);
  for (const group of Object.values(groups)) {
    expect(group).toMatchObject({ kms_key_id: '${aws_kms_key.postgresql.arn}', retention_in_days: 365 });
  }
  expect(instance['depends_on']).toEqual(Object.keys(groups).map((name) => `aws_cloudwatch_log_group.${name}`));
  expect(instance['enabled_cloudwatch_logs_exports']).toEqual(['postgresql', 'upgrade']);
  const { condition } = (
    element(json.data, 'aws_iam_policy_document', 'postgresql_key')['statement'] as {
      condition?: { values: string[] }[];
    }[]
  )[1]!;
  expect(condition?.[0]?.values.map((arn) => arn.split(':log-group:')[1])).toEqual(
    Object.values(groups).map(({ name }) => name),
  );
});

test('Kong alone gets in, by the flow table, and no machine has a role of the datastore', () => {
  const into = Object.values(json.resource['aws_vpc_security_group_ingress_rule'] ?? {}).filter(
    (rule) => rule['security_group_id'] === '${aws_security_group.postgresql.id}',
  );
  expect(into.map((rule) => [rule['referenced_security_group_id'], rule['from_port'], rule['to_port']])).toEqual([
    ['${aws_security_group.kong.id}', 5432, 5432],
  ]);
  expect(Object.keys(json.resource['aws_iam_role'] ?? {})).toEqual(['kong']);
  expect(json.resource['aws_instance'] ?? {}).not.toHaveProperty('cassandra_1');
});

test('one private name leads to the instance, whatever stands in its place', () => {
  expect(element(json.resource, 'aws_route53_record', 'postgresql')).toMatchObject({
    name: postgresqlOf(PLAN).host,
    type: 'CNAME',
    ttl: 10,
    records: ['${aws_db_instance.postgresql.address}'],
    zone_id: '${aws_route53_zone.private.zone_id}',
  });
  // No state of its own is read by a stack.
  expect(Object.keys(json.data['terraform_remote_state'] ?? {})).toEqual(['network_us_east']);
});

test('Redis has its name in the same zone', () => {
  const { json: both } = clusterOf(
    planOf({ kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } }),
    'us-east',
  );
  expect(Object.keys(both.resource['aws_route53_zone'] ?? {})).toEqual(['private']);
  expect(Object.keys(both.resource['aws_route53_record'] ?? {}).sort()).toEqual(['postgresql', 'redis']);
});

test('nodes find the root certificate of the region in the secret manager, and may read it', () => {
  const [file, ...more] = files;
  expect(more).toEqual([]);
  expect(file?.path).toBe('files/postgresql-ca.pem');
  const certificate = new X509Certificate(file?.text ?? '');
  expect(certificate.subject).toContain('CN=Amazon RDS us-east-1 Root CA RSA2048 G1');
  expect(element(json.resource, 'aws_secretsmanager_secret_version', 'postgresql_ca')['secret_string']).toBe(
    '${file("${path.module}/files/postgresql-ca.pem")}',
  );
  expect(json.output['postgresql_ca']?.value).toBe('${file("${path.module}/files/postgresql-ca.pem")}');
  const [reads] = element(json.data, 'aws_iam_policy_document', 'kong_secrets')['statement'] as {
    resources: string[];
  }[];
  expect(reads?.resources).toContain('${aws_secretsmanager_secret.postgresql_ca.arn}');
});

test.each(Object.entries(authorities))('the root certificate of %s is what its checksum says', (region, known) => {
  const certificate = new X509Certificate(authorityOf(region));
  expect(certificate.subject).toContain(`CN=Amazon RDS ${region} Root CA RSA2048 G1`);
  expect(createHash('sha256').update(certificate.raw).digest('hex')).toBe(known.sha256);
  expect(certificate.ca && certificate.verify(certificate.publicKey)).toBe(true);
  expect(new Date(certificate.validTo).toISOString().slice(0, 10)).toBe(known.validTo);
  expect(known.validTo > '2060').toBe(true);
});

test('regions without a known certificate have no instance', () => {
  expect(() => authorityOf('mx-central-1')).toThrow('the root certificate of RDS in mx-central-1 is not known');
  expect(AWS_FACTS.database.regions).toContain('us-east-1');
  expect(AWS_FACTS.database.regions).not.toContain('mx-central-1');
});

test.each([
  ['gives a database an address on the internet', { publicly_accessible: true }, {}],
  ['keeps a database on a disk in plain text', { storage_encrypted: false }, {}],
  ['lets clients of a database do without TLS', {}, { parameter: [{ name: 'rds.force_ssl', value: '0' }] }],
])('an instance that %s is not written', (fault, spoiltInstance, spoiltGroup) => {
  const faultsOf = (database: object, group: object): string[] =>
    AWS_SECURITY.faults({
      aws_db_instance: { postgresql: { ...instance, ...database } },
      aws_db_parameter_group: {
        postgresql: { ...element(json.resource, 'aws_db_parameter_group', 'postgresql'), ...group },
      },
    }).map((it) => it.fault);
  expect(faultsOf({}, {})).toEqual([]);
  expect(faultsOf(spoiltInstance, spoiltGroup)).toEqual([fault]);
});

test('backups are copied to a second region with a key there, as long as the first; the instance stays as it is', () => {
  const copied = planOf({ backups: { copyTo: 'us-west-2', keepDays: 14 } });
  const { json: with_ } = clusterOf(copied, 'us-east');
  expect(element(with_.resource, 'aws_db_instance_automated_backups_replication', 'backups_us_west_2')).toMatchObject({
    region: 'us-west-2',
    source_db_instance_arn: '${aws_db_instance.postgresql.arn}',
    kms_key_id: '${aws_kms_key.backups_us_west_2.arn}',
    retention_period: 14,
  });
  expect(element(with_.resource, 'aws_kms_key', 'backups_us_west_2')['region']).toBe('us-west-2');
  expect(element(with_.resource, 'aws_db_instance', 'postgresql')).toEqual({
    ...instance,
    backup_retention_period: 14,
  });
});
