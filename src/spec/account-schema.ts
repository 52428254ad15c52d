import * as z from 'zod';
import { text } from './schema-values';

/* These schemas describe the accounts of clouds that Terraform works in, and how it gets there. */

/** Name of a profile: what the shared configuration files take between the brackets, without spaces. */
const profile = text(/^[A-Za-z0-9_.@+=,/:-]{1,128}$/, 'must be the name of a profile, without spaces');

/** Source: AWS IAM user guide, ARNs and quotas of names; AWS STS API reference, AssumeRole. */
const roleArn = text(
  /^arn:[a-z]{3}[a-z-]*:iam::[0-9]{12}:role\/([A-Za-z0-9_+=,.@-]+\/)*[A-Za-z0-9_+=,.@-]{1,64}$/,
  'must be the ARN of a role: arn:<partition>:iam::111122223333:role/topogen',
);
const externalId = text(/^[A-Za-z0-9_+=,.@:/-]{2,1224}$/, 'must be 2 to 1224 letters, digits and _+=,.@:/-');

export const assumeRole = z.strictObject({
  roleArn: roleArn.meta({ description: 'ARN of the role.' }),
  externalId: externalId.optional().meta({
    description: "External id that the role's trust policy asks for. It is no secret. Default: none.",
  }),
});

export const profileName = profile.optional().meta({
  description:
    "Profile of the shared configuration files. Default: the environment's; leave it out where each person has another.",
});

/** Source: Google Cloud IAM, "Types of service accounts". */
const SERVICE_ACCOUNT = /^[a-z0-9][a-z0-9-]{4,61}@[a-z0-9][a-z0-9.-]*\.(iam\.gserviceaccount|gserviceaccount)\.com$/;

export const impersonated = text(
  SERVICE_ACCOUNT,
  'must be the email of a service account, such as topogen@acme-edge.iam.gserviceaccount.com',
)
  .optional()
  .meta({
    description: 'Service account that Terraform acts as. Default: the credentials at hand.',
  });

export const accountSchema = z.strictObject({
  profile: profileName,
  assumeRole: assumeRole.optional().meta({
    description: 'Role that Terraform takes on in the account. Default: none.',
  }),
  allowedAccountIds: z
    .array(text(/^[0-9]{12}$/, 'must be the 12 digits of an account'))
    .min(1)
    .optional()
    .meta({
      description:
        'Numbers of the accounts that Terraform may work in: with credentials of any other it stops before it plans. Default: any.',
      uniqueItems: true,
    }),
  impersonateServiceAccount: impersonated,
  billingProject: text(/^([a-z][a-z0-9.-]*[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the id of a project')
    .optional()
    .meta({
      description:
        "Project whose quota of API calls is used and billed. Default: the provider's own, that of the credentials.",
    }),
});

/** An account as users write it. */
export type AccountDocument = z.output<typeof accountSchema>;
