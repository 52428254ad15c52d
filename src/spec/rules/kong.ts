import { compareVersions, parseVersion, tryParseVersion, releaseLine } from '../../kernel/version';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { Draft, KongDraft } from '../draft';
import * as issues from '../issues/kong';
import { malformedRelease } from '../issues/releases';
import { BUNDLED_PLUGINS, COUNTING_PLUGINS } from '../plugins';
import { packageChecksum, releasesOfChecksum } from '../kong-packages';
import { DEFAULT_KONG, KONG_LINES, KONG_RANGE } from '../kong-releases';
import { resolveRelease, tryResolveRelease } from '../releases';

const VERSION_PATH = ['kong', 'version'];

/** Checks that the release of Kong exists, and that its plugins and what its pool survives make sense. */
export function checkKong(draft: Draft): Issue[] {
  const { kong } = draft;
  if (!kong) return [];
  return [
    ...checkRelease(kong.version, VERSION_PATH),
    ...checkPlugins(kong),
    ...checkSurvival(kong, draft),
    ...checkPackage(kong, draft),
  ];
}

/**
 * Checks that the release exists and that topogen configures it. The datastore's own rules judge lines newer than the last
 * known one.
 */
export function checkRelease(version: string, path: Issue['path']): Issue[] {
  if (/^\d+(\.\d+){3}$/.test(version)) return [issues.kongEnterpriseRelease(path, version)];
  if (!tryParseVersion(version))
    return [malformedRelease(path, version, `${releaseLine(DEFAULT_KONG)} or ${DEFAULT_KONG}`)];
  const line = releaseLine(version);
  if (compareVersions(line, KONG_RANGE.last) > 0) return [];
  if (compareVersions(line, KONG_RANGE.first) < 0) return [issues.kongTooOld(path, version, KONG_RANGE)];
  const known = KONG_LINES.get(line);
  if (!known) return [issues.unknownKongLine(path, version, [...KONG_LINES.keys()])];
  const unreleased = (parseVersion(version).patch ?? 0) > known.lastPatch;
  return unreleased ? [issues.unknownKongPatch(path, version, `${line}.${known.lastPatch}`)] : [];
}

/** Checks that nodes can hold the package that they install as root against a checksum. */
function checkPackage({ version, packageUrl, packageSha256 }: KongDraft, draft: Draft): Issue[] {
  const ownImages = draft.complete && draft.datacenters.every(({ document }) => document.kong.image !== undefined);
  if (ownImages || draft.isBroken(['kong', 'packageSha256'])) return [];
  if (packageSha256 !== undefined) return checkChecksum(['kong'], version, packageSha256);
  if (packageUrl !== undefined) return [issues.kongPackageUnverified(['kong', 'packageUrl'], 'that package')];
  if (checkRelease(version, VERSION_PATH).length > 0 || !KONG_LINES.has(releaseLine(version))) return [];
  const release = resolveRelease(version, KONG_LINES);
  if (packageChecksum(release) !== undefined || draft.isBroken(['kong', 'packageUrl'])) return [];
  return [issues.kongPackageUnverified(VERSION_PATH, `the package of Kong ${release}`)];
}

/**
 * Checks that a stated checksum is not known to be of another release, as one that stayed behind when the release changed: no
 * node would install the package by it. One that nobody knows may be of a package of the user's own.
 *
 * @param path of the section that states it
 */
export function checkChecksum(path: Issue['path'], version: string, stated: string): Issue[] {
  const release = tryParseVersion(version) ? tryResolveRelease(version, KONG_LINES) : undefined;
  const of = releasesOfChecksum(stated);
  if (release === undefined || of.length === 0 || of.includes(release)) return [];
  return [issues.kongChecksumOfAnotherRelease([...path, 'packageSha256'], of.join(' and '), release)];
}

/** Checks that another datacenter is left where the pool must survive the loss of one. */
function checkSurvival({ survives }: KongDraft, { complete, datacenters }: Draft): Issue[] {
  const alone = complete && datacenters.length === 1;
  return alone && survives === 'datacenter' ? [issues.nobodyTakesOver(['kong', 'survives'])] : [];
}

function checkPlugins(kong: KongDraft): Issue[] {
  const names = kong.plugins.map((plugin) => (typeof plugin === 'string' ? plugin : plugin.name));
  return kong.plugins.flatMap((plugin, i) => {
    const path = ['kong', 'plugins', i];
    const name = names[i] ?? '';
    const suggestion = BUNDLED_PLUGINS.includes(name) ? undefined : suggest(name, BUNDLED_PLUGINS);
    return [
      ...(names.indexOf(name) < i ? [issues.duplicatePlugin(path, name)] : []),
      ...(suggestion === undefined ? [] : [issues.misspeltPlugin(path, name, suggestion)]),
      ...(typeof plugin === 'string' ? [] : checkCounters(path, plugin, kong.version)),
    ];
  });
}

function checkCounters(
  path: Issue['path'],
  plugin: Exclude<KongDraft['plugins'][number], string>,
  version: string,
): Issue[] {
  const { name, policy, periods } = plugin;
  if (!COUNTING_PLUGINS.includes(name)) {
    return [
      ...(policy === undefined ? [] : [issues.policyWithoutCounters([...path, 'policy'], name, COUNTING_PLUGINS)]),
      ...(periods === 1 ? [] : [issues.periodsWithoutCounters([...path, 'periods'], name, COUNTING_PLUGINS)]),
    ];
  }
  const unproven = policy === 'redis' && tryParseVersion(version) && compareVersions(version, '0.13.0') < 0;
  return unproven ? [issues.redisPolicyUnproven([...path, 'policy'], version)] : [];
}
