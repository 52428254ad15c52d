import { PRIVATE_ASNS } from '../../kernel/asn';
import type { CloudFacts, CloudFactsTable, ExistingIdForm } from '../../kernel/cloud/facts';
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
    ...repeated(datacenters, 'router', 'router'),
    ...repeated(datacenters, 'asn', 'number'),
  ];
}

function checkGateway({ path: datacenter, document }: DatacenterDraft, draft: Draft, facts: CloudFactsTable): Issue[] {
  const gateway = document.network?.gateway;
  if (!gateway) return [];
  const path = [...datacenter, 'network', 'gateway'];
  const cloud = facts[document.cloud];
  const rules = cloud.existingNetwork.gateway;
  const project = document.project ?? (cloud.project && draft.defaultProject(cloud.project.defaultKey));
  const fits = rules.asns.some(({ first, last }) => first <= gateway.asn && gateway.asn <= last);
  const ranges = rules.asns.map(({ first, last }) => `${first} to ${last}`);
  const place = { region: document.region, project };
  return [
    ...checkPlace([...path, 'id'], gateway.id, 'a gateway', rules.id, place),
    ...checkRouter(path, gateway.router, document.network?.existing !== undefined, cloud, place),
    ...(fits
      ? checkNumber([...path, 'asn'], gateway, document.cloud, draft, facts)
      : [issues.existingGatewayAsn([...path, 'asn'], gateway.asn, cloud.title, ranges)]),
  ];
}

interface GatewayPlace {
  readonly region: string;
  readonly project: string | undefined;
}

/** Checks the form of an id, and that one which tells a project and a region tells those of the datacenter. */
function checkPlace(
  path: Issue['path'],
  id: string,
  what: string,
  { pattern, example }: ExistingIdForm,
  place: GatewayPlace,
): Issue[] {
  const found = pattern.exec(id);
  if (!found) return [malformedExistingId(path, id, what, example)];
  const { project = place.project, region = place.region } = found.groups ?? {};
  const isHere = (place.project === undefined || project === place.project) && region === place.region;
  return isHere
    ? []
    : [issues.existingGatewayElsewhere(path, id, [place.region, ...(place.project ? [place.project] : [])])];
}

/** Checks that a gateway has a router beside it exactly where the cloud has such, and stands in a network of the user's then. */
function checkRouter(
  path: Issue['path'],
  router: string | undefined,
  inExisting: boolean,
  { title, existingNetwork: { gateway: rules } }: CloudFacts,
  place: GatewayPlace,
): Issue[] {
  if (!rules.router) return router === undefined ? [] : [issues.existingRouterNotUsed([...path, 'router'], title)];
  return [
    ...(inExisting ? [] : [issues.existingGatewayAlone(path, title)]),
    ...(router === undefined
      ? [issues.existingRouterMissing(path, title, rules.router.example)]
      : checkPlace([...path, 'router'], router, 'a router', rules.router, place)),
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

function repeated(datacenters: readonly DatacenterDraft[], key: 'id' | 'router' | 'asn', what: string): Issue[] {
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
