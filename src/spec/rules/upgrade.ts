import { isKongStep, keepsEventsApart, movesRedisFields, READS_NEWER_SCHEMA } from '../../kernel/kong-steps';
import { compareVersions, releaseLine } from '../../kernel/version';
import type { Issue } from '../../kernel/issue';
import { DATASTORES, DEFAULT_ENGINE } from '../datastores/registry';
import type { Draft, KongDraft } from '../draft';
import { kongPackageUnverified } from '../issues/kong';
import * as issues from '../issues/upgrade';
import { packageChecksum } from '../kong-packages';
import { KONG_LINES } from '../kong-releases';
import { PLUGIN_SINCE } from '../plugins';
import { resolveRelease } from '../releases';
import { kongWay } from '../transitions/kong-way';
import { countersOf } from './counters';
import { checkChecksum, checkRelease } from './kong';

type Upgrade = NonNullable<KongDraft['upgrade']>;

const FINISH = ['kong', 'finishMigrations'];

/** Checks that an upgrade leads somewhere, that both releases can stand side by side, and that nothing is finished too early. */
export function checkUpgrade(draft: Draft): Issue[] {
  const { kong } = draft;
  if (!kong) return [];
  const known =
    checkRelease(kong.version, ['kong', 'version']).length === 0 && KONG_LINES.has(releaseLine(kong.version));
  const version = known ? resolveRelease(kong.version, KONG_LINES) : undefined;
  return [...checkImages(draft, kong.upgrade), ...checkReleases(draft, kong, version), ...checkFinish(kong, version)];
}

function checkReleases(draft: Draft, kong: KongDraft, version: string | undefined): Issue[] {
  const { upgrade, plugins } = kong;
  if (!upgrade) return [];
  const path = ['kong', 'upgrade', 'to'];
  const faults = checkRelease(upgrade.to, path);
  if (faults.length > 0) return faults;
  const { newestKong } = engineOf(draft);
  const isBeyond = compareVersions(releaseLine(upgrade.to), releaseLine(newestKong)) > 0;
  if (isBeyond || !KONG_LINES.has(releaseLine(upgrade.to)))
    return [issues.kongUpgradeBeyondDatastore(upgrade.to, newestKong)];
  const to = resolveRelease(upgrade.to, KONG_LINES);
  const ofPackage = checkPackage(draft, upgrade, to);
  if (version === undefined) return ofPackage;
  if (compareVersions(to, version) <= 0) return [issues.kongUpgradeNotNewer(version, to), ...ofPackage];
  if (!isKongStep(version, to))
    return [issues.kongUpgradeNoStep(version, to, kongWay(version, to) ?? []), ...ofPackage];
  return [...ofPackage, ...checkSharing(kong, upgrade, version, to), ...checkPlugins(plugins, version)];
}

function engineOf({ datastore }: Draft): { readonly newestKong: string } {
  return DATASTORES[datastore?.engine ?? DEFAULT_ENGINE];
}

/** Checks that nodes of both releases can use the datastore at one time; by the strategy `cut` they never do. */
function checkSharing(kong: KongDraft, { strategy }: Upgrade, version: string, to: string): Issue[] {
  if (strategy === 'cut' || releaseLine(version) === releaseLine(to)) return [];
  if (compareVersions(version, '1.0.0') < 0) return [issues.kongUpgradeSharesNoTables(version, to)];
  const isTried = compareVersions(version, READS_NEWER_SCHEMA) >= 0;
  return [
    ...(isTried ? [] : [issues.kongUpgradeSharingUntried(version, to, READS_NEWER_SCHEMA)]),
    ...(keepsEventsApart(version, to) ? [issues.kongUpgradeEventsApart(version, to)] : []),
    ...(movesRedisFields(version, to) && countersOf(kong, 'redis').length > 0
      ? [issues.kongUpgradeMovesRedisFields(version, to)]
      : []),
  ];
}

function checkPlugins(plugins: KongDraft['plugins'], version: string): Issue[] {
  return plugins.flatMap((plugin, i) => {
    const name = typeof plugin === 'string' ? plugin : plugin.name;
    const since = PLUGIN_SINCE.get(name);
    if (since === undefined || compareVersions(version, since) >= 0) return [];
    return [issues.pluginLackedByLeavingRelease(['kong', 'plugins', i], name, version, since)];
  });
}

function checkPackage(draft: Draft, { packageUrl, packageSha256 }: Upgrade, to: string): Issue[] {
  const ownImages = draft.complete && draft.datacenters.every((it) => it.document.kong.upgradeImage !== undefined);
  const isKnown = packageUrl === undefined && packageChecksum(to) !== undefined;
  if (ownImages || draft.isBroken(['kong', 'upgrade', 'packageSha256'])) return [];
  if (packageSha256 !== undefined) return checkChecksum(['kong', 'upgrade'], to, packageSha256);
  if (isKnown) return [];
  const [key, what] = packageUrl === undefined ? ['to', `the package of Kong ${to}`] : ['packageUrl', 'that package'];
  return [kongPackageUnverified(['kong', 'upgrade', key], what)];
}

/** Checks that a datacenter whose nodes start from an image with Kong has one with the release that comes. */
function checkImages({ datacenters }: Draft, upgrade: Upgrade | undefined): Issue[] {
  return datacenters.flatMap(({ path, document: { kong } }) => {
    if (!upgrade && kong.upgradeImage !== undefined)
      return [issues.upgradeImageWithoutUpgrade([...path, 'kong', 'upgradeImage'])];
    const lacks = upgrade && kong.image !== undefined && kong.upgradeImage === undefined;
    return lacks ? [issues.upgradeImageMissing([...path, 'kong', 'image'], upgrade.to)] : [];
  });
}

function checkFinish({ finishMigrations }: KongDraft, version: string | undefined): Issue[] {
  if (finishMigrations === undefined) return [];
  const faults = checkRelease(finishMigrations, FINISH);
  if (faults.length > 0 || !KONG_LINES.has(releaseLine(finishMigrations))) return faults;
  const release = resolveRelease(finishMigrations, KONG_LINES);
  return [
    ...(compareVersions(release, '0.15.0') < 0 ? [issues.kongHasNoFinish(FINISH, release)] : []),
    ...(version !== undefined && compareVersions(release, version) > 0
      ? [issues.kongFinishNotReached(FINISH, release, version)]
      : []),
  ];
}
