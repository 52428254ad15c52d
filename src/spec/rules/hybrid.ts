import { compareVersions, tryParseVersion, releaseLine } from '../../kernel/version';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { DatastoreOfSpec } from '../datastores/contract';
import { BUILT_ENGINES, DATASTORES } from '../datastores/registry';
import { roomOf } from '../datastores/section';
import { hasNoEgress, type Draft, type KongDraft } from '../draft';
import * as issues from '../issues/hybrid';
import { kongPackageUnverified } from '../issues/kong';
import { packageChecksum } from '../kong-packages';
import { KONG_LINES, OLDEST_HYBRID } from '../kong-releases';
import { PLUGIN_SINCE } from '../plugins';
import { tryResolveRelease } from '../releases';
import { countersOf } from './counters';
import { checkRelease } from './kong';

const DATA_PLANES = ['kong', 'dataPlaneVersion'];

/** These plugins write rows on requests, which data planes cannot. */
const WRITING_PLUGINS: readonly string[] = ['oauth2'];

/** Checks what hybrid mode asks of releases, plugins and upgrades. Which datacenter has the primary, the datastore's own rules say. */
export function checkHybrid(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { kong } = draft;
  if (!kong) return [];
  if (kong.mode !== 'hybrid')
    return kong.dataPlaneVersion === undefined || draft.isBroken(['kong', 'mode'])
      ? []
      : [issues.dataPlanesWithoutHybrid()];
  return [
    ...checkPrimary(draft),
    ...checkSeeds(draft, facts),
    ...checkOldest(['kong', 'version'], kong.version),
    ...checkPlugins(kong),
    ...(kong.upgrade === undefined ? [] : [issues.hybridUpgradeByPools(['kong', 'upgrade'])]),
    ...checkDataPlanes(kong, draft),
  ];
}

/** Checks that the datastore has one primary, beside which control planes can stand. */
function checkPrimary({ datastore }: Draft): Issue[] {
  const hasPrimary = (room: DatastoreOfSpec): boolean => room.home !== undefined;
  if (!datastore || hasPrimary(roomOf(datastore))) return [];
  const others = BUILT_ENGINES.filter((engine) => hasPrimary(DATASTORES[engine]));
  return [issues.hybridWithoutPrimary(datastore.engine, others)];
}

/** Returns the datacenter with the control planes; undefined while nobody knows which. */
export function homeOf({ datacenters, datastore }: Draft): Draft['datacenters'][number] | undefined {
  const names = datacenters.map(({ document }) => document.name);
  const home = datastore && roomOf(datastore).home?.(datastore, names);
  return datacenters.find(({ document }) => document.name === home);
}

/** Checks that machines on other clouds can read the configuration by which new data planes start without control planes. */
function checkSeeds(draft: Draft, facts: CloudFactsTable): Issue[] {
  const home = homeOf(draft)?.document;
  if (!home) return [];
  return draft.datacenters
    .filter(({ document: { cloud } }) => cloud !== home.cloud && !facts[cloud].readsSeedsOf.includes(home.cloud))
    .map(({ path, document: { name, cloud } }) =>
      issues.hybridSeedUnread([...path, 'cloud'], name, facts[cloud].title, facts[home.cloud].title),
    );
}

function checkOldest(path: Issue['path'], version: string): Issue[] {
  if (!tryParseVersion(version) || compareVersions(releaseLine(version), OLDEST_HYBRID) >= 0) return [];
  return [issues.hybridTooOld(path, version, OLDEST_HYBRID)];
}

function checkPlugins(kong: KongDraft): Issue[] {
  const names = kong.plugins.map((plugin) => (typeof plugin === 'string' ? plugin : plugin.name));
  return [
    ...names.flatMap((name, i) =>
      WRITING_PLUGINS.includes(name) ? [issues.hybridTokens(['kong', 'plugins', i], name)] : [],
    ),
    ...countersOf(kong).map(({ path, name }) => issues.hybridCounters(path, name)),
  ];
}

/** Checks the release of the data planes, where it is stated: one that exists, and that control planes can serve. */
function checkDataPlanes(kong: KongDraft, draft: Draft): Issue[] {
  const { dataPlaneVersion, version } = kong;
  if (dataPlaneVersion === undefined) return [];
  const faults = [...checkRelease(dataPlaneVersion, DATA_PLANES), ...checkOldest(DATA_PLANES, dataPlaneVersion)];
  if (faults.length > 0) return faults;
  const control = tryParseVersion(version) ? (tryResolveRelease(version, KONG_LINES) ?? version) : undefined;
  const data = tryResolveRelease(dataPlaneVersion, KONG_LINES) ?? dataPlaneVersion;
  if (control === undefined || control === data) return [];
  if (compareVersions(data, control) > 0) return [issues.dataPlanesNewer(data, control)];
  return [...checkSource(kong, draft, data), ...checkImages(draft, data, control), ...checkSince(kong, data)];
}

/** Checks that nodes can fetch the package of an earlier release, and hold it against a checksum. */
function checkSource({ packageUrl }: KongDraft, { isBroken }: Draft, data: string): Issue[] {
  if (isBroken(['kong', 'packageUrl'])) return [];
  if (packageUrl !== undefined) return [issues.dataPlanesWithoutPackage(data)];
  return packageChecksum(data) === undefined ? [kongPackageUnverified(DATA_PLANES, `the package of Kong ${data}`)] : [];
}

function checkImages(draft: Draft, data: string, control: string): Issue[] {
  const home = homeOf(draft);
  if (home?.document.kong.image === undefined) return [];
  const releases = { data, control };
  return [issues.dataPlanesWithoutImage([...home.path, 'kong', 'image'], releases, hasNoEgress(home, draft))];
}

function checkSince({ plugins }: KongDraft, data: string): Issue[] {
  return plugins.flatMap((plugin, i) => {
    const name = typeof plugin === 'string' ? plugin : plugin.name;
    const since = PLUGIN_SINCE.get(name);
    if (since === undefined || compareVersions(data, since) >= 0) return [];
    return [issues.dataPlanesLackPlugin(['kong', 'plugins', i], name, data, since)];
  });
}
