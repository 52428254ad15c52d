import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { EngineId } from '../../kernel/ids';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { datastoreOf } from '../../plan/datastores/registry';
import { accountId } from './keys';
import type { Secrets } from './secrets';
import { tags } from './tags';

/** Lets Session Manager reach a machine that opens no port. */
export const SESSION_MANAGER_POLICY = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** Lets EC2 hand a role to its machines. */
export const MACHINE_TRUST: DataAwsIamPolicyDocumentStatement = {
  actions: ['sts:AssumeRole'],
  principals: [{ type: 'Service', identifiers: ['ec2.amazonaws.com'] }],
};

/** The instance profiles of the machines. */
export interface Identities {
  readonly kong: IamInstanceProfile;
  readonly datastore: IamInstanceProfile;
}

/** A role of its own for each kind of machine: its secrets, Session Manager, Kong's word to its pool, and nothing else. */
export function buildIdentities(scope: StackScope, datacenter: DatacenterPlan, secrets: Secrets): Identities {
  const { plan } = scope;
  const trust = new DataAwsIamPolicyDocument(scope.part('identity'), 'machines_trust', {
    statement: [MACHINE_TRUST],
  });
  const kong = buildIdentity(scope, datacenter, { name: 'kong', title: 'Kong' }, trust, secrets);
  allowWordToPool(scope, datacenter, kong.role);
  const machines = { name: plan.datastore.engine, title: datastoreOf(plan).words.title };
  const datastore = buildIdentity(scope, datacenter, machines, trust, secrets);
  return { kong: kong.profile, datastore: datastore.profile };
}

/** Lets a Kong node say that it serves, to the scaling group that keeps it back until then. */
function allowWordToPool(scope: StackScope, datacenter: DatacenterPlan, kong: IamRole): void {
  const part = scope.part('identity');
  const pool = resourceName(scope.plan.topology, datacenter.name, 'kong');
  const groups = `arn:aws:autoscaling:${datacenter.region}:${accountId(scope)}:autoScalingGroup`;
  const policy = new DataAwsIamPolicyDocument(part, 'kong_pool', {
    statement: [
      {
        sid: 'EndOwnLaunch',
        actions: ['autoscaling:CompleteLifecycleAction'],
        resources: [`${groups}:*:autoScalingGroupName/${pool}`],
      },
    ],
  });
  new IamRolePolicy(part, 'kong_pool', { name: 'end-own-launch', role: kong.name, policy: policy.json });
}

interface Identity {
  readonly role: IamRole;
  readonly profile: IamInstanceProfile;
}

function buildIdentity(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { name, title }: { readonly name: 'kong' | EngineId; readonly title: string },
  trust: DataAwsIamPolicyDocument,
  secrets: Secrets,
): Identity {
  const { plan } = scope;
  const part = scope.part('identity');
  const fullName = resourceName(plan.topology, datacenter.name, name);
  const role = new IamRole(part, name, {
    name: fullName,
    description: `${title} machines of ${datacenter.name}`,
    assumeRolePolicy: trust.json,
    tags: tags(plan, datacenter, name, name),
  });
  const policy = new DataAwsIamPolicyDocument(part, `${name}_secrets`, {
    statement: [
      {
        sid: 'ReadOwnSecrets',
        actions: ['secretsmanager:GetSecretValue'],
        resources: plan.secrets.flatMap(({ key, readBy }) => (readBy.includes(name) ? (secrets.arns[key] ?? []) : [])),
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
  new IamRolePolicy(part, `${name}_secrets`, { name: 'read-own-secrets', role: role.name, policy: policy.json });
  new IamRolePolicyAttachment(part, `${name}_session_manager`, {
    role: role.name,
    policyArn: SESSION_MANAGER_POLICY,
  });
  const profile = new IamInstanceProfile(part, name, {
    name: fullName,
    role: role.name,
    tags: tags(plan, datacenter, name, name),
  });
  return { role, profile };
}
