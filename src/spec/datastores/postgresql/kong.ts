import type { Issue } from '../../../kernel/issue';
import { compareVersions, tryParseVersion, releaseLine } from '../../../kernel/version';
import { KONG_LINES, KONG_RANGE } from '../../kong-releases';
import { tryResolveRelease } from '../../releases';
import * as issues from './issues';
import { DEFAULT_KONG, OLDEST_KONG } from './releases';

/** Checks that Kong is an open-source release that can sign in to the servers. */
export function checkKongOnPostgresql(version: string | undefined): Issue[] {
  const path = ['kong', 'version'];
  if (version !== undefined && tryParseVersion(version) && compareVersions(releaseLine(version), KONG_RANGE.last) > 0)
    return [issues.kongWithoutOpenRelease(path, version, DEFAULT_KONG)];
  const release = version === undefined ? undefined : tryResolveRelease(version, KONG_LINES);
  if (release === undefined || compareVersions(release, OLDEST_KONG) >= 0) return [];
  return [issues.kongWithoutScram(path, release, OLDEST_KONG)];
}
