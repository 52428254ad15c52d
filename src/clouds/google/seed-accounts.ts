import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { TerraformResource } from 'cdktf';
import { resourceName, shortPoolName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { accountIdOutput, accountOutput, readsFarSeed } from '../seed';
import { networkOutputs } from './outputs';

/** An account of machines, whichever stack makes it. */
export interface MachineAccount {
  readonly email: string;
  /** Account as permissions name it. */
  readonly member: string;
}

/** Builds the accounts of data planes that read a seed on another cloud, in the network's stack. */
export function buildFarAccounts(scope: StackScope, datacenter: DatacenterPlan, iam: TerraformResource): void {
  if (!readsFarSeed(scope.plan, datacenter)) return;
  for (const pool of datacenter.pools) {
    const account = new ServiceAccount(scope.part('identity'), terraformName(pool.name), {
      accountId: resourceName(scope.plan.topology, datacenter.name, shortPoolName(pool)),
      displayName: `${scope.plan.topology} ${datacenter.name} ${pool.name}`,
      description: `Data planes in ${datacenter.name}`,
      dependsOn: [iam],
    });
    scope.comment(account, 'Made before the machines: the cloud that has the seed knows the account by its number.');
    scope.output(accountOutput(pool), account.email, 'Service account of the data planes');
    scope.output(accountIdOutput(pool), account.uniqueId, 'Number of that account, which no other ever has');
  }
}

/** Returns such an account as the cluster's stack knows it. */
export function farAccount(
  scope: StackScope,
  datacenter: DatacenterPlan,
  pool: { readonly name: string },
): MachineAccount {
  const email = networkOutputs(scope, datacenter).string(accountOutput(pool));
  return { email, member: `serviceAccount:${email}` };
}
