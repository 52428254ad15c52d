import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, element } from './aws-stacks';

const { json, comments } = clusterOf(aPlan(TWO_CLOUDS), 'us-east');

test('every password of the topology is in Secrets Manager, encrypted, by the name that nodes ask for', () => {
  for (const key of ['cassandra-superuser-password', 'cassandra-kong-password']) {
    const name = key.replaceAll('-', '_');
    expect(element(json.resource, 'aws_secretsmanager_secret', name)).toMatchObject({
      name: `edge-us-east-${key}`,
      kms_key_id: '${aws_kms_key.secrets.arn}',
    });
    expect(element(json.resource, 'aws_secretsmanager_secret_version', name)).toMatchObject({
      secret_id: `\${aws_secretsmanager_secret.${name}.id}`,
      secret_string: `value of ${key}`,
    });
    expect(comments[`aws_secretsmanager_secret.${name}`]).toMatch(/No recovery window/);
  }
});
