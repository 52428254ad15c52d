import type { CloudKnowledge } from '../knowledge';
import { allOffered } from './mocked-answers';
import { AWS_MOCKS } from './mocks';
import { AWS_LOSSES, AWS_PLACES, AWS_PROVIDER_TAGS, AWS_REPLACEMENT } from './replacement';
import { AWS_SECURITY } from './security';

/** Knowledge of AWS's resources once they are built. */
export const AWS_KNOWLEDGE: CloudKnowledge = {
  replacement: AWS_REPLACEMENT,
  losses: AWS_LOSSES,
  places: AWS_PLACES,
  providerTags: AWS_PROVIDER_TAGS,
  security: AWS_SECURITY,
  // The provider parses values that look like an ARN, and knows the types of DNS records.
  madeUpValue: (name, number) => {
    if (name.endsWith('_record_type')) return '"CNAME"';
    return /_arns?$/.test(name)
      ? `"arn:aws:service:us-east-1:123456789012:${name.replaceAll('_', '-')}/${number}"`
      : undefined;
  },
  mocks: AWS_MOCKS,
  answers: { aws_ec2_instance_type_offerings: allOffered },
};
