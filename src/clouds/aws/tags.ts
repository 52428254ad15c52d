import type { Role } from '../../kernel/ids';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';

/** What a resource is for. Machines and what serves them carry the plan's role; what serves the whole datacenter, the rest. */
export type TaggedRole = Role | 'network' | 'secrets';

export type Tags = Record<string, string>;

/** Tags that the provider puts on everything in a stack; the datacenter's only where the stack has but one. */
export function stackTags(plan: Plan, datacenters: readonly DatacenterPlan[]): Tags {
  const [only, ...others] = datacenters;
  return {
    ...plan.tags,
    ...(only && others.length === 0 ? { datacenter: only.name } : {}),
    'managed-by': 'topogen',
    topology: plan.topology,
  };
}

/** Tags of one resource beside those of its stack: its name, with `parts` after the datacenter's, and its role. */
export function tags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole, ...parts: readonly string[]): Tags {
  return { Name: resourceName(plan.topology, datacenter.name, ...parts), role };
}

/** The same in a stack that touches several datacenters. */
export function linkTags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole, ...parts: readonly string[]): Tags {
  return { ...tags(plan, datacenter, role, ...parts), datacenter: datacenter.name };
}

/** Every tag at once, for what an Auto Scaling group launches: the provider's own tags do not reach it. */
export function launchedTags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole, name: string): Tags {
  return { ...stackTags(plan, [datacenter]), ...tags(plan, datacenter, role, name) };
}
