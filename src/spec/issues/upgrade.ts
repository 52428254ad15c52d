import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** These functions make the issues about an upgrade of Kong by a second pool. */

type Path = Issue['path'];

const TO = ['kong', 'upgrade', 'to'];
const STRATEGY = ['kong', 'upgrade', 'strategy'];

export function kongUpgradeNotNewer(version: string, to: string): Issue {
  return issue('kong-upgrade-not-newer', {
    path: TO,
    message: `Kong ${to} is no later release than ${version}, the one of kong.version`,
    remedy:
      'write the release that comes; at the end of an upgrade it becomes kong.version, and kong.upgrade is removed',
  });
}

export function kongUpgradeNoStep(version: string, to: string, way: readonly string[]): Issue {
  return issue('kong-upgrade-no-step', {
    path: TO,
    message: `no upgrade guide of Kong's leads from ${version} to ${to} in one step`,
    remedy: way.length === 0 ? 'write a release that it leads to' : `write ${show(way[0])}, and go on from there`,
  });
}

export function kongUpgradeBeyondDatastore(to: string, newest: string): Issue {
  return issue('kong-upgrade-beyond-datastore', {
    path: TO,
    message: `Kong ${to} does not run on this datastore`,
    remedy: `write ${newest} or older; newer ones need another datastore, which is a topology of another name`,
  });
}

export function kongUpgradeSharesNoTables(version: string, to: string): Issue {
  return issue('kong-upgrade-shares-no-tables', {
    path: STRATEGY,
    message: `Kong ${version} and ${to} cannot share a datastore: before 1.0 migrations have no part that old nodes live through`,
    remedy: 'write "cut", by which the old pool serves from its caches meanwhile',
  });
}

export function kongUpgradeSharingUntried(version: string, to: string, since: string): Issue {
  return issue('kong-upgrade-sharing-untried', {
    severity: 'warning',
    path: STRATEGY,
    message: `Kong promises that ${version} serves through the migrations of ${to}, but that was not tried before ${since}`,
    remedy: `go to ${since} or a later patch of its line first, or try it on a copy of the datastore`,
  });
}

export function kongUpgradeEventsApart(version: string, to: string): Issue {
  return issue('kong-upgrade-events-apart', {
    severity: 'warning',
    path: TO,
    message: `changes of routes, services and plugins do not cross between nodes of Kong ${version} and ${to}: from 3.7 they travel another way`,
    remedy: 'let nobody configure Kong from before this step until the old pool is gone',
  });
}

export function kongUpgradeMovesRedisFields(version: string, to: string): Issue {
  return issue('kong-upgrade-moves-redis-fields', {
    severity: 'warning',
    path: TO,
    message: `rate limiting of Kong 3.6 and later keeps its Redis in other fields: nodes of ${version} answer 500 on its routes from the finish of the migrations of ${to} on, and a plugin that is made on them before it loses its host`,
    remedy: `let nobody configure Kong from before this step until the old pool is gone, and write finishMigrations after that`,
  });
}

export function pluginLackedByLeavingRelease(path: Path, name: string, version: string, since: string): Issue {
  return issue('plugin-lacked-by-leaving-release', {
    path,
    message: `Kong ${version} has no plugin ${show(name)} (since ${since}): one in the datastore freezes the plugins of its nodes, and routes that are made after it are served without theirs, key-auth too`,
    remedy: 'take it out of the spec, and out of Kong, until the upgrade is over',
  });
}

export function upgradeImageMissing(path: Path, to: string): Issue {
  return issue('upgrade-image-missing', {
    path,
    message: `nodes of this datacenter start from an image that holds another Kong than ${to}`,
    remedy: `name an image with Kong ${to} as "upgradeImage"`,
  });
}

export function upgradeImageWithoutUpgrade(path: Path): Issue {
  return issue('upgrade-image-without-upgrade', {
    path,
    message: 'no upgrade is under way, so no machine would start from this image',
    remedy: 'remove it; after an upgrade it becomes "image"',
  });
}

export function kongFinishNotReached(path: Path, release: string, version: string): Issue {
  return issue('kong-finish-not-reached', {
    path,
    message: `Kong ${version} is the release of kong.version: migrations of ${release} cannot be finished before every node runs it`,
    remedy: `remove it until kong.version is ${show(release)}`,
  });
}

export function kongHasNoFinish(path: Path, release: string): Issue {
  return issue('kong-has-no-finish', {
    path,
    message: `migrations of Kong ${release} have no second part: that came with 0.15`,
    remedy: 'remove it',
  });
}
