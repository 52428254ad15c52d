import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, element } from './aws-stacks';

const PLAN = aPlan(TWO_CLOUDS, { backups: { everyHours: 6, keepDays: 30 } });
const { resource, data } = clusterOf(PLAN, 'us-east').json;

test('snapshots are taken of what has the tag, and kept for the days of the spec', () => {
  expect(element(resource, 'aws_dlm_lifecycle_policy', 'backups')).toMatchObject({
    execution_role_arn: '${aws_iam_role.backups.arn}',
    state: 'ENABLED',
    policy_details: {
      resource_types: ['VOLUME'],
      target_tags: { 'topogen-backups': 'edge-us-east' },
      schedule: [
        {
          create_rule: { interval: 6, interval_unit: 'HOURS', times: ['04:00'] },
          retain_rule: { interval: 30, interval_unit: 'DAYS' },
          copy_tags: true,
        },
      ],
    },
  });
});

test('the tag is on the data disks, all of them, and on nothing else', () => {
  const tagged = Object.entries(resource).flatMap(([type, all]) =>
    Object.entries(all)
      .filter(([, attributes]) => JSON.stringify(attributes['tags'] ?? {}).includes('topogen-backups'))
      .map(([id]) => `${type}.${id}`),
  );
  expect(tagged.sort()).toEqual(Object.keys(resource['aws_ebs_volume'] ?? {}).map((id) => `aws_ebs_volume.${id}`));
  expect(tagged).not.toEqual([]);
});

test('the scheduler may read disks and delete snapshots with that tag alone, for this account', () => {
  const tag = [{ test: 'StringEquals', variable: 'aws:ResourceTag/topogen-backups', values: ['edge-us-east'] }];
  const { statement } = element(data, 'aws_iam_policy_document', 'backups') as unknown as {
    readonly statement: readonly { readonly sid: string; readonly condition?: unknown }[];
  };
  const bound = statement.filter(({ condition }) => condition !== undefined);
  expect(bound.map(({ sid, condition }) => [sid, condition])).toEqual([
    ['ReadDataDisks', tag],
    ['DeleteOldSnapshots', tag],
    ['LetStorageUseKeys', [{ test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] }]],
  ]);
  expect(element(data, 'aws_iam_policy_document', 'backups_trust')).toMatchObject({
    statement: [
      {
        principals: [{ type: 'Service', identifiers: ['dlm.amazonaws.com'] }],
        condition: [{ variable: 'aws:SourceAccount', values: ['${data.aws_caller_identity.current.account_id}'] }],
      },
    ],
  });
});

test('without backups there is neither schedule nor role nor tag', () => {
  const without = aPlan(TWO_CLOUDS, { backups: 'none' });
  expect(JSON.stringify(clusterOf(PLAN, 'us-east').json)).toMatch(/dlm/);
  expect(JSON.stringify(clusterOf(without, 'us-east').json)).not.toMatch(/backups|dlm/);
});

describe('copies in a second region', () => {
  const copied = clusterOf(
    aPlan(TWO_CLOUDS, { backups: { keepDays: 30, copyTo: { 'us-east': 'us-west-2' } } }),
    'us-east',
  );
  const { resource, data } = copied.json;

  test('are encrypted with a key there, keep the tags by which they are deleted, and stay as long', () => {
    expect(element(resource, 'aws_dlm_lifecycle_policy', 'backups')).toMatchObject({
      policy_details: {
        schedule: [
          {
            cross_region_copy_rule: [
              {
                target: 'us-west-2',
                encrypted: true,
                cmk_arn: '${aws_kms_key.backups_us_west_2.arn}',
                copy_tags: true,
                retain_rule: { interval: 30, interval_unit: 'DAYS' },
              },
            ],
          },
        ],
      },
    });
    expect(element(resource, 'aws_kms_key', 'backups_us_west_2')).toMatchObject({
      region: 'us-west-2',
      deletion_window_in_days: 30,
      enable_key_rotation: true,
    });
    expect(element(resource, 'aws_kms_alias', 'backups_us_west_2')).toMatchObject({ region: 'us-west-2' });
  });

  test('are made by the role that reads with the key of the disks and writes with that of the copies', () => {
    const { statement } = element(data, 'aws_iam_policy_document', 'backups') as unknown as {
      readonly statement: readonly { readonly sid: string; readonly resources: readonly string[] }[];
    };
    const bySid = new Map(statement.map((it) => [it.sid, it]));
    const keys = ['${aws_kms_key.cassandra.arn}', '${aws_kms_key.backups_us_west_2.arn}'];
    expect(bySid.get('UseKeys')?.resources).toEqual(keys);
    expect(bySid.get('LetStorageUseKeys')).toMatchObject({
      resources: keys,
      condition: [{ test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] }],
    });
    expect(bySid.get('CopySnapshots')?.resources).toEqual([
      'arn:aws:ec2:us-east-1::snapshot/*',
      'arn:aws:ec2:us-west-2::snapshot/*',
    ]);
  });

  test('are of the datacenters alone that have a place for them', () => {
    const plan = aPlan(
      [
        { name: 'us-east', cloud: 'aws' },
        { name: 'us-west', cloud: 'aws' },
      ],
      {
        backups: { copyTo: { 'us-east': 'us-west' } },
      },
    );
    expect(JSON.stringify(clusterOf(plan, 'us-east').json)).toMatch(/cross_region_copy_rule/);
    expect(JSON.stringify(clusterOf(plan, 'us-west').json)).not.toMatch(
      /cross_region_copy_rule|CopySnapshot|backups_us/,
    );
  });
});
