import { text } from './schema-values';

/*
 * These schemas describe the values that say where Terraform's state is. Each has the form that Terraform's own backend
 * asks for, so that `terraform init` never refuses what the spec lets pass.
 */

/**
 * A bucket of S3 has a name of 3 to 63 letters, digits, hyphens and dots. A rule checks what else S3 refuses. Source: Amazon
 * S3 User Guide, bucket naming rules.
 */
export const s3Bucket = text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of an S3 bucket');

/**
 * A bucket of Cloud Storage may have underscores too, and up to 222 characters if dots part it. Source: Cloud Storage
 * documentation, bucket names.
 */
export const gcsBucket = text(
  /^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*$/,
  'must be the name of a Cloud Storage bucket',
);

export const s3Region = text(/^[a-z]{2,4}(-[a-z]+)+-[0-9]$/, 'must be a region such as eu-west-1');

/**
 * Returns the region that the ARN of a KMS key names; undefined for an id or an alias, which mean the bucket's own region.
 */
export function regionOfKmsKey(key: string): string | undefined {
  return /^arn:[^:]+:kms:([^:]+):/.exec(key)?.[1];
}

/** The backend asks for a key, not for a version of it. Source: Cloud KMS documentation, object hierarchy. */
export const gcsKmsKey = text(
  /^projects\/([a-z][a-z0-9.-]*[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\/locations\/[a-z][a-z0-9-]*\/keyRings\/[A-Za-z0-9_-]{1,63}\/cryptoKeys\/[A-Za-z0-9_-]{1,63}$/,
  'must be projects/<project>/locations/<location>/keyRings/<key-ring>/cryptoKeys/<key>',
);

/** Objects of both backends have names of at most 1,024 bytes, and a stack's own name follows the prefix. */
export const LONGEST_STATE_PREFIX = 900;

/** A prefix has steps parted by single slashes, none of them . or .., since the stack's name is appended to it. */
export const statePrefix = text(
  /^[A-Za-z0-9][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/,
  'must be letters, digits, _, . and -, in steps parted by single slashes, with none at either end',
)
  .optional()
  .meta({ description: "Path under which the stacks' states lie. Default: the topology's name." });

export const organization = text(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'must be letters, digits, - and _');

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const PORT = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';

/** A host has a name after RFC 1123, in lower case. */
export const hostname = text(
  new RegExp(`^${LABEL}(\\.${LABEL})*(:${PORT})?$`),
  'must be the name of a host, such as tfe.example.com, without https:// and without a path',
);
