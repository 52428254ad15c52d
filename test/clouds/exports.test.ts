import { aHybridPlan } from '../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';
import * as aws from './aws/aws-stacks';
import * as google from './google/google-stacks';

/* The bucket of the daily exports of Kong's configuration: what it keeps, and who may put something in. */

const BACKUPS = { backups: { configuration: true, keepDays: 14 } };
const PLAN = aPlan(TWO_CLOUDS, BACKUPS);
const east = aws.clusterOf(PLAN, 'us-east').json;
const west = google.clusterOf(PLAN, 'eu-west');

interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly object[];
}

const statements = (name: string): readonly Statement[] =>
  aws.element(east.data, 'aws_iam_policy_document', name)['statement'] as Statement[];

test('the bucket on AWS is closed, encrypted, and keeps exports for as long as backups, and what is gone for a month', () => {
  const { resource } = east;
  expect(aws.element(resource, 'aws_s3_bucket', 'exports')).toMatchObject({
    bucket: 'edge-us-east-export-${data.aws_caller_identity.current.account_id}',
    force_destroy: '${!var.exports_deletion_protection}',
  });
  expect(east.variable?.['exports_deletion_protection']).toMatchObject({ default: true });
  expect(Object.values(aws.element(resource, 'aws_s3_bucket_public_access_block', 'exports'))).toEqual(
    expect.arrayContaining([true, true, true, true]),
  );
  const encryption = aws.element(resource, 'aws_s3_bucket_server_side_encryption_configuration', 'exports');
  expect(JSON.stringify(encryption['rule'])).toContain('"kms_master_key_id":"${aws_kms_key.secrets.arn}"');
  expect(aws.element(resource, 'aws_s3_bucket_versioning', 'exports')['versioning_configuration']).toEqual({
    status: 'Enabled',
  });
  const [rule] = aws.element(resource, 'aws_s3_bucket_lifecycle_configuration', 'exports')['rule'] as object[];
  expect(rule).toMatchObject({
    status: 'Enabled',
    expiration: [{ days: 14 }],
    noncurrent_version_expiration: [{ noncurrent_days: 30 }],
  });
  expect(statements('exports_bucket')).toMatchObject([
    { effect: 'Deny', condition: [{ variable: 'aws:SecureTransport', values: ['false'] }] },
  ]);
});

test('nodes on AWS may put an export in under a name that none has, and do nothing else with the bucket', () => {
  expect(statements('kong_exports')).toEqual([
    {
      sid: 'PutExport',
      actions: ['s3:PutObject'],
      resources: ['${aws_s3_bucket.exports.arn}/kong-*.yml'],
      condition: [{ test: 'Null', variable: 's3:if-none-match', values: ['false'] }],
    },
    {
      sid: 'EncryptExport',
      actions: ['kms:GenerateDataKey'],
      resources: ['${aws_kms_key.secrets.arn}'],
      condition: [{ test: 'StringEquals', variable: 'kms:ViaService', values: ['s3.us-east-1.amazonaws.com'] }],
    },
  ]);
});

test('the bucket on Google is the same, and nodes may make objects alone', () => {
  expect(google.resource(west, 'google_storage_bucket', 'exports')).toMatchObject({
    uniform_bucket_level_access: true,
    public_access_prevention: 'enforced',
    force_destroy: '${!var.exports_deletion_protection}',
    versioning: { enabled: true },
    lifecycle_rule: [
      { action: { type: 'Delete' }, condition: { age: 14, with_state: 'LIVE' } },
      { action: { type: 'Delete' }, condition: { days_since_noncurrent_time: 30 } },
    ],
  });
  expect(google.namesOf(west, 'google_storage_bucket_iam_member')).toEqual(['kong_exports']);
  expect(google.resource(west, 'google_storage_bucket_iam_member', 'kong_exports')).toMatchObject({
    role: 'roles/storage.objectCreator',
  });
});

test('the API of Cloud Storage is switched on where the bucket is, and nowhere else', () => {
  const apis = (plan: typeof PLAN): string[] =>
    google.namesOf(google.networkOf(plan, 'eu-west'), 'google_project_service');
  expect(apis(PLAN)).toContain('storage');
  expect(apis(aPlan(TWO_CLOUDS))).not.toContain('storage');
});

test('the name of a bucket on Google is one that the service takes, whatever the names of the topology', () => {
  const name = (project: string, datacenter: string): unknown => {
    const plan = aPlan([{ name: datacenter, cloud: 'google', project }], { ...BACKUPS, name: 'gateways' });
    return google.resource(google.clusterOf(plan, datacenter), 'google_storage_bucket', 'exports')['name'];
  };
  // The longest that both names and a project may be.
  const longest = name('a-project-of-thirty-characters', 'sixteen-letters1');
  expect(longest).toBe('a-project-of-thirty-characters-gateways-sixteen-letters1-export');
  expect(String(longest)).toHaveLength(63);
  expect(name('acme-edge', 'on-google')).toBe('acme-edge-gateways-on-gcp-export');
});

test('each cloud has one bucket, in the first datacenter that has the datastore, and a later one moves none', () => {
  const more = [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws' as const, region: 'us-west-2' }];
  const homes = (plan: ReturnType<typeof aPlan>): string[] =>
    plan.datacenters.filter(({ exports }) => exports).map(({ name }) => name);
  expect(homes(aPlan(more, BACKUPS))).toEqual(homes(PLAN));
  expect(homes(PLAN).sort()).toEqual(['eu-west', 'us-east']);
  expect(homes(aHybridPlan(more, BACKUPS))).toEqual([more[0]?.name]);
  expect(homes(aPlan(more))).toEqual([]);
});
