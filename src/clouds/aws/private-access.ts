import type { PrivateAccessFacts } from '../../kernel/cloud/private-access';

/**
 * Endpoints of PrivateLink in each zone, and one of S3, which is in the route tables and costs nothing. The names are those of
 * `com.amazonaws.<region>.<service>`: `monitoring` is CloudWatch. The agent of Session Manager needs `ec2messages` no more since its
 * version 3.3.40.0.
 */
export const AWS_PRIVATE_ACCESS: PrivateAccessFacts = {
  services: {
    secrets: ['secretsmanager'],
    shells: ['ssm', 'ssmmessages'],
    group: ['autoscaling'],
    members: ['ec2'],
    seed: ['s3'],
    exports: ['s3', 'sts'],
    days: ['monitoring'],
    metrics: ['monitoring'],
    logs: ['logs', 'ssm', 'ssmmessages'],
  },
  byRoute: ['s3'],
  tiers: ['endpoint'],
  range: undefined,
  ownRegionAlone: true,
};
