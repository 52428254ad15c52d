import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { StackScope } from '../contract';

/** Closes a bucket to whoever has no identity, and to connections in plain text. */
export function closeBucket(scope: StackScope, id: string, bucket: S3Bucket): void {
  const part = scope.part(id);
  const block = new S3BucketPublicAccessBlock(part, id, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(part, id, {
    bucket: bucket.id,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  const policy = new DataAwsIamPolicyDocument(part, `${id}_bucket`, {
    statement: [
      {
        sid: 'RefusePlainText',
        effect: 'Deny',
        actions: ['s3:*'],
        resources: [bucket.arn, `${bucket.arn}/*`],
        principals: [{ type: '*', identifiers: ['*'] }],
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      },
    ],
  });
  new S3BucketPolicy(part, id, { bucket: bucket.id, policy: policy.json, dependsOn: [block] });
}

/** Encrypts what a bucket holds with a key, and keeps what was overwritten or deleted. Returns its versioning. */
export function keepVersions(scope: StackScope, id: string, bucket: S3Bucket, key: KmsKey): S3BucketVersioningA {
  const part = scope.part(id);
  new S3BucketServerSideEncryptionConfigurationA(part, id, {
    bucket: bucket.id,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
      },
    ],
  });
  return new S3BucketVersioningA(part, id, { bucket: bucket.id, versioningConfiguration: { status: 'Enabled' } });
}
