import { isIP, isIPv4 } from 'node:net';

/**
 * The real providers validate these arguments before they call a cloud; only those that generated configuration uses
 * are listed. A mocked or made-up value is checked against these rules too. Read in the sources of hashicorp/aws 6
 * (internal/verify, `ValidateFunc` of each resource) and hashicorp/google 6 (google/verify, tpgiamresource).
 */
interface ArgumentRule {
  readonly types: RegExp;
  /** The argument, with the blocks around it: `ebs.kms_key_id`. */
  readonly path: RegExp;
  readonly accepts: (value: string) => boolean;
  /** Requirement in words that follow the argument's name. */
  readonly must: string;
}

const ARN = /^arn:aws[\w-]*:[\w-]+:([a-z]{2}(-[a-z]+)+-\d)?:(aws|\d{12})?:.+$/;
const GOOGLE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const MEMBER = /^(user|serviceAccount|group|domain|principal|principalSet|projectOwner):.+$|^all(Authenticated)?Users$/;

const isCidr = (value: string): boolean => {
  const [address = '', length = ''] = value.split('/');
  return isIP(address) !== 0 && /^\d+$/.test(length) && Number(length) <= (isIPv4(address) ? 32 : 128);
};

const isJson = (value: string): boolean => {
  try {
    return typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
};

const RULES: readonly ArgumentRule[] = [
  { types: /^aws_/, path: /(^|[._])arns?$/, accepts: (value) => ARN.test(value), must: 'be an ARN' },
  {
    types: /^aws_(ebs_volume|cloudwatch_log_group|launch_template|elasticache_replication_group)$/,
    path: /(^|\.)kms_key_id$/,
    accepts: (value) => ARN.test(value),
    must: 'be an ARN',
  },
  {
    types: /^aws_(flow_log)$/,
    path: /^log_destination$/,
    accepts: (value) => ARN.test(value),
    must: 'be an ARN',
  },
  {
    types: /^aws_autoscaling_group$/,
    path: /launch_template\.id$/,
    accepts: (value) => /^lt-[a-z0-9]+$/.test(value),
    must: 'be the id of a launch template',
  },
  {
    types: /^aws_/,
    path: /(^|\.)(policy|assume_role_policy)$/,
    accepts: isJson,
    must: 'be JSON',
  },
  {
    types: /^aws_/,
    path: /(^|\.)(cidr_blocks?|cidr_ipv4|destination_cidr_block|tunnel[12]_inside_cidr)$/,
    accepts: isCidr,
    must: 'be a range in CIDR notation',
  },
  { types: /^aws_customer_gateway$/, path: /^ip_address$/, accepts: isIPv4, must: 'be an IPv4 address' },
  {
    types: /^google_.*_iam_member$/,
    path: /^member$/,
    accepts: (value) => MEMBER.test(value),
    must: 'be a member such as serviceAccount:name@project.iam.gserviceaccount.com',
  },
  {
    types: /^google_compute_(?!project_metadata)/,
    path: /^name$/,
    accepts: (value) => GOOGLE_NAME.test(value),
    must: 'be a name of at most 63 lower-case letters, digits and hyphens',
  },
  {
    types: /^google_compute_/,
    path: /^(ip_cidr_range|source_ranges|destination_ranges)$/,
    accepts: (value) => isCidr(value),
    must: 'be a range in CIDR notation',
  },
  {
    types: /^google_compute_external_vpn_gateway$/,
    path: /^interface\.ip_address$/,
    accepts: (value) => isIP(value) !== 0,
    must: 'be an address',
  },
];

/** Returns what the provider refuses of an argument's value, in words that follow its name; undefined if it accepts it. */
export function refusalOf(typeName: string, path: string, value: string): string | undefined {
  return RULES.find((rule) => rule.types.test(typeName) && rule.path.test(path) && !rule.accepts(value))?.must;
}
