import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { toldBy } from '../../plan/alarms/told-certificates';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import type { Identities } from './identity';
import { projectOf } from './provider';

/** Lets nodes tell how many days their certificates have left, which alarms watch. The role reads nothing but the kinds of metrics. */
export function grantDays(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  const { kong } = scope.plan;
  for (const pool of datacenter.pools.filter((it) => toldBy(kong, datacenter, it).length > 0)) {
    new ProjectIamMember(scope.part('identity'), terraformName(pool.name, 'days'), {
      project: projectOf(datacenter),
      role: 'roles/monitoring.metricWriter',
      member: memberOf(identities, pool.name).account.member,
    });
  }
}
