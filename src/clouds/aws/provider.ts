import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import type { TerraformResource } from 'cdktf';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { byProvider } from '../providers';
import { stackTags } from './tags';

/**
 * Builds the providers of a stack: one for each account, and mostly there is one. Its region is that of the datacenter with the
 * lowest index; in a stack that touches several, every resource states its own region instead, so that no provider is needed for
 * each.
 */
export function buildProvider(scope: StackScope, datacenters: readonly DatacenterPlan[]): void {
  const providers = byProvider(datacenters);
  const tags = stackTags(scope.plan, datacenters);
  for (const [alias, first] of providers)
    new AwsProvider(scope.root, alias ?? 'aws', {
      ...(alias === undefined ? {} : { alias }),
      region: first.region,
      ...accountSettings(first),
      defaultTags: [{ tags }],
    });
}

function accountSettings({ account }: DatacenterPlan): Partial<AwsProviderConfig> {
  if (!account) return {};
  const { profile, assumeRole, allowedAccountIds } = account;
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(allowedAccountIds === undefined ? {} : { allowedAccountIds: [...allowedAccountIds] }),
    ...(assumeRole === undefined
      ? {}
      : {
          assumeRole: [
            {
              roleArn: assumeRole.roleArn,
              ...(assumeRole.externalId === undefined ? {} : { externalId: assumeRole.externalId }),
            },
          ],
        }),
  };
}

/** Returns the place of a resource of the links stack, which each of them states: its region, and its account's provider. */
export function placeOf(
  scope: StackScope,
  { region, providerAlias }: DatacenterPlan,
): { readonly region: string; readonly provider?: AwsProvider } {
  const provider = providerAlias === undefined ? undefined : scope.root.node.tryFindChild(providerAlias);
  return provider instanceof AwsProvider ? { region, provider } : { region };
}

/** Returns the account of a resource without a region: `{ provider }`, or nothing where all have one. */
export function accountOf(scope: StackScope, datacenter: DatacenterPlan): { readonly provider?: AwsProvider } {
  const { region: _, ...account } = placeOf(scope, datacenter);
  return account;
}

/** Returns the address of a resource, for `replace_triggered_by`, which accepts no expressions. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
