import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { CloudId } from '../../kernel/ids';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/certificate';

const PLACE = ['gateway', 'certificate'];

/** Checks that every node finds its certificate, and advises of what clients meet where none is stated. */
export function checkCertificate(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { gateway, kong } = draft;
  if (!gateway || !kong) return [];
  const stated = gateway.certificate;
  if (!stated) {
    const isUnknown = draft.isBroken(PLACE) || draft.isBroken(['kong', 'tls']);
    return kong.tls && !isUnknown ? [issues.certificateOfEachNode(['gateway'])] : [];
  }
  if (!kong.tls) return [issues.certificateWithoutTls(PLACE)];
  const clouds = [...new Set(draft.datacenters.map(({ document }) => document.cloud))];
  return clouds.flatMap((cloud) => {
    const secret = stated[cloud];
    if (secret !== undefined) return checkSecret(secret, draft, cloud, facts);
    return draft.isBroken([...PLACE, cloud]) ? [] : [issues.certificateMissing(PLACE, cloud, facts[cloud].title)];
  });
}

/** Checks the name of a secret, and that it is where each datacenter of the cloud looks for it: in its own region. */
function checkSecret(secret: string, { datacenters }: Draft, cloud: CloudId, facts: CloudFactsTable): Issue[] {
  const path = [...PLACE, cloud];
  const { pattern, form } = facts[cloud].secretName;
  const match = pattern.exec(secret);
  if (!match) return [issues.malformedSecretName(path, secret, form)];
  const region = match.groups?.['region'];
  if (region === undefined) return [];
  const others = datacenters.filter(({ document }) => document.cloud === cloud && document.region !== region);
  return others.slice(0, 1).map(({ document }) => {
    return issues.certificateOfAnotherRegion(path, region, document.name, document.region);
  });
}
