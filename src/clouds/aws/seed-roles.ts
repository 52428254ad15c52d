import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { accountIdOutput, accountOutput, readsFarSeed } from '../seed';
import { accountId } from './keys';

/** Returns the name of the role of a kind of machines, e.g. `edge-us-east-kong-data`. */
export function roleName({ topology }: Plan, datacenter: DatacenterPlan, name: string): string {
  return resourceName(topology, datacenter.name, name);
}

/** Puts out the roles of data planes that read a seed on another cloud, as AWS calls a machine that has them. */
export function showFarRoles(scope: StackScope, datacenter: DatacenterPlan): void {
  if (!readsFarSeed(scope.plan, datacenter)) return;
  for (const pool of datacenter.pools) {
    const account = accountId(scope, datacenter);
    const role = roleName(scope.plan, datacenter, pool.name);
    scope.output(accountIdOutput(pool), account, 'AWS account of the data planes');
    scope.output(
      accountOutput(pool),
      `arn:aws:sts::${account}:assumed-role/${role}`,
      'Role of the data planes, as AWS tells others of a machine that has it',
    );
  }
}
