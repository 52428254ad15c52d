import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone';
import { privateZone } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { computeName, tags, type TaggedRole } from './tags';

/**
 * Returns the private zone of a datacenter's own network, one a stack: the same name resolves to something else in
 * every other datacenter. Whoever asks first has it in a file of its own.
 */
export function privateZoneOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
  first: { readonly file: string; readonly role: TaggedRole },
): DnsManagedZone {
  const known = scope.root.node.findAll().find((construct) => construct instanceof DnsManagedZone);
  if (known) return known;
  return new DnsManagedZone(scope.part(first.file), 'private', {
    name: computeName(scope.plan, datacenter, 'private'),
    dnsName: `${privateZone(scope.plan.topology)}.`,
    description: `Names that machines of ${datacenter.name} alone can see`,
    visibility: 'private',
    privateVisibilityConfig: {
      networks: [{ networkUrl: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.networkId) }],
    },
    labels: tags(first.role),
  });
}
