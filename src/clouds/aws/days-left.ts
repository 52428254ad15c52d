import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { tellersOf } from '../../plan/alarms/days-tellers';
import { daysNamespace, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import type { Identities } from './identity';
import { metricRight } from './metric-right';

const PART = 'identity';

/** Lets nodes tell how many days their certificates have left, which alarms watch. */
export function grantDays(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  const { topology } = scope.plan;
  const part = scope.part(PART);
  for (const name of tellersOf(scope.plan, datacenter)) {
    const id = terraformName(name, 'days');
    const policy = new DataAwsIamPolicyDocument(part, id, {
      statement: [metricRight('TellDaysLeft', daysNamespace(topology))],
    });
    new IamRolePolicy(part, id, {
      name: 'tell-days-left',
      role: memberOf(identities, name).role,
      policy: policy.json,
    });
  }
}
