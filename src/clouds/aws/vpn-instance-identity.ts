import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, VpnInstancePlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { instanceFile, instanceId } from './vpn-instance-machine';
import { MACHINE_TRUST, SESSION_MANAGER, SESSION_MANAGER_FINDINGS } from './identity';
import { accountId } from './keys';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { accountOf } from './provider';
import { linkTags } from './tags';

/**
 * Builds a role for each instance: it may read its own secret, move the routes that both instances share, use Session
 * Manager, and nothing else.
 */
export function buildInstanceIdentity(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  { key, secret }: { readonly key: KmsKey; readonly secret: SecretsmanagerSecret },
): IamInstanceProfile {
  const { plan } = scope;
  const part = scope.part(instanceFile(datacenter));
  const id = instanceId(datacenter, instance);
  const name = resourceName(plan.topology, datacenter.name, instance.name);
  const named = linkTags(plan, datacenter, 'vpn', instance.name);
  const account = accountOf(scope, datacenter);
  const trust = new DataAwsIamPolicyDocument(part, `${id}_trust`, { ...account, statement: [MACHINE_TRUST] });
  const role = new IamRole(part, id, {
    ...account,
    name,
    description: `VPN gateway ${instance.name} of ${datacenter.name}`,
    assumeRolePolicy: trust.json,
    tags: named,
  });
  const policy = new DataAwsIamPolicyDocument(part, id, {
    ...account,
    statement: [
      { sid: 'ReadOwnSecret', actions: ['secretsmanager:GetSecretValue'], resources: [secret.arn] },
      {
        sid: 'DecryptSecret',
        actions: ['kms:Decrypt'],
        resources: [key.arn],
        condition: [
          {
            test: 'StringEquals',
            variable: 'kms:ViaService',
            values: [`secretsmanager.${datacenter.region}.amazonaws.com`],
          },
        ],
      },
      { sid: 'MoveRoutes', actions: ['ec2:ReplaceRoute'], resources: routeTables(scope, datacenter) },
      // DescribeRouteTables has no resource-level permission.
      { sid: 'SeeRoutes', actions: ['ec2:DescribeRouteTables'], resources: ['*'] },
      SESSION_MANAGER,
    ],
  });
  scope.accept(policy, {
    ...SESSION_MANAGER_FINDINGS,
    CKV_AWS_356: `DescribeRouteTables knows no resources. ${SESSION_MANAGER_FINDINGS.CKV_AWS_356}`,
  });
  new IamRolePolicy(part, id, { ...account, name: 'tunnels-and-routes', role: role.name, policy: policy.json });
  return new IamInstanceProfile(part, id, { ...account, name, role: role.name, tags: named });
}

/** Returns the private route tables of the datacenter in the form of policies. */
function routeTables(scope: StackScope, datacenter: DatacenterPlan): string[] {
  const network = networkOutputs(scope, datacenter);
  return datacenter.zones.map(({ letter }) => {
    const table = network.entry(NETWORK_OUTPUTS.privateRouteTableIds, letter);
    return `arn:aws:ec2:${datacenter.region}:${accountId(scope, datacenter)}:route-table/${table}`;
  });
}
