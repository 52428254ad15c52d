import type { Role } from '../../kernel/ids';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';

/**
 * The role in a resource's tags. Machines and resources that serve them have the plan's role; those that serve the
 * whole datacenter have another one.
 */
export type TaggedRole = Role | 'network' | 'secrets';

export type Tags = Record<string, string>;

/**
 * Returns the tags that the provider puts on everything in a stack; the datacenter's only if the stack has one alone.
 */
export function stackTags(plan: Plan, datacenters: readonly DatacenterPlan[]): Tags {
  const [only, ...others] = datacenters;
  return {
    ...plan.tags,
    ...(only && others.length === 0 ? { datacenter: only.name } : {}),
    'managed-by': 'topogen',
    topology: plan.topology,
  };
}

/**
 * Returns the tags of one resource beside those of its stack: its name, with `parts` after the datacenter's, and its
 * role.
 */
export function tags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole, ...parts: readonly string[]): Tags {
  return { Name: resourceName(plan.topology, datacenter.name, ...parts), role };
}

/** Returns the tags of one resource in a stack that touches several datacenters. */
export function linkTags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole, ...parts: readonly string[]): Tags {
  return { ...tags(plan, datacenter, role, ...parts), datacenter: datacenter.name };
}

/** Returns all tags for resources that an Auto Scaling group launches: these do not get the provider's own tags. */
export function launchedTags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole, name: string): Tags {
  return { ...stackTags(plan, [datacenter]), ...tags(plan, datacenter, role, name) };
}
