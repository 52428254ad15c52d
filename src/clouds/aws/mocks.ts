import type { MockedTypes } from '../knowledge';

const ACCOUNT = '123456789012';

/** Makes an ARN that the provider's parser accepts. */
function arn(service: string, resource: string, region = 'us-east-1'): string {
  return `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
}

const SECRET = arn('secretsmanager', 'secret:mock-AbCdEf');

/**
 * Mocked resources of AWS have these values in generated tests. Mocks make up random text, but the provider still
 * validates the arguments that take these values: it parses ARNs and addresses, and checks the form of a launch
 * template's id. Everything else stays random, since all resources of a type have the same mocked value, and a promise
 * that compares two of them would always hold.
 */
export const AWS_MOCKS: MockedTypes = {
  resources: {
    aws_cloudwatch_log_group: { arn: arn('logs', 'log-group:mock') },
    aws_db_instance: { arn: arn('rds', 'db:mock') },
    aws_iam_instance_profile: { arn: arn('iam', 'instance-profile/mock', '') },
    aws_iam_policy: { arn: arn('iam', 'policy/mock', '') },
    aws_iam_role: { arn: arn('iam', 'role/mock', '') },
    aws_kms_key: { arn: arn('kms', 'key/12345678-1234-1234-1234-123456789012') },
    aws_launch_template: { id: 'lt-0123456789abcdef0' },
    aws_lb: { arn: arn('elasticloadbalancing', 'loadbalancer/net/mock/0123456789abcdef') },
    aws_lb_target_group: { arn: arn('elasticloadbalancing', 'targetgroup/mock/0123456789abcdef') },
    aws_s3_bucket: { arn: 'arn:aws:s3:::mock', bucket: 'mock' },
    aws_secretsmanager_secret: { arn: SECRET, id: SECRET },
    aws_vpn_connection: {
      tunnel1_address: '203.0.113.101',
      tunnel2_address: '203.0.113.102',
    },
  },
  data: {
    aws_caller_identity: { account_id: ACCOUNT },
    aws_iam_policy_document: { json: '{}' },
    aws_ssm_parameter: { insecure_value: 'ami-0123456789abcdef0' },
  },
};
