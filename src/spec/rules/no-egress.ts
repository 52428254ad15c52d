import { isPrivateCidr, tryParseCidr } from '../../kernel/cidr';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { ENGINES_OF_MACHINES } from '../datastores/schema';
import { hasNoEgress, type DatacenterDraft, type Draft } from '../draft';
import * as issues from '../issues/no-egress';
import type { NodeDocument } from '../schema-values';
import { homeOf } from './hybrid';

/**
 * Checks that machines without a way to the internet need none: that they install nothing, and call services of their cloud alone,
 * where endpoints lead to them.
 */
export function checkNoEgress(draft: Draft, facts: CloudFactsTable): Issue[] {
  const without = draft.datacenters.filter((it) => hasNoEgress(it, draft));
  if (without.length === 0) return [];
  return [
    ...without.flatMap((it) => checkImages(it, draft)),
    ...without.flatMap((it) => checkAddresses(it)),
    ...checkUpstreams(without, draft),
    ...checkBalancers(without, draft),
    ...checkSeeds(without, draft, facts),
  ];
}

/** Returns where the spec says so. */
function placeOf({ path, document: { egress } }: DatacenterDraft): Issue['path'] {
  return egress === undefined ? ['network', 'egress'] : [...path, 'egress'];
}

function checkImages(datacenter: DatacenterDraft, { datastore }: Draft): Issue[] {
  const engines = ENGINES_OF_MACHINES.filter((id) => id === datastore?.engine);
  return (['kong', ...engines] as const).flatMap((role) => {
    const { image }: NodeDocument = datacenter.document[role];
    return image === undefined
      ? [issues.egressNoneWithoutImage(placeOf(datacenter), datacenter.document.name, role)]
      : [];
  });
}

function checkAddresses({ path, document }: DatacenterDraft): Issue[] {
  return document.egressAddresses === undefined
    ? []
    : [issues.egressAddressesWithoutEgress([...path, 'egressAddresses'])];
}

function checkUpstreams(without: readonly DatacenterDraft[], { kong }: Draft): Issue[] {
  return (kong?.upstreams ?? []).flatMap(({ cidr }, i) =>
    tryParseCidr(cidr) && !isPrivateCidr(cidr)
      ? [issues.egressNoneCallsOut(['kong', 'upstreams', i, 'cidr'], cidr, namesOf(without))]
      : [],
  );
}

function checkBalancers(without: readonly DatacenterDraft[], { gateway }: Draft): Issue[] {
  if (!gateway || gateway.balancer === 'cloud') return [];
  // Public ones have addresses of their own.
  const internal = without.filter(({ document }) => (document.gateway.exposure ?? gateway.exposure) === 'internal');
  return internal.length === 0
    ? []
    : [issues.egressNoneBalancer(['gateway', 'balancer'], gateway.balancer, namesOf(internal))];
}

function checkSeeds(without: readonly DatacenterDraft[], draft: Draft, facts: CloudFactsTable): Issue[] {
  const home = draft.kong?.mode === 'hybrid' ? homeOf(draft)?.document : undefined;
  if (!home) return [];
  return without.flatMap((datacenter) => {
    const { name, cloud, region } = datacenter.document;
    const { ownRegionAlone } = facts[cloud].privateAccess;
    if (cloud === home.cloud && (region === home.region || !ownRegionAlone)) return [];
    const where = cloud === home.cloud ? home.region : 'another cloud';
    return [issues.egressNoneSeed(placeOf(datacenter), name, home.name, where)];
  });
}

function namesOf(datacenters: readonly DatacenterDraft[]): string[] {
  return datacenters.map(({ document }) => document.name);
}
