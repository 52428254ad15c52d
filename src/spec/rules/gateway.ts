import { compareVersions, tryParseVersion } from '../../kernel/version';
import { isPrivateCidr, tryParseCidr } from '../../kernel/cidr';
import type { Exposure } from '../../kernel/exposure';
import type { Issue } from '../../kernel/issue';
import { clientRanges, rangesOutside, type ClientSettings } from '../client-ranges';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/gateway';

/** Kong takes directives of nginx by kong.conf from this release on. */
const TAKES_NGINX_DIRECTIVES = '0.14';

/** Kong keeps locations with these beginnings for itself: nginx starts with no second one of the same name. */
const PATHS_OF_KONG = /^\/kong_/;

/** Checks that what the gateway shall do at its entrance can be done there. */
export function checkGateway(draft: Draft): Issue[] {
  return [...checkPlainHttp(draft), ...checkHealthPath(draft), ...checkExposure(draft)];
}

function checkPlainHttp({ gateway, kong }: Draft): Issue[] {
  if (gateway?.plainHttp !== 'redirect' || !kong) return [];
  const path = ['gateway', 'plainHttp'];
  return [
    ...(kong.tls ? [] : [issues.redirectWithoutTls(path)]),
    ...(isTooOld(kong.version) ? [issues.redirectUnknownToKong(path, kong.version, TAKES_NGINX_DIRECTIVES)] : []),
  ];
}

function checkHealthPath({ gateway, kong }: Draft): Issue[] {
  const stated = gateway?.healthPath;
  if (stated === undefined) return [];
  const path = ['gateway', 'healthPath'];
  return [
    ...(PATHS_OF_KONG.test(stated) ? [issues.healthPathOfKong(path, stated)] : []),
    ...(kong && isTooOld(kong.version)
      ? [issues.healthPathUnknownToKong(path, kong.version, TAKES_NGINX_DIRECTIVES)]
      : []),
  ];
}

/** True if the release takes no directives of nginx by kong.conf. */
function isTooOld(version: string): boolean {
  return tryParseVersion(version) !== undefined && compareVersions(version, TAKES_NGINX_DIRECTIVES) < 0;
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
