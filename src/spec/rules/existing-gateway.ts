import { PRIVATE_ASNS } from '../../kernel/asn';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { MAXIMUM_DATACENTERS } from '../../kernel/maximum-datacenters';
import type { DatacenterDraft, Draft } from '../draft';
import type { ExistingGatewayDocument } from '../existing-gateway-schema';
import { wishedInnerLink } from '../inner-links';
import * as issues from '../issues/existing-gateway';
import { malformedExistingId } from '../issues/existing-network';

/** The one kind of link whose ends on machines have the number of the gateway beside them. */
const ON_INSTANCES = 'gateway-vpn';

/** Checks gateways of users, as far as the spec alone tells: forms, numbers, and that no two datacenters share one. */
export function checkExistingGateways(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { datacenters } = draft;
  return [
    ...datacenters.flatMap((datacenter) => checkGateway(datacenter, draft, facts)),
    ...repeated(datacenters, 'id', 'gateway'),
    ...repeated(datacenters, 'asn', 'number'),
  ];
}

function checkGateway({ path: datacenter, document }: DatacenterDraft, draft: Draft, facts: CloudFactsTable): Issue[] {
  const gateway = document.network?.gateway;
  if (!gateway) return [];
  const path = [...datacenter, 'network', 'gateway'];
  const { title, existingNetwork } = facts[document.cloud];
  const rules = existingNetwork.gateway;
  if (!rules) return [issues.existingGatewayNotUsed(path, title)];
  const { pattern, example } = rules.id;
  const fits = rules.asns.some(({ first, last }) => first <= gateway.asn && gateway.asn <= last);
  const ranges = rules.asns.map(({ first, last }) => `${first} to ${last}`);
  return [
    ...(pattern.test(gateway.id) ? [] : [malformedExistingId([...path, 'id'], gateway.id, 'a gateway', example)]),
    ...(fits
      ? checkNumber([...path, 'asn'], gateway, document.cloud, draft, facts)
      : [issues.existingGatewayAsn([...path, 'asn'], gateway.asn, title, ranges)]),
  ];
}

/**
 * Checks that a number is none that topogen gives out by index, to datacenters that are still to come as well: whoever names a
 * gateway could never add the one with its number.
 */
function checkNumber(
  path: Issue['path'],
  { asn }: ExistingGatewayDocument,
  cloud: DatacenterDraft['document']['cloud'],
  { links, network }: Draft,
  facts: CloudFactsTable,
): Issue[] {
  const onInstances =
    links && wishedInnerLink(links) === ON_INSTANCES && facts[cloud].innerLinks.includes(ON_INSTANCES);
  if (onInstances && asn > PRIVATE_ASNS.last)
    return [issues.existingGatewayAsnWide(path, asn, 'a customer gateway for VPN instances takes no such number')];
  if (!network) return [];
  const [first, last] = [network.firstAsn, network.firstAsn + MAXIMUM_DATACENTERS - 1];
  return first <= asn && asn <= last ? [issues.asnOfTopology(path, asn, first, last)] : [];
}

function repeated(datacenters: readonly DatacenterDraft[], key: 'id' | 'asn', what: string): Issue[] {
  const owners = new Map<string | number, string>();
  return datacenters.flatMap(({ path, document: { name, network } }) => {
    const value = network?.gateway?.[key];
    if (value === undefined) return [];
    const owner = owners.get(value);
    if (owner !== undefined)
      return [issues.existingGatewayTwice([...path, 'network', 'gateway', key], value, what, owner)];
    owners.set(value, name);
    return [];
  });
}
