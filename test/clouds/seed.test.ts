import { userDataBytes } from '../../src/actions/user-data';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { GOOGLE_SECURITY } from '../../src/clouds/google/security';
import type { Resources } from '../../src/clouds/resources';
import { renderNodes } from '../../src/plan/nodes/render-nodes';
import { aHybridPlan } from '../support/a-hybrid-plan';
import { TWO_CLOUDS } from '../support/a-spec';
import { expandCloudInit } from '../../src/plan/nodes/expanded-document';
import { readTemplates } from '../support/templates';
import * as aws from './aws/aws-stacks';
import * as google from './google/google-stacks';

/* The bucket by which new data planes start without control planes: who may write and read it, on both clouds and across. */

const [VIRGINIA, BELGIUM] = TWO_CLOUDS as [(typeof TWO_CLOUDS)[number], (typeof TWO_CLOUDS)[number]];
const AWS_HOME = aHybridPlan([VIRGINIA, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }, BELGIUM]);
const GOOGLE_HOME = aHybridPlan([BELGIUM, { name: 'asia', cloud: 'google', region: 'asia-southeast1' }]);
const LENDING_HOME = aHybridPlan([BELGIUM, VIRGINIA]);

const home = aws.clusterOf(AWS_HOME, 'us-east').json;
const far = google.clusterOf(AWS_HOME, 'eu-west');
const OUTPUTS = '${data.terraform_remote_state.cluster_us_east.outputs.';

interface Statement {
  readonly sid?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly { readonly variable: string; readonly values: readonly string[] }[];
}

const statements = (json: aws.StackJson, name: string): readonly Statement[] =>
  aws.element(json.data, 'aws_iam_policy_document', name)['statement'] as Statement[];

test('the bucket on AWS is closed, encrypted with a key of its own, and keeps what was in it for weeks', () => {
  const { resource } = home;
  expect(aws.element(resource, 'aws_s3_bucket', 'seed')).toMatchObject({
    bucket: 'edge-us-east-seed-${data.aws_caller_identity.current.account_id}',
  });
  expect(aws.element(resource, 'aws_s3_bucket_public_access_block', 'seed')).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(aws.element(resource, 'aws_s3_bucket_versioning', 'seed')['versioning_configuration']).toEqual({
    status: 'Enabled',
  });
  const encryption = aws.element(resource, 'aws_s3_bucket_server_side_encryption_configuration', 'seed');
  expect(JSON.stringify(encryption['rule'])).toContain('"kms_master_key_id":"${aws_kms_key.seed.arn}"');
  const [rule] = aws.element(resource, 'aws_s3_bucket_lifecycle_configuration', 'seed')['rule'] as object[];
  expect(rule).toMatchObject({ status: 'Enabled', noncurrent_version_expiration: [{ noncurrent_days: 30 }] });
  expect(statements(home, 'seed_bucket')).toMatchObject([
    { effect: 'Deny', condition: [{ variable: 'aws:SecureTransport', values: ['false'] }] },
  ]);
});

test('no bucket goes while it holds a seed, unless the one who applies says so by name', () => {
  const { json } = google.clusterOf(GOOGLE_HOME, 'eu-west');
  const buckets = [home.resource['aws_s3_bucket'], json.resource['google_storage_bucket']];
  expect(buckets.map((it) => it?.['seed']?.['force_destroy'])).toEqual(
    Array(2).fill('${!var.kong_seed_deletion_protection}'),
  );
  for (const { variable } of [home, json])
    expect(variable?.['kong_seed_deletion_protection']).toMatchObject({ default: true });
});

test('control planes on AWS write the object, data planes of every region read it, and nobody has another permission', () => {
  const object = '${aws_s3_bucket.seed.arn}/kong.yml';
  expect(statements(home, 'kong_control_seed').map(({ actions, resources }) => [actions, resources])).toEqual([
    [['s3:GetObject', 's3:PutObject'], [object]],
    [['kms:Decrypt', 'kms:GenerateDataKey'], ['${aws_kms_key.seed.arn}']],
  ]);
  expect(statements(home, 'kong_data_seed').map(({ actions, resources }) => [actions, resources])).toEqual([
    [['s3:GetObject'], [object]],
    [['kms:Decrypt'], ['${aws_kms_key.seed.arn}']],
  ]);
  const west = aws.clusterOf(AWS_HOME, 'us-west').json;
  expect(statements(west, 'kong_data_seed')).toMatchObject([
    { actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${OUTPUTS}kong_seed_bucket}/kong.yml`] },
    {
      actions: ['kms:Decrypt'],
      resources: [`${OUTPUTS}kong_seed_key_arn}`],
      // The bucket's region, not the machine's.
      condition: [{ variable: 'kms:ViaService', values: ['s3.us-east-1.amazonaws.com'] }],
    },
  ]);
  expect(west.resource).not.toHaveProperty('aws_s3_bucket');
});

test('AWS lends its role to the very accounts of data planes on Google, for tokens that are for this seed', () => {
  expect(statements(home, 'seed_trust')).toMatchObject([
    {
      actions: ['sts:AssumeRoleWithWebIdentity'],
      principals: [{ type: 'Federated', identifiers: ['accounts.google.com'] }],
      condition: [
        { test: 'StringEquals', variable: 'accounts.google.com:oaud', values: ['edge-us-east-seed'] },
        {
          test: 'StringEquals',
          variable: 'accounts.google.com:sub',
          values: ['${data.terraform_remote_state.network_eu_west.outputs.kong_data_account_id}'],
        },
      ],
    },
  ]);
  expect(statements(home, 'seed').map(({ actions }) => actions)).toEqual([['s3:GetObject'], ['kms:Decrypt']]);
  const west = aHybridPlan([VIRGINIA, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }]);
  expect(aws.clusterOf(west, 'us-east').json.resource['aws_iam_role']).not.toHaveProperty('seed');
});

test('those accounts stand in the network stack, before the role that trusts them, and machines have them', () => {
  const network = google.networkOf(AWS_HOME, 'eu-west');
  expect(google.resource(network, 'google_service_account', 'kong_data')).toMatchObject({
    account_id: 'edge-eu-west-kodp',
    depends_on: ['google_project_service.iam'],
  });
  expect(network.json.output['kong_data_account_id']?.value).toBe('${google_service_account.kong_data.unique_id}');
  expect(google.namesOf(far, 'google_service_account')).toEqual([]);
  const template = google.resource(far, 'google_compute_region_instance_template', 'kong_data');
  expect(template['service_account']).toMatchObject({
    email: '${data.terraform_remote_state.network_eu_west.outputs.kong_data_account}',
  });
  expect(google.namesOf(google.networkOf(GOOGLE_HOME, 'asia'), 'google_service_account')).toEqual([]);
});

test('the check that only data planes are open to the internet knows those accounts, and no other output', () => {
  const resources = JSON.parse(JSON.stringify(far.json.resource)) as Resources;
  expect(GOOGLE_SECURITY.faults(resources)).toEqual([]);
  const others = JSON.parse(
    JSON.stringify(resources).replaceAll('kong_data_account', 'kong_control_account'),
  ) as Resources;
  expect(GOOGLE_SECURITY.faults(others).map(({ fault }) => fault)).toEqual(['lets the internet in']);
});

test('machines learn the place of the seed from their own secret manager', () => {
  const value = aws.element(home.resource, 'aws_secretsmanager_secret_version', 'kong_seed')['secret_string'];
  expect(value).toBe('${aws_s3_bucket.seed.bucket} us-east-1');
  expect(google.resource(far, 'google_secret_manager_secret_version', 'kong_seed')['secret_data']).toBe(
    `${OUTPUTS}kong_seed_bucket} us-east-1 ${OUTPUTS}kong_seed_role_arn} edge-us-east-seed`,
  );
  expect(google.namesOf(far, 'google_secret_manager_secret_iam_member')).toContain('kong_data_reads_kong_seed');
});

test('the bucket on Google is closed, keeps what was in it, and lets in the accounts of Kong alone', () => {
  const built = google.clusterOf(GOOGLE_HOME, 'eu-west');
  expect(google.resource(built, 'google_storage_bucket', 'seed')).toMatchObject({
    name: 'acme-edge-edge-eu-west-seed',
    location: 'EUROPE-WEST1',
    uniform_bucket_level_access: true,
    public_access_prevention: 'enforced',
    versioning: { enabled: true },
    lifecycle_rule: [{ action: { type: 'Delete' }, condition: { days_since_noncurrent_time: 30 } }],
  });
  const grants = [built, google.clusterOf(GOOGLE_HOME, 'asia')].flatMap(({ json }) =>
    Object.values(json.resource['google_storage_bucket_iam_member'] ?? {}),
  );
  expect(grants.map(({ role, member }) => [role, member])).toEqual([
    ['roles/storage.objectUser', '${google_service_account.kong_control.member}'],
    ['roles/storage.objectViewer', '${google_service_account.kong_data.member}'],
    ['roles/storage.objectViewer', '${google_service_account.kong_data.member}'],
  ]);
  expect(grants[2]?.['bucket']).toBe('${data.terraform_remote_state.cluster_eu_west.outputs.kong_seed_bucket}');
});

describe('data planes on AWS read the bucket on Google', () => {
  const built = google.clusterOf(LENDING_HOME, 'eu-west');
  const role = '${data.terraform_remote_state.network_us_east.outputs.kong_data_account}';

  test('by the very role that their machines have, for whom AWS vouches, and by no key', () => {
    expect(
      google.resource(built, 'google_iam_workload_identity_pool', 'seed_readers')['workload_identity_pool_id'],
    ).toBe('${join("-", ["topogen-seed", substr(terraform_data.seed_readers_id.id, 0, 8)])}');
    expect(google.resource(built, 'google_iam_workload_identity_pool_provider', 'seed_readers_us_east')).toMatchObject({
      workload_identity_pool_id: '${google_iam_workload_identity_pool.seed_readers.workload_identity_pool_id}',
      aws: { account_id: '${data.terraform_remote_state.network_us_east.outputs.kong_data_account_id}' },
      attribute_condition: `assertion.arn.startsWith('${role}/')`,
      attribute_mapping: { 'google.subject': 'assertion.arn' },
    });
    expect(google.resource(built, 'google_storage_bucket_iam_member', 'seed_us_east_kong_data')).toMatchObject({
      bucket: '${google_storage_bucket.seed.name}',
      role: 'roles/storage.objectViewer',
      member: `principalSet://iam.googleapis.com/\${google_iam_workload_identity_pool.seed_readers.name}/attribute.aws_role/${role}`,
    });
    const { resource } = google.clusterOf(GOOGLE_HOME, 'eu-west').json;
    expect(Object.keys(resource).filter((type) => type.includes('workload'))).toEqual([]);
  });

  test('which the network of AWS puts out as AWS names it, and which is the role that machines get', () => {
    const { output } = aws.networkOf(LENDING_HOME, 'us-east').json;
    expect(output['kong_data_account']?.value).toBe(
      'arn:aws:sts::${data.aws_caller_identity.current.account_id}:assumed-role/edge-us-east-kong-data',
    );
    expect(output['kong_data_account_id']?.value).toBe('${data.aws_caller_identity.current.account_id}');
    const { resource } = aws.clusterOf(LENDING_HOME, 'us-east').json;
    expect(aws.element(resource, 'aws_iam_role', 'kong_data')['name']).toBe('edge-us-east-kong-data');
    expect(aws.networkOf(AWS_HOME, 'us-east').json.output).not.toHaveProperty('kong_data_account');
  });

  test('and learn from their own secret manager where it is, and whom to ask for a token', () => {
    const { resource } = aws.clusterOf(LENDING_HOME, 'us-east').json;
    expect(aws.element(resource, 'aws_secretsmanager_secret_version', 'kong_seed')['secret_string']).toBe(
      '${data.terraform_remote_state.cluster_eu_west.outputs.kong_seed_bucket} europe-west1 none ${data.terraform_remote_state.cluster_eu_west.outputs.kong_seed_audience_us_east}',
    );
    expect(built.json.output['kong_seed_audience_us_east']?.value).toBe(
      '//iam.googleapis.com/${google_iam_workload_identity_pool_provider.seed_readers_us_east.name}',
    );
    expect(resource['aws_iam_role_policy']).not.toHaveProperty('kong_data_seed');
  });

  test('Google enables the API that lends tokens where somebody asks for one', () => {
    const sts = (plan: typeof LENDING_HOME): boolean =>
      google.namesOf(google.networkOf(plan, 'eu-west'), 'google_project_service').includes('sts');
    expect([sts(LENDING_HOME), sts(GOOGLE_HOME), sts(AWS_HOME)]).toEqual([true, false, false]);
  });
});

test('user data of both kinds of machines stays within the 16 KiB of AWS', () => {
  const sizes = [AWS_HOME, LENDING_HOME].flatMap((plan) => {
    const { pools } = renderNodes(plan, readTemplates()).clusters['us-east']!;
    return Object.values(pools).map(({ artifacts, userData }) => {
      const document = artifacts.find(({ path }) => path === userData)!;
      return userDataBytes(expandCloudInit(document.text, artifacts), CLOUD_FACTS.aws.userData);
    });
  });
  expect(sizes).toHaveLength(3);
  for (const size of sizes) expect(size).toBeLessThan(CLOUD_FACTS.aws.userData.maximumBytes.value * 0.7);
});
