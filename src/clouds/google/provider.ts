import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import type { TerraformResource } from 'cdktf';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { stackTags } from './tags';

/**
 * Builds the one provider of a stack. Project and region are those of the datacenter with the lowest index; in a stack
 * that touches several, every resource states its own instead, so that no aliases are needed.
 */
export function buildProvider(scope: StackScope, datacenters: readonly DatacenterPlan[]): void {
  const [first] = datacenters;
  if (!first) throw new Error('a stack without datacenters needs no provider');
  const provider = new GoogleProvider(scope.root, 'google', { project: projectOf(first), region: first.region });
  // The labels are an override, since cdktf writes the keys of a provider's maps with underscores: managed_by.
  provider.addOverride('default_labels', stackTags(scope.plan, datacenters));
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
export function placeOf(datacenter: DatacenterPlan): { readonly project: string; readonly region: string } {
  return { project: projectOf(datacenter), region: datacenter.region };
}

/**
 * Returns the address of a resource for `replace_triggered_by`. cdktf itself would write a reference there, which
 * Terraform accepts in its own language alone: in JSON it wants the bare address.
 */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
