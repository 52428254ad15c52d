import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/egress-addresses';

/** Checks that outside addresses are reserved where the cloud would give out its own, and no more than it allows. */
export function checkEgressAddresses({ datacenters }: Draft, facts: CloudFactsTable): Issue[] {
  return datacenters.flatMap((datacenter) => checkAddresses(datacenter, facts));
}

function checkAddresses({ path: datacenter, document }: DatacenterDraft, facts: CloudFactsTable): Issue[] {
  const { egressAddresses: number, network, cloud } = document;
  if (number === undefined) return [];
  const path = [...datacenter, 'egressAddresses'];
  const { reserved } = facts[cloud].nat;
  if (network?.existing?.egress === 'existing') return [issues.egressAddressesBesideExisting(path)];
  if (!reserved) return [issues.egressAddressesReservedAnyway(path, facts[cloud].title)];
  const { most } = reserved;
  return number > most.value ? [issues.egressAddressesTooMany(path, number, most.value)] : [];
}
