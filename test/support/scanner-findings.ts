import type { Attributes, Resources } from '../../src/clouds/resources';

/*
 * What the checks of public scanners find in the types of resources that topogen emits, as far as a finding was ever seen there.
 * Written after the checks themselves: checkov 3.3.30, and trivy-checks as trivy 0.74.0 has them.
 */

/** The resources or the data sources of a stack, by type and name. */
export interface Blocks {
  readonly resource: Resources;
  readonly data: Resources;
}

interface Check {
  readonly id: string;
  readonly type: string;
  /** True if the scanner would find the block at fault. */
  finds(attributes: Attributes, stack: Blocks, address: string): boolean;
}

/** Returns `address id` of all that the scanners would find in a stack. */
export function knownFindings(stack: Blocks): string[] {
  return CHECKS.flatMap(({ id, type, finds }) => {
    const isData = type.startsWith('data.');
    const named = (isData ? stack.data : stack.resource)[type.replace('data.', '')] ?? {};
    return Object.entries(named)
      .filter(([name, attributes]) => finds(attributes, stack, `${type}.${name}`))
      .map(([name]) => `${type}.${name} ${id}`);
  }).sort();
}

const EVERYWHERE = '0.0.0.0/0';

type Rule = Attributes & { readonly direction?: string };

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const isOut = (rule: Rule): boolean => rule.direction === 'EGRESS';
const allows = (rule: Rule): Attributes[] => list(rule['allow']) as Attributes[];
const ports = (rule: Rule): string[] => allows(rule).flatMap((each) => list(each['ports']) as string[]);
const hasNoPorts = (rule: Rule): boolean => allows(rule).some((each) => list(each['ports']).length === 0);
const openSource = (rule: Rule): boolean => list(rule['source_ranges']).includes(EVERYWHERE);
/** A rule without ranges counts as open, whatever accounts it names. */
const seemsOpen = (rule: Rule): boolean =>
  !isOut(rule) && allows(rule).length > 0 && (openSource(rule) || rule['source_ranges'] === undefined);

const statements = (document: Attributes): Attributes[] => list(document['statement']) as Attributes[];
/** Lists of what there is are no writing, and metrics are nothing that a policy could name. */
const writesEverywhere = (document: Attributes): boolean =>
  statements(document).some(
    (each) =>
      list(each['resources']).includes('*') &&
      list(each['actions']).some((action) => !/:Describe|^cloudwatch:PutMetricData$/.test(String(action))),
  );
const manages = (document: Attributes): boolean =>
  statements(document).some((each) => list(each['actions']).includes('kms:*') && list(each['resources']).includes('*'));

const DOCUMENT = 'data.aws_iam_policy_document';
const INGRESS = 'aws_vpc_security_group_ingress_rule';
const REDIS = 'aws_elasticache_replication_group';
const RULE = 'google_compute_firewall';
const INSTANCE = 'google_compute_instance';
const DISK = 'google_compute_disk';
const DATABASE = 'aws_db_instance';
const SQL = 'google_sql_database_instance';

/** Tells instances of Cloud SQL without a flag. */
const lacksFlag =
  (name: string) =>
  (instance: Attributes): boolean =>
    !JSON.stringify(instance['settings']).includes(`"name":"${name}"`);

const isBootKeyless = (machine: Attributes): boolean =>
  [machine['boot_disk']].flat().some((disk) => (disk as Attributes)['kms_key_self_link'] === undefined);
const isPublic = (machine: Attributes): boolean =>
  (list(machine['network_interface']) as Attributes[]).some((each) => list(each['access_config']).length > 0);
const isDiskKeyless = (disk: Attributes): boolean => disk['disk_encryption_key'] === undefined;

const CHECKS: readonly Check[] = [
  { id: 'AWS-0104', type: 'aws_vpc_security_group_egress_rule', finds: (it) => it['cidr_ipv4'] === EVERYWHERE },
  { id: 'CKV_AWS_150', type: 'aws_lb', finds: (it) => it['enable_deletion_protection'] === undefined },
  { id: 'AWS-0053', type: 'aws_lb', finds: (it) => it['internal'] !== true },
  { id: 'CKV2_AWS_20', type: 'aws_lb', finds: (_, { resource }, address) => listensOn(resource, address, 80) },
  { id: 'CKV_AWS_91', type: 'aws_lb', finds: (it) => it['access_logs'] === undefined },
  ...['AWS-0089', 'CKV_AWS_18', 'CKV_AWS_144', 'CKV2_AWS_62'].map((id) => ({
    id,
    type: 'aws_s3_bucket',
    finds: () => true,
  })),
  {
    id: 'CKV2_AWS_23',
    type: 'aws_route53_record',
    finds: (it) => it['type'] === 'A' && it['records'] !== undefined,
  },
  { id: 'CKV_GCP_62', type: 'google_storage_bucket', finds: () => true },
  { id: 'CKV_GCP_125', type: 'google_iam_workload_identity_pool_provider', finds: (it) => it['oidc'] === undefined },
  { id: 'GCP-0066', type: 'google_storage_bucket', finds: (it) => it['encryption'] === undefined },
  { id: 'CKV_AWS_260', type: INGRESS, finds: (it) => it['cidr_ipv4'] === EVERYWHERE && it['from_port'] === 80 },
  { id: 'CKV_AWS_109', type: DOCUMENT, finds: manages },
  {
    id: 'CKV_AWS_338',
    type: 'aws_cloudwatch_log_group',
    finds: (it) => Number(it['retention_in_days']) < 365,
  },
  { id: 'CKV_AWS_111', type: DOCUMENT, finds: writesEverywhere },
  { id: 'CKV_AWS_356', type: DOCUMENT, finds: writesEverywhere },
  { id: 'CKV2_AWS_57', type: 'aws_secretsmanager_secret', finds: () => true },
  { id: 'CKV2_AWS_19', type: 'aws_eip', finds: (_, { resource }, address) => !hasGateway(resource, address) },
  { id: 'CKV_AWS_31', type: REDIS, finds: (it) => it['auth_token'] === undefined },
  { id: 'CKV_AWS_191', type: REDIS, finds: (it) => it['kms_key_id'] === undefined },
  { id: 'GCP-0027', type: RULE, finds: seemsOpen },
  { id: 'GCP-0073', type: RULE, finds: seemsOpen },
  {
    id: 'GCP-0035',
    type: RULE,
    finds: (it) => allows(it).length > 0 && list(it['destination_ranges']).includes(EVERYWHERE),
  },
  { id: 'GCP-0072', type: RULE, finds: hasNoPorts },
  { id: 'GCP-0074', type: RULE, finds: (it) => !isOut(it) && (hasNoPorts(it) || allows(it).length === 0) },
  { id: 'CKV_GCP_106', type: RULE, finds: (it) => !isOut(it) && openSource(it) && ports(it).includes('80') },
  { id: 'GCP-0033', type: INSTANCE, finds: isBootKeyless },
  { id: 'GCP-0031', type: INSTANCE, finds: isPublic },
  { id: 'CKV_GCP_40', type: INSTANCE, finds: isPublic },
  { id: 'CKV_GCP_38', type: INSTANCE, finds: isBootKeyless },
  { id: 'GCP-0034', type: DISK, finds: isDiskKeyless },
  { id: 'CKV_GCP_37', type: DISK, finds: isDiskKeyless },
  { id: 'CKV_GCP_95', type: 'google_redis_instance', finds: (it) => it['auth_enabled'] !== true },
  { id: 'CKV_AWS_118', type: DATABASE, finds: (it) => it['monitoring_interval'] === undefined },
  { id: 'CKV_AWS_161', type: DATABASE, finds: (it) => it['engine'] === 'postgres' },
  { id: 'CKV_AWS_353', type: DATABASE, finds: (it) => it['performance_insights_enabled'] !== true },
  { id: 'CKV_GCP_6', type: SQL, finds: () => true },
  { id: 'CKV_GCP_52', type: SQL, finds: lacksFlag('log_connections') },
  { id: 'CKV_GCP_53', type: SQL, finds: lacksFlag('log_disconnections') },
  { id: 'CKV_GCP_57', type: SQL, finds: (it) => !lacksFlag('log_min_duration_statement')(it) },
  { id: 'CKV_GCP_79', type: SQL, finds: (it) => it['database_version'] !== 'POSTGRES_17' },
  { id: 'CKV_GCP_108', type: SQL, finds: lacksFlag('log_hostname') },
  { id: 'CKV_GCP_110', type: SQL, finds: lacksFlag('cloudsql.enable_pgaudit') },
  { id: 'CKV_GCP_111', type: SQL, finds: lacksFlag('log_statement') },
  { id: 'CKV2_GCP_13', type: SQL, finds: lacksFlag('log_duration') },
  // These were mended: nothing that topogen emits may come under them again, so that none of them can have a reason.
  { id: 'CKV_AWS_135', type: 'aws_instance', finds: (it) => it['ebs_optimized'] !== true },
  {
    id: 'AWS-0028',
    type: 'aws_instance',
    finds: (it) => !JSON.stringify(it['metadata_options'] ?? {}).includes('"required"'),
  },
  { id: 'CKV_AWS_7', type: 'aws_kms_key', finds: (it) => it['enable_key_rotation'] !== true },
  { id: 'CKV_AWS_189', type: 'aws_ebs_volume', finds: (it) => it['kms_key_id'] === undefined },
  { id: 'CKV_AWS_149', type: 'aws_secretsmanager_secret', finds: (it) => it['kms_key_id'] === undefined },
  { id: 'CKV_AWS_158', type: 'aws_cloudwatch_log_group', finds: (it) => it['kms_key_id'] === undefined },
  { id: 'CKV_AWS_157', type: DATABASE, finds: (it) => it['multi_az'] !== true },
  { id: 'CKV_AWS_16', type: DATABASE, finds: (it) => it['storage_encrypted'] !== true && !it['replicate_source_db'] },
  { id: 'CKV_AWS_17', type: DATABASE, finds: (it) => it['publicly_accessible'] !== false },
  { id: 'CKV_GCP_51', type: SQL, finds: lacksFlag('log_checkpoints') },
  { id: 'CKV_GCP_54', type: SQL, finds: lacksFlag('log_lock_waits') },
  { id: 'CKV_GCP_109', type: SQL, finds: lacksFlag('log_min_error_statement') },
  { id: 'CKV_GCP_39', type: INSTANCE, finds: (it) => it['shielded_instance_config'] === undefined },
  { id: 'CKV_GCP_26', type: 'google_compute_subnetwork', finds: (it) => it['log_config'] === undefined },
];

/** True if a balancer has a listener on a port. */
function listensOn({ aws_lb_listener: listeners = {} }: Resources, balancer: string, port: number): boolean {
  return Object.values(listeners).some(
    (it) => it['load_balancer_arn'] === `\${${balancer}.arn}` && it['port'] === port,
  );
}

/** True if address translation has an address; checkov knows an instance besides, and no interface. */
function hasGateway({ aws_nat_gateway: gateways = {} }: Resources, address: string): boolean {
  return JSON.stringify(gateways).includes(`\${${address}.`);
}
