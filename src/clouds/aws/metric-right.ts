import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

/**
 * Returns the right to tell CloudWatch metrics. The action knows no resources; the namespace binds it. Source: CloudWatch's guide,
 * "Using condition keys to limit access to CloudWatch namespaces".
 */
export function metricRight(sid: string, namespace: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid,
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    condition: [{ test: 'StringEquals', variable: 'cloudwatch:namespace', values: [namespace] }],
  };
}
