import { compareVersions, tryParseVersion } from '../../kernel/version';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/gateway';

/** Kong takes directives of nginx by kong.conf from this release on. */
const TAKES_NGINX_DIRECTIVES = '0.14';

/** Checks that what the gateway shall do at its entrance can be done there. */
export function checkGateway({ gateway, kong }: Draft): Issue[] {
  if (gateway?.plainHttp !== 'redirect' || !kong) return [];
  const path = ['gateway', 'plainHttp'];
  const isTooOld =
    tryParseVersion(kong.version) !== undefined && compareVersions(kong.version, TAKES_NGINX_DIRECTIVES) < 0;
  return [
    ...(kong.tls ? [] : [issues.redirectWithoutTls(path)]),
    ...(isTooOld ? [issues.redirectUnknownToKong(path, kong.version, TAKES_NGINX_DIRECTIVES)] : []),
  ];
}
