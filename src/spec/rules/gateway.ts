import { compareVersions, tryParseVersion } from '../../kernel/version';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/gateway';

/** Kong takes directives of nginx by kong.conf from this release on. */
const TAKES_NGINX_DIRECTIVES = '0.14';

/** Kong keeps locations with these beginnings for itself: nginx starts with no second one of the same name. */
const PATHS_OF_KONG = /^\/kong_/;

/** Checks that what the gateway shall do at its entrance can be done there. */
export function checkGateway(draft: Draft): Issue[] {
  return [...checkPlainHttp(draft), ...checkHealthPath(draft)];
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
