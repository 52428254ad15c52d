import { compareVersions, parseVersion, tryParseVersion, versionLine } from '../../kernel/version';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { Draft } from '../draft';
import * as issues from '../issues/kong';
import { BUNDLED_PLUGINS, COUNTING_PLUGINS } from '../plugins';
import { KONG_LINES, KONG_RANGE, resolveRelease } from '../releases';
import type { SpecDocument } from '../schema';

type KongDocument = SpecDocument['kong'];

const VERSION_PATH = ['kong', 'version'];

/** Kong is a release that exists and runs on Cassandra, and its plugins make sense. */
export function checkKong(draft: Draft): Issue[] {
  const { kong } = draft;
  if (!kong) return [];
  const checksumAlone = kong.packageSha256 !== undefined && kong.packageUrl === undefined;
  return [
    ...checkKongRelease(kong.version, draft),
    ...checkPlugins(kong),
    ...(checksumAlone && !draft.isBroken(['kong', 'packageUrl'])
      ? [issues.checksumWithoutPackage(['kong', 'packageSha256'])]
      : []),
  ];
}

function checkKongRelease(version: string, draft: Draft): Issue[] {
  if (/^\d+(\.\d+){3}$/.test(version)) return [issues.kongEnterpriseRelease(VERSION_PATH, version)];
  if (!tryParseVersion(version)) return [issues.malformedRelease(VERSION_PATH, version, '3.3 or 3.3.1')];
  const line = versionLine(version);
  if (compareVersions(line, KONG_RANGE.removedIn) >= 0) {
    // Whoever asks for PostgreSQL has taken the way out already, and is told that it is not built yet.
    const wayOutTaken = draft.datastore?.engine !== 'cassandra';
    return wayOutTaken ? [] : [issues.kongWithoutCassandra(VERSION_PATH, version, '3.3.1')];
  }
  if (compareVersions(line, KONG_RANGE.first) < 0) return [issues.kongTooOld(VERSION_PATH, version, KONG_RANGE.first)];
  const known = KONG_LINES.get(line);
  if (!known) return [issues.unknownKongLine(VERSION_PATH, version, [...KONG_LINES.keys()])];
  if ((parseVersion(version).patch ?? 0) > known.lastPatch) {
    return [issues.unknownKongPatch(VERSION_PATH, version, `${line}.${known.lastPatch}`)];
  }
  return knownFaults(resolveRelease(version, KONG_LINES), draft.datacenters.length);
}

/** Faults that hit a ring of this kind. Source: Kong issues 4226, 4229 and 7451; CHANGELOG of 1.0.3 and 2.7.0. */
const KNOWN_FAULTS = [
  {
    first: '0.15.0',
    fixedIn: '1.0.3',
    fromDatacenters: 1,
    fault: 'migrations are reported to fail on a ring of more than one node',
  },
  {
    first: '2.3.0',
    fixedIn: '2.7.0',
    fromDatacenters: 2,
    fault: 'migrations are reported to time out on a ring of more than one datacenter',
  },
];

function knownFaults(version: string, datacenters: number): Issue[] {
  return KNOWN_FAULTS.filter(
    ({ first, fixedIn, fromDatacenters }) =>
      datacenters >= fromDatacenters && compareVersions(version, first) >= 0 && compareVersions(version, fixedIn) < 0,
  ).map(({ fault, fixedIn }) => issues.kongKnownFault(VERSION_PATH, version, fault, fixedIn));
}

function checkPlugins(kong: KongDocument): Issue[] {
  const names = kong.plugins.map((plugin) => (typeof plugin === 'string' ? plugin : plugin.name));
  return kong.plugins.flatMap((plugin, i) => {
    const path = ['kong', 'plugins', i];
    const name = names[i] ?? '';
    const suggestion = BUNDLED_PLUGINS.includes(name) ? undefined : suggest(name, BUNDLED_PLUGINS);
    return [
      ...(names.indexOf(name) < i ? [issues.duplicatePlugin(path, name)] : []),
      ...(suggestion === undefined ? [] : [issues.unknownPlugin(path, name, suggestion)]),
      ...(typeof plugin === 'string' ? [] : checkCounters(path, plugin, kong.version)),
    ];
  });
}

function checkCounters(
  path: Issue['path'],
  plugin: Exclude<KongDocument['plugins'][number], string>,
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
