import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, element } from './aws-stacks';

const { json } = clusterOf(aPlan(TWO_CLOUDS), 'us-east');

interface Statement {
  readonly actions: string[];
  readonly resources: string[];
  readonly condition?: object[];
}

const statements = (document: string): Statement[] =>
  element(json.data, 'aws_iam_policy_document', document)['statement'] as Statement[];

test.each([
  ['kong', ['cassandra_kong_password']],
  ['cassandra', ['cassandra_superuser_password', 'cassandra_kong_password']],
])('a %s machine may read %j and no other secret', (role, secrets) => {
  const [read, decrypt, ...more] = statements(`${role}_secrets`);
  expect(more).toEqual([]);
  expect(read).toMatchObject({
    actions: ['secretsmanager:GetSecretValue'],
    resources: secrets.map((secret) => `\${aws_secretsmanager_secret.${secret}.arn}`),
  });
  expect(decrypt).toMatchObject({
    actions: ['kms:Decrypt'],
    resources: ['${aws_kms_key.secrets.arn}'],
    condition: [{ variable: 'kms:ViaService', values: ['secretsmanager.us-east-1.amazonaws.com'] }],
  });
});

test('each role has its own profile and Session Manager, and no policy beside', () => {
  for (const role of ['kong', 'cassandra']) {
    expect(element(json.resource, 'aws_iam_instance_profile', role)['role']).toBe(`\${aws_iam_role.${role}.name}`);
    // AWS's own policy for machines would let every node read all parameters of the account.
    expect(element(json.data, 'aws_iam_policy_document', `${role}_session_manager`)['statement']).toEqual([
      {
        sid: 'SessionManager',
        actions: [
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        resources: ['*'],
      },
    ]);
  }
  expect(json.resource['aws_iam_role_policy_attachment']).toBeUndefined();
  expect(Object.keys(json.resource['aws_iam_role_policy'] ?? {})).toEqual([
    'kong_secrets',
    'kong_session_manager',
    'kong_pool',
    'cassandra_secrets',
    'cassandra_session_manager',
    // The role of the scheduler of snapshots, which is no machine's.
    'backups',
  ]);
});

test('a Kong node may end the launch of nodes of its own pool, and no more of Auto Scaling', () => {
  const [group] = Object.values(json.resource['aws_autoscaling_group'] ?? {}) as { name: string }[];
  const { statement } = element(json.data, 'aws_iam_policy_document', 'kong_pool');
  expect(statement).toEqual([
    {
      sid: 'EndOwnLaunch',
      actions: ['autoscaling:CompleteLifecycleAction'],
      resources: [
        'arn:aws:autoscaling:us-east-1:${data.aws_caller_identity.current.account_id}:autoScalingGroup:*:' +
          `autoScalingGroupName/${String(group?.name)}`,
      ],
    },
  ]);
});
