import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { privateZone } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { tags, type TaggedRole } from './tags';

/**
 * Returns the private zone of a datacenter's own VPC, one a stack: the same name resolves to something else in every
 * other datacenter. Whoever asks first has it in a file of its own.
 */
export function privateZoneOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpcId: string,
  first: { readonly file: string; readonly role: TaggedRole },
): Route53Zone {
  const known = scope.root.node.findAll().find((construct) => construct instanceof Route53Zone);
  if (known) return known;
  return new Route53Zone(scope.part(first.file), 'private', {
    name: privateZone(scope.plan.topology),
    comment: `Names that machines of ${datacenter.name} alone can see`,
    vpc: [{ vpcId }],
    tags: tags(scope.plan, datacenter, first.role, 'private'),
  });
}
