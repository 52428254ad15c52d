import type { Role } from '../../kernel/ids';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';

/** The role in a resource's labels. Machines and resources that serve them have the plan's role. */
export type TaggedRole = Role | 'network' | 'secrets';

/** Tags are called labels on Google; its own "tags" are something else. */
export type Tags = Record<string, string>;

/**
 * Returns the labels that the provider puts on everything in a stack; the datacenter's only if the stack has one alone.
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

/** Returns the labels of one resource beside those of its stack. */
export function tags(role: TaggedRole): Tags {
  return { role };
}

/** Returns the labels of one resource in a stack that touches several datacenters. */
export function linkTags(datacenter: DatacenterPlan, role: TaggedRole): Tags {
  return { datacenter: datacenter.name, role };
}

/**
 * Returns the labels of boot disks, which do not get the provider's own. The user's are not among them: to change a
 * label of a boot disk, Terraform would replace the machine.
 */
export function bootDiskTags(plan: Plan, datacenter: DatacenterPlan, role: TaggedRole): Tags {
  return { datacenter: datacenter.name, 'managed-by': 'topogen', role, topology: plan.topology };
}

/** A name of a Compute Engine resource may have this many characters. */
export const LONGEST_NAME = 63;

/**
 * Returns a name in Compute Engine.
 *
 * @throws Error if it is too long there, which the spec's limit of names rules out
 */
export function computeName(plan: Plan, datacenter: DatacenterPlan, ...parts: readonly string[]): string {
  const name = resourceName(plan.topology, datacenter.name, ...parts);
  if (name.length > LONGEST_NAME) throw new Error(`${name} is longer than the ${LONGEST_NAME} characters of a name`);
  return name;
}
