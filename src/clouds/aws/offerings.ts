import { DataAwsEc2InstanceTypeOfferings } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings';
import type { Construct } from 'constructs';
import { requireOffered, zonesOf, type MachineNeed } from '../machine-needs';
import type { StackScope } from '../contract';
import type { placeOf } from './provider';

/**
 * Makes the plan of a stack fail where the account is not offered one of its machine types in one of its zones. Which
 * zone a letter stands for differs from account to account, so that only AWS itself can tell.
 *
 * @param place of the machines, in a stack that touches several
 */
export function requireMachineTypes(
  scope: StackScope,
  part: Construct,
  id: string,
  needs: readonly MachineNeed[],
  place: Partial<ReturnType<typeof placeOf>> = {},
): void {
  const offerings = new DataAwsEc2InstanceTypeOfferings(part, id, {
    ...place,
    locationType: 'availability-zone',
    filter: [
      { name: 'instance-type', values: [...new Set(needs.map(({ type }) => type))].sort() },
      { name: 'location', values: zonesOf(needs).map(({ name }) => name) },
    ],
  });
  scope.comment(
    offerings,
    'Letters of zones differ between accounts, and not every zone sells every machine type: asked before anything is built.',
  );
  const answer = `data.${offerings.terraformResourceType}.${id}`;
  requireOffered(scope, id, needs, {
    cloud: 'AWS',
    offered: `[for i, type in ${answer}.instance_types : format("%s in %s", type, ${answer}.locations[i])]`,
  });
}
