import { isPrivateCidr, tryParseCidr } from '../../kernel/cidr';
import type { Exposure } from '../../kernel/exposure';
import type { Issue } from '../../kernel/issue';
import { clientRanges, rangesOutside, type ClientSettings } from '../client-ranges';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/gateway';
import { isBefore, TAKES_NGINX_DIRECTIVES } from '../kong-releases';

/** Kong takes a location of topogen's into its status listener from this release on, which says that a node is about to stop. */
const TAKES_STATUS_LOCATION = '2.1.4';

/** Kong keeps locations with these beginnings for itself: nginx starts with no second one of the same name. */
const PATHS_OF_KONG = /^\/kong_/;

/** Checks that what the gateway shall do at its entrance can be done there. */
export function checkGateway(draft: Draft): Issue[] {
  return [...checkPlainHttp(draft), ...checkHealthPath(draft), ...checkExposure(draft), ...checkBalancer(draft)];
}

function checkPlainHttp({ gateway, kong }: Draft): Issue[] {
  if (gateway?.plainHttp !== 'redirect' || !kong) return [];
  const path = ['gateway', 'plainHttp'];
  return [
    ...(kong.tls ? [] : [issues.redirectWithoutTls(path)]),
    ...(isBefore(kong.version, TAKES_NGINX_DIRECTIVES)
      ? [issues.redirectUnknownToKong(path, kong.version, TAKES_NGINX_DIRECTIVES)]
      : []),
  ];
}

function checkHealthPath({ gateway, kong }: Draft): Issue[] {
  const stated = gateway?.healthPath;
  if (stated === undefined) return [];
  const path = ['gateway', 'healthPath'];
  return [
    ...(PATHS_OF_KONG.test(stated) ? [issues.healthPathOfKong(path, stated)] : []),
    ...(kong && isBefore(kong.version, TAKES_NGINX_DIRECTIVES)
      ? [issues.healthPathUnknownToKong(path, kong.version, TAKES_NGINX_DIRECTIVES)]
      : []),
  ];
}

/** Checks that machines of the topology can lead clients to Kong: its release must tell them when a node stops, and names must know them. */
function checkBalancer({ gateway, kong, datacenters }: Draft): Issue[] {
  if (!gateway || gateway.balancer === 'cloud') return [];
  const path = ['gateway', 'balancer'];
  const { balancer, exposure, hostname, healthPath } = gateway;
  const releases = [kong?.version, kong?.dataPlaneVersion].flatMap((it) => it ?? []);
  const old = releases.find((it) => isBefore(it, TAKES_STATUS_LOCATION));
  const internal = datacenters.filter(({ document }) => (document.gateway.exposure ?? exposure) === 'internal');
  const inExisting = datacenters.filter(({ document }) => document.network?.existing !== undefined);
  return [
    ...(old === undefined ? [] : [issues.balancerUnknownToKong(path, old, balancer, TAKES_STATUS_LOCATION)]),
    ...(hostname === undefined || internal.length === 0
      ? []
      : [issues.nameOverOwnBalancers(path, balancer, namesOf(internal))]),
    ...(inExisting.length === 0 ? [] : [issues.balancerInExistingNetwork(path, balancer, namesOf(inExisting))]),
    ...(hostname === undefined || healthPath !== undefined ? [] : [issues.nameNeedsHealthPath(['gateway'], balancer)]),
  ];
}

/** Checks that the clients of the spec can reach the balancers: an internal one from private networks, a public one from elsewhere. */
function checkExposure(draft: Draft): Issue[] {
  const { gateway, kong, network, datacenters } = draft;
  if (!gateway || !kong || !network) return [];
  const settings: ClientSettings = { proxyCidrs: kong.proxyCidrs, supernet: network.supernet };
  // Ranges that are none are told of as such.
  if ([...settings.proxyCidrs, settings.supernet].some((range) => tryParseCidr(range) === undefined)) return [];
  const standing = (exposure: Exposure): DatacenterDraft[] =>
    datacenters.filter(({ document }) => (document.gateway.exposure ?? gateway.exposure) === exposure);
  return [...checkPublic(standing('public'), settings), ...checkInternal(standing('internal'), settings)];
}

function checkPublic(datacenters: readonly DatacenterDraft[], { proxyCidrs }: ClientSettings): Issue[] {
  if (datacenters.length === 0 || !proxyCidrs.every((range) => isPrivateCidr(range))) return [];
  return [issues.privateClientsOfPublicBalancer(['kong', 'proxyCidrs'], namesOf(datacenters))];
}

function checkInternal(datacenters: readonly DatacenterDraft[], settings: ClientSettings): Issue[] {
  const [first] = datacenters;
  if (!first) return [];
  const clients = clientRanges('internal', settings);
  if (clients.length === 0) {
    const path = first.document.gateway.exposure === undefined ? ['gateway'] : [...first.path, 'gateway'];
    return [issues.nobodyReachesDatacenter([...path, 'exposure'], namesOf(datacenters), settings.proxyCidrs)];
  }
  const outside = rangesOutside(clients, settings.supernet);
  return outside.length === 0 ? [] : [issues.clientsOutsideSupernet(['kong', 'proxyCidrs'], outside)];
}

function namesOf(datacenters: readonly DatacenterDraft[]): string[] {
  return datacenters.map(({ document }) => document.name);
}
