import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { mayRead } from '../../kernel/secrets-in';
import type { EngineId } from '../../kernel/ids';
import { datastoreOf } from '../../plan/datastores/registry';
import { KONG, poolGroupName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import type { AcceptedFindings } from '../accepted-findings';
import type { StackScope } from '../contract';
import type { ByMember } from '../members';
import { accountId } from './keys';
import { roleName } from './seed-roles';
import type { Secrets } from './secrets';
import { tags } from './tags';

/**
 * This statement lets Session Manager reach a machine that opens no port, and nothing else. AWS's own policy for machines,
 * AmazonSSMManagedInstanceCore, also lets each of them read every parameter of the account. None of the actions can be bound to
 * a resource. Source: Session Manager's guide, "Create a custom IAM role for Session Manager".
 */
export const SESSION_MANAGER: DataAwsIamPolicyDocumentStatement = {
  sid: 'SessionManager',
  actions: [
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  resources: ['*'],
};

const NO_MACHINE_YET =
  'The guide of Session Manager grants these actions on *: they concern the machine that asks, whose id no policy knows beforehand.';

/** A policy with that statement keeps these findings. */
export const SESSION_MANAGER_FINDINGS: AcceptedFindings = { CKV_AWS_111: NO_MACHINE_YET, CKV_AWS_356: NO_MACHINE_YET };

/** This statement lets EC2 give a role to its machines. */
export const MACHINE_TRUST: DataAwsIamPolicyDocumentStatement = {
  actions: ['sts:AssumeRole'],
  principals: [{ type: 'Service', identifiers: ['ec2.amazonaws.com'] }],
};

/** The instance profiles of the machines. */
export type Identities = ByMember<IamInstanceProfile>;

/**
 * Builds a role for each kind of machine: it may read its secrets, use Session Manager, report to Kong's scaling group,
 * and nothing else.
 */
export function buildIdentities(scope: StackScope, datacenter: DatacenterPlan, secrets: Secrets): Identities {
  const { plan } = scope;
  const trust = new DataAwsIamPolicyDocument(scope.part('identity'), 'machines_trust', {
    statement: [MACHINE_TRUST],
  });
  const pools = datacenter.pools.map((pool) => {
    const readable = { ...secrets, readable: secrets.readable.filter((it) => mayRead(pool, it)) };
    const kong = buildIdentity(scope, datacenter, {
      role: KONG,
      name: pool.name,
      title: 'Kong',
      trust,
      secrets: readable,
    });
    allowWordToPool(scope, datacenter, pool, kong.role);
    return [pool.name, kong.profile] as const;
  });
  const { machineRoles, words } = datastoreOf(plan);
  const members = machineRoles.map((role) => {
    const { profile } = buildIdentity(scope, datacenter, { role, name: role, title: words.title, trust, secrets });
    return [role, profile] as const;
  });
  return new Map<string, IamInstanceProfile>([...pools, ...members]);
}

/** Lets a Kong node report that it serves, to the scaling group that keeps it back until then. */
function allowWordToPool(scope: StackScope, datacenter: DatacenterPlan, pool: PoolPlan, role: IamRole): void {
  const part = scope.part('identity');
  const id = terraformName(pool.name, 'pool');
  const group = poolGroupName(scope.plan.topology, datacenter.name, pool);
  const groups = `arn:aws:autoscaling:${datacenter.region}:${accountId(scope, datacenter)}:autoScalingGroup`;
  const policy = new DataAwsIamPolicyDocument(part, id, {
    statement: [
      {
        sid: 'EndOwnLaunch',
        actions: ['autoscaling:CompleteLifecycleAction'],
        resources: [`${groups}:*:autoScalingGroupName/${group}`],
      },
    ],
  });
  new IamRolePolicy(part, id, { name: 'end-own-launch', role: role.name, policy: policy.json });
}

interface Identity {
  readonly role: IamRole;
  readonly profile: IamInstanceProfile;
}

/** The inputs of an identity. */
interface IdentityParts {
  readonly role: typeof KONG | EngineId;
  /** Name of the role, or of a pool. */
  readonly name: string;
  /** Name of the software on its machines. */
  readonly title: string;
  readonly trust: DataAwsIamPolicyDocument;
  readonly secrets: Secrets;
}

function buildIdentity(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { role: machine, name, title, trust, secrets }: IdentityParts,
): Identity {
  const { plan } = scope;
  const part = scope.part('identity');
  const id = terraformName(name);
  const fullName = roleName(plan, datacenter, name);
  const named = tags(plan, datacenter, machine, name);
  const role = new IamRole(part, id, {
    name: fullName,
    description: `${title} machines of ${datacenter.name}`,
    assumeRolePolicy: trust.json,
    tags: named,
  });
  const policy = new DataAwsIamPolicyDocument(part, `${id}_secrets`, {
    statement: [
      {
        sid: 'ReadOwnSecrets',
        actions: ['secretsmanager:GetSecretValue'],
        resources: secrets.readable.flatMap(({ key, readBy }) => {
          return readBy.includes(machine) ? (secrets.arns[key] ?? []) : [];
        }),
      },
      {
        sid: 'DecryptSecrets',
        actions: ['kms:Decrypt'],
        resources: [secrets.key.arn],
        condition: [
          {
            test: 'StringEquals',
            variable: 'kms:ViaService',
            values: [`secretsmanager.${datacenter.region}.amazonaws.com`],
          },
        ],
      },
    ],
  });
  new IamRolePolicy(part, `${id}_secrets`, { name: 'read-own-secrets', role: role.name, policy: policy.json });
  const session = new DataAwsIamPolicyDocument(part, `${id}_session_manager`, { statement: [SESSION_MANAGER] });
  scope.accept(session, SESSION_MANAGER_FINDINGS);
  new IamRolePolicy(part, `${id}_session_manager`, {
    name: 'session-manager',
    role: role.name,
    policy: session.json,
  });
  const profile = new IamInstanceProfile(part, id, { name: fullName, role: role.name, tags: named });
  return { role, profile };
}
