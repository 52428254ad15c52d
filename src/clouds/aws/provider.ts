import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformResource } from 'cdktf';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { stackTags } from './tags';

/**
 * Builds the one provider of a stack. Its region is that of the datacenter with the lowest index; in a stack that
 * touches several, every resource states its own region instead, so that no aliases are needed.
 */
export function buildProvider(scope: StackScope, datacenters: readonly DatacenterPlan[]): void {
  const [first] = datacenters;
  if (!first) throw new Error('a stack without datacenters needs no provider');
  new AwsProvider(scope.root, 'aws', {
    region: first.region,
    defaultTags: [{ tags: stackTags(scope.plan, datacenters) }],
  });
}

/** Returns the address of a resource, for `replace_triggered_by`, which accepts no expressions. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
