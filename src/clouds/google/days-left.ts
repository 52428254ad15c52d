import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { tellersOf } from '../../plan/alarms/days-tellers';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import type { Identities } from './identity';
import { projectOf } from './provider';

/** Lets nodes tell how many days their certificates have left, which alarms watch. The role reads nothing but the kinds of metrics. */
export function grantDays(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  for (const name of tellersOf(scope.plan, datacenter)) {
    new ProjectIamMember(scope.part('identity'), terraformName(name, 'days'), {
      project: projectOf(datacenter),
      role: 'roles/monitoring.metricWriter',
      member: memberOf(identities, name).account.member,
    });
  }
}
