import { retentionDays } from '../../../src/clouds/aws/logs';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { element, networkOf } from './aws-stacks';

const { json } = networkOf(aPlan(TWO_CLOUDS), 'us-east');

test('logs are kept for at least as long as was asked, by a number of days that CloudWatch offers', () => {
  expect(retentionDays(1)).toBe(1);
  expect(retentionDays(2)).toBe(3);
  expect(retentionDays(365)).toBe(365);
  expect(retentionDays(366)).toBe(400);
  expect(retentionDays(3_653)).toBe(3_653);
  expect(() => retentionDays(3_654)).toThrow(/keeps nothing for 3654 days/);
});

test('all traffic of the VPC is logged, encrypted, for the days of the plan', () => {
  expect(element(json.resource, 'aws_flow_log', 'main')).toMatchObject({
    vpc_id: '${aws_vpc.main.id}',
    traffic_type: 'ALL',
    log_destination: '${aws_cloudwatch_log_group.flow_logs.arn}',
  });
  expect(element(json.resource, 'aws_cloudwatch_log_group', 'flow_logs')).toMatchObject({
    kms_key_id: '${aws_kms_key.logs.arn}',
    retention_in_days: 365,
  });
});

test('the key lets the log service in for the log groups of this datacenter alone, those of its links included', () => {
  const { statement } = element(json.data, 'aws_iam_policy_document', 'logs_key') as { statement: unknown[] };
  const group = (name: string): string =>
    `arn:aws:logs:us-east-1:\${data.aws_caller_identity.current.account_id}:log-group:${name}`;
  expect(statement).toHaveLength(2);
  expect(statement[1]).toMatchObject({
    principals: [{ type: 'Service', identifiers: ['logs.us-east-1.amazonaws.com'] }],
    condition: [
      {
        test: 'ArnEquals',
        values: [group('edge-us-east-flow-logs'), group('/aws/vendedlogs/edge-us-east-vpn')],
      },
    ],
  });
});

test('the writer of flow logs may write to its own group, on behalf of this account', () => {
  expect(element(json.data, 'aws_iam_policy_document', 'flow_logs')).toMatchObject({
    statement: [{ resources: ['${aws_cloudwatch_log_group.flow_logs.arn}:*'] }],
  });
  expect(element(json.data, 'aws_iam_policy_document', 'flow_logs_trust')).toMatchObject({
    statement: [{ condition: [{ variable: 'aws:SourceAccount' }] }],
  });
});
