import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Synthesis } from '../../src/actions/synthesize';
import type { Attributes, Resources } from '../../src/clouds/resources';
import { emittedStacks } from '../support/emitted';
import { synthesizeMonitored } from '../support/monitored';
import { readyMade } from '../support/ready-made';
import { PROJECT, synthesizeShipped } from '../support/synthesized';

/** The page on permissions against every grant that is emitted: a role may do what the page says, and nothing else. */

const TOPOLOGIES = readyMade();

test('the page says of each identity what it may do, and the stacks grant that and nothing else', async () => {
  const granted = new Set<string>();
  const shipped = await Promise.all(TOPOLOGIES.map(synthesizeShipped));
  // Both sides of hybrid mode tell how long their certificate holds, where alarms hear it; machines of every kind ship logs.
  const monitored = await Promise.all(
    ['postgresql-hybrid', 'postgresql-google', 'haproxy'].map((name) => synthesizeMonitored(name)),
  );
  for (const { synthesis } of [...shipped, ...monitored]) {
    for (const stack of emittedStacks(synthesis)) for (const grant of grantsOf(synthesis, stack)) granted.add(grant);
  }
  expect([...granted].sort()).toEqual(grantsOfPage());
});

/** Returns `identity may on` of every row of the page, one for each identity in it. */
function grantsOfPage(): string[] {
  const page = readFileSync(join(PROJECT, 'docs', 'permissions.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return rows
    .flatMap((row) => {
      const [identities = '', , may = '', on = ''] = row.slice(2, -2).split(' | ');
      return [...identities.matchAll(/`([a-z-]+)`/g)].map(([, identity]) => `${identity} ${may.slice(1, -1)} ${on}`);
    })
    .sort();
}

interface Stack {
  readonly resource?: Resources;
  readonly data?: Resources;
}

interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly Condition[];
}

interface Condition {
  readonly variable: string;
  readonly values: readonly string[];
}

function grantsOf({ assembly }: Synthesis, stack: string): string[] {
  const text = assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`)?.text ?? '{}';
  const { resource = {}, data = {} } = JSON.parse(text) as Stack;
  // Managed policies would be grants that no table here sees.
  expect(Object.keys(resource).filter((type) => UNSEEN.test(type))).toEqual([]);
  const roles = Object.values(resource['aws_iam_role'] ?? {});
  expect(roles.filter((role) => 'managed_policy_arns' in role || 'inline_policy' in role)).toEqual([]);
  return [...awsGrants(resource, data), ...googleGrants(resource)];
}

const UNSEEN =
  /^(aws_iam_role_policy_attachment|aws_iam_policy.*|aws_iam_user.*|aws_iam_group.*|google_project_iam_(binding|policy|audit_config)|google_(folder|organization|service_account)_iam.*)$/;

function awsGrants(resource: Resources, data: Resources): string[] {
  return Object.values(resource['aws_iam_role_policy'] ?? {}).flatMap((policy) => {
    const identity = identityOf(nameIn(policy['role']));
    const document = data['aws_iam_policy_document']?.[nameIn(policy['policy'])];
    return (document?.['statement'] as Statement[]).flatMap(({ actions, resources, condition = [] }) =>
      actions.flatMap((action) =>
        resources.map((on) => `${identity} ${action} ${placeOf(on)}${condition.map(conditionOf).join('')}`),
      ),
    );
  });
}

function googleGrants(resource: Resources): string[] {
  const objects = Object.values(resource['google_storage_bucket_iam_member'] ?? {}).map((grant: Attributes) => {
    const isFar =
      /^principalSet:.*\/attribute\.aws_role\/\$\{data\.terraform_remote_state\.network_\w+\.outputs\.kong_data_account\}$/;
    const identity = isFar.test(String(grant['member'])) ? 'far-data-planes' : identityOf(nameIn(grant['member']));
    const bucket = String(grant['bucket']).includes('_bucket.exports.') ? 'exports' : 'the seed';
    return `${identity} ${String(grant['role'])} bucket of ${bucket}`;
  });
  return [...objects, ...secretGrants(resource), ...projectGrants(resource)];
}

/** Roles in a project are the topology's own, each with its permissions, but for those that write metrics or logs alone. */
function projectGrants(resource: Resources): string[] {
  return Object.values(resource['google_project_iam_member'] ?? {}).flatMap((grant: Attributes) => {
    if (grant['role'] === 'roles/monitoring.metricWriter' || grant['role'] === 'roles/logging.logWriter')
      return [`${memberOf(grant['member'])} ${grant['role']} the project`];
    const role = resource['google_project_iam_custom_role']?.[nameIn(grant['role'])];
    return (role?.['permissions'] as string[]).map((may) => `${memberOf(grant['member'])} ${may} the project`);
  });
}

function secretGrants(resource: Resources): string[] {
  return Object.values(resource['google_secret_manager_secret_iam_member'] ?? {}).map((grant: Attributes) => {
    const { secret_id: id } = grant;
    // The user's own secret is named as it is, and belongs to no resource.
    const secret = String(id).startsWith('${') ? nameIn(id).replaceAll('_', '-') : 'of gateway.certificate';
    return `${memberOf(grant['member'])} ${String(grant['role'])} secret ${secret}`;
  });
}

/** `us_west_vpn_a` and the like are one kind of machine, and so are both colours of a pool. */
function identityOf(name: string): string {
  return /_vpn_[ab]$/.test(name) ? 'vpn' : name.replace(/_green$/, '').replaceAll('_', '-');
}

/** An account that the network's stack makes is known by an output of it. */
function memberOf(member: unknown): string {
  const output = /outputs\.(\w+)_account\}$/.exec(String(member))?.[1];
  return identityOf(output ?? nameIn(member));
}

function nameIn(reference: unknown): string {
  return /^\$\{(?:data\.)?\w+\.(\w+)\./.exec(String(reference))?.[1] ?? `no reference: ${String(reference)}`;
}

function conditionOf({ variable, values }: Condition): string {
  if (variable === 'kms:EncryptionContext:SecretARN')
    return values.every((it) => /^arn:aws:secretsmanager:\*:\$\{[^}]+\}:secret:[^*?]+-\?{6}$/.test(it))
      ? ' for that secret'
      : '';
  if (variable === 'aws:ResourceTag/topogen-backups') return ' of data disks';
  if (variable === 'aws:RequestedRegion') return ' in its region';
  if (variable === 'cloudwatch:namespace')
    return values.every((it) => /^topogen\/[a-z0-9-]+(\/machines)?$/.test(it)) ? ' in a namespace of its topology' : '';
  if (variable === 's3:if-none-match') return ', under a name that none has';
  if (variable !== 'kms:ViaService') return `, on condition of ${variable}`;
  return values.every((it) => it.startsWith('s3.')) ? ', through S3' : ', through Secrets Manager';
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^\*$/, '*'],
  [/^\$\{aws_secretsmanager_secret\.\w+_vpn_[ab]\.arn\}$/, 'its own secret'],
  [/^\$\{aws_kms_key\.(?:\w+_)?(secrets|vpn|seed)\.arn\}$/, 'key $1'],
  [/^\$\{aws_kms_key\.(cassandra|backups_[a-z0-9_]+)\.arn\}$/, 'keys of disks and copies'],
  [/^\$\{data\.terraform_remote_state\.\w+\.outputs\.kong_seed_key_arn\}$/, 'key seed'],
  [/^(\$\{aws_s3_bucket\.seed\.arn\}|arn:aws:s3:::\$\{[^}]+kong_seed_bucket\})\/kong\.yml$/, 'the seed'],
  [/^\$\{aws_s3_bucket\.exports\.arn\}\/kong-\*\.yml$/, 'the exports'],
  [
    /^arn:aws:autoscaling:[a-z0-9-]+:\$\{[^}]+\}:autoScalingGroup:\*:autoScalingGroupName\/[a-z0-9-]+-kong(-control|-data)?(-green)?$/,
    'its own scaling group',
  ],
  [
    /^arn:aws:ec2:[a-z0-9-]+:\$\{[^}]+\}:route-table\/\$\{.+private_route_table_ids\["[a-z]"\]\}$/,
    'route tables of its datacenter',
  ],
  [/^arn:aws:ec2:[a-z0-9-]+:\$\{[^}]+\}:volume\/\*$/, 'volumes'],
  [/^arn:aws:ec2:[a-z0-9-]+::snapshot\/\*$/, 'snapshots'],
  [/^arn:aws:secretsmanager:[a-z0-9-]+:\$\{[^}]+\}:secret:[^*?]+-\?{6}$/, 'secret of gateway.certificate'],
  [/^arn:aws:kms:[a-z0-9-]+:\$\{[^}]+\}:key\/\*$/, 'whatever key you encrypt it with'],
  [/^\$\{aws_cloudwatch_log_group\.flow_logs\.arn\}:\*$/, 'log group flow-logs'],
  [/^arn:aws:logs:[a-z0-9-]+:\$\{[^}]+\}:log-group:[a-z0-9-]+-journals:\*$/, 'log group journals'],
  [/^arn:aws:ssm:[a-z0-9-]+:\$\{[^}]+\}:document\/topogen-[a-z0-9-]+-journals$/, 'document journals'],
];

function placeOf(resource: string): string {
  const secret =
    /^\$\{aws_secretsmanager_secret\.(cassandra_\w+_password|postgresql_\w+|kong_\w+|redis_password)\.arn\}$/.exec(
      resource,
    )?.[1];
  if (secret !== undefined) return `secret ${secret.replaceAll('_', '-')}`;
  const [pattern, place] = PLACES.find(([each]) => each.test(resource)) ?? [];
  return pattern && place ? resource.replace(pattern, place) : resource;
}
