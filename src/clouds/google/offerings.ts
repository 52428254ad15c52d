import { DataGoogleComputeMachineTypes } from '@cdktf/provider-google/lib/data-google-compute-machine-types';
import type { Construct } from 'constructs';
import { terraformName } from '../../plan/naming';
import { requireOffered, typesNeededIn, zonesOf, type MachineNeed } from '../machine-needs';
import type { StackScope } from '../contract';

/** Makes the plan of a stack fail where one of its zones does not have one of its machine types. */
export function requireMachineTypes(
  scope: StackScope,
  part: Construct,
  id: string,
  needs: readonly MachineNeed[],
): void {
  const offered = zonesOf(needs).map((zone) => {
    const offerings = new DataGoogleComputeMachineTypes(part, terraformName(id, zone.letter), {
      zone: zone.name,
      filter: typesNeededIn(zone, needs)
        .map((type) => `(name = "${type}")`)
        .join(' OR '),
    });
    scope.comment(offerings, 'Not every zone has every machine type: asked before anything is built.');
    const answer = `data.${offerings.terraformResourceType}.${terraformName(id, zone.letter)}.machine_types`;
    return `[for type in ${answer} : format("%s in ${zone.name}", type.name)]`;
  });
  requireOffered(scope, id, needs, { cloud: 'Google Cloud', offered: `concat(${offered.join(', ')})` });
}
