import type { Role } from '../../kernel/ids';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';

/** What a resource is for. Machines and what serves them carry the plan's role. */
export type TaggedRole = Role | 'secrets';

/** Google's word for tags is labels; its own "tags" are something else. */
export type Tags = Record<string, string>;

/** Labels that the provider puts on everything in a stack; the datacenter's only where the stack has but one. */
export function stackTags(plan: Plan, datacenters: readonly DatacenterPlan[]): Tags {
  const [only, ...others] = datacenters;
  return {
    ...plan.tags,
    ...(only && others.length === 0 ? { datacenter: only.name } : {}),
    'managed-by': 'topogen',
    topology: plan.topology,
  };
}

/** Labels of one resource beside those of its stack. */
export function tags(role: TaggedRole): Tags {
  return { role };
}

/** The same in a stack that touches several datacenters. */
export function linkTags(datacenter: DatacenterPlan, role: TaggedRole): Tags {
  return { datacenter: datacenter.name, role };
}

/**
 * Labels of boot disks, which the provider's own do not reach. The user's are not among them: to change a label of a boot
 * disk, Terraform would replace the machine.
 */
export function bootDiskTags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole): Tags {
  return { datacenter: datacenter.name, 'managed-by': 'topogen', role, topology: plan.topology };
}

/** Longest name of a Compute Engine resource. */
export const LONGEST_NAME = 63;

/** A name in Compute Engine. Throws when it is too long there, which the spec's limit of names rules out. */
export function computeName(plan: Plan, datacenter: DatacenterPlan, ...parts: readonly string[]): string {
  const name = resourceName(plan.topology, datacenter.name, ...parts);
  if (name.length > LONGEST_NAME) throw new Error(`${name} is longer than the ${LONGEST_NAME} characters of a name`);
  return name;
}
