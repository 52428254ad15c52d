import { EXPORTS_CONFIGURATION } from '../../kernel/kong-steps';
import { compareVersions, releaseLine, tryParseVersion } from '../../kernel/version';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import { configurationNotExported } from '../issues/exports';

/** Checks that the release of Kong can export its configuration. An upgrade leads to a later one. */
export function checkExports({ backups, kong }: Draft): Issue[] {
  if (backups === undefined || backups === 'none' || !backups.configuration || !kong) return [];
  const { version } = kong;
  const isTooOld =
    tryParseVersion(version) && compareVersions(releaseLine(version), releaseLine(EXPORTS_CONFIGURATION)) < 0;
  return isTooOld ? [configurationNotExported(['backups', 'configuration'], version, EXPORTS_CONFIGURATION)] : [];
}
