import { GoogleProvider, type GoogleProviderConfig } from '@cdktf/provider-google/lib/provider';
import type { TerraformResource } from 'cdktf';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { byProvider } from '../providers';
import { stackTags } from './tags';

/**
 * Builds the providers of a stack: one for each identity, and mostly there is one. Project and region are those of the datacenter
 * with the lowest index; in a stack that touches several, every resource states its own instead, so that no provider is needed for
 * each.
 */
export function buildProvider(scope: StackScope, datacenters: readonly DatacenterPlan[]): void {
  const providers = byProvider(datacenters);
  const tags = stackTags(scope.plan, datacenters);
  for (const [alias, first] of providers) {
    const provider = new GoogleProvider(scope.root, alias ?? 'google', {
      ...(alias === undefined ? {} : { alias }),
      project: projectOf(first),
      region: first.region,
      ...accountSettings(first),
    });
    // The labels are an override, since cdktf writes the keys of a provider's maps with underscores: managed_by.
    provider.addOverride('default_labels', tags);
  }
}

function accountSettings({ account }: DatacenterPlan): Partial<GoogleProviderConfig> {
  if (!account) return {};
  const { impersonateServiceAccount, billingProject } = account;
  return {
    ...(impersonateServiceAccount === undefined ? {} : { impersonateServiceAccount }),
    // Without the override the provider leaves the billing project out of its calls.
    ...(billingProject === undefined ? {} : { billingProject, userProjectOverride: true }),
  };
}

/** Returns the project of a datacenter; the spec refuses a datacenter of this cloud without one. */
export function projectOf(datacenter: DatacenterPlan): string {
  if (datacenter.project === undefined) throw new Error(`datacenter ${datacenter.name} has no project`);
  return datacenter.project;
}

/**
 * Returns the place of a resource of the links stack, which each of them states: the provider's own place is that of
 * one datacenter.
 */
export function placeOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
): { readonly project: string; readonly region: string; readonly provider?: GoogleProvider } {
  const { region } = datacenter;
  return { project: projectOf(datacenter), region, ...accountOf(scope, datacenter) };
}

/** Returns the identity of a resource without a region: `{ provider }`, or nothing where all have one. */
export function accountOf(
  scope: StackScope,
  { providerAlias }: DatacenterPlan,
): { readonly provider?: GoogleProvider } {
  const provider = providerAlias === undefined ? undefined : scope.root.node.tryFindChild(providerAlias);
  return provider instanceof GoogleProvider ? { provider } : {};
}

/**
 * Returns the address of a resource for `replace_triggered_by`. cdktf itself would write a reference there, which
 * Terraform accepts in its own language alone: in JSON it wants the bare address.
 */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
