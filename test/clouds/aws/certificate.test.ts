import { aHybridPlan } from '../../support/a-hybrid-plan';
import { aPlan } from '../../support/a-spec';
import { clusterOf, element } from './aws-stacks';

const EAST = [{ name: 'us-east', cloud: 'aws' }] as const;
const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:edge/tls-AbCd12';
const stated = (aws: string): object => ({ gateway: { certificate: { aws } } });

interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly object[];
}

const statementsOf = (fields: object): readonly Statement[] => {
  const { data } = clusterOf(aPlan(EAST, { ...fields }), 'us-east').json;
  return element(data, 'aws_iam_policy_document', 'kong_certificate')['statement'] as readonly Statement[];
};

test('by its name a node reads the one secret that has six characters more', () => {
  expect(statementsOf(stated('edge/tls'))[0]).toMatchObject({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [
      'arn:aws:secretsmanager:us-east-1:${data.aws_caller_identity.current.account_id}:secret:edge/tls-??????',
    ],
  });
});

test('by its ARN that and nothing else, in whatever account it is', () => {
  const [read, decrypt] = statementsOf(stated(ARN));
  expect(read?.resources).toEqual([ARN]);
  expect(decrypt).toMatchObject({
    actions: ['kms:Decrypt'],
    resources: ['arn:aws:kms:us-east-1:111122223333:key/*'],
    condition: [
      { test: 'StringEquals', variable: 'kms:ViaService', values: ['secretsmanager.us-east-1.amazonaws.com'] },
      {
        test: 'StringLike',
        variable: 'kms:EncryptionContext:SecretARN',
        values: ['arn:aws:secretsmanager:*:111122223333:secret:edge/tls-AbCd12'],
      },
    ],
  });
});

test('no secret, no policy; and none for control planes, which no client reaches', () => {
  const none = clusterOf(aPlan(EAST), 'us-east').json;
  expect(Object.keys(none.resource['aws_iam_role_policy'] ?? {}).filter((id) => id.includes('certificate'))).toEqual(
    [],
  );
  const hybrid = clusterOf(aHybridPlan(EAST, { ...stated('edge/tls') }), 'us-east').json;
  const policies = Object.keys(hybrid.resource['aws_iam_role_policy'] ?? {});
  expect(policies.filter((id) => id.includes('certificate'))).toEqual(['kong_data_certificate']);
});
