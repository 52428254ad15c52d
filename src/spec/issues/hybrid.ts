import { issue, type Issue } from '../../kernel/issue';
import { oneOf, show } from './show';

/** These functions make the issues about hybrid mode: what data planes cannot do, and which release they have. */

type Path = Issue['path'];

const MODE = ['kong', 'mode'];
const DATA_PLANES = ['kong', 'dataPlaneVersion'];

export function hybridTooOld(path: Path, version: string, oldest: string): Issue {
  return issue('hybrid-too-old', {
    path,
    message: `Kong ${version} has no /status/ready, by which balancers tell a data plane that has its configuration from one that answers 404 to every client`,
    remedy: `write ${show(oldest)} or newer, or "mode": "traditional"`,
  });
}

export function hybridTokens(path: Path, name: string): Issue {
  return issue('hybrid-tokens', {
    path,
    message: `${name} writes a row of the datastore with each token, and data planes have no datastore`,
    remedy: 'take it out, or write "mode": "traditional"',
  });
}

export function hybridCounters(path: Path, name: string): Issue {
  return issue('hybrid-counters', {
    path,
    message: `${name} would count in the datastore, and data planes have none`,
    remedy: 'write "redis", which each datacenter has of its own, or "local"',
  });
}

export function hybridUpgradeByPools(path: Path): Issue {
  return issue('hybrid-upgrade-by-pools', {
    path,
    message:
      'a second pool beside the first is an upgrade of nodes that share a datastore; in hybrid mode control planes go first, and data planes after them',
    remedy:
      'remove it: write the release that comes as kong.version and the one that stands as kong.dataPlaneVersion, apply, and remove that when every control plane runs the new one',
  });
}

/** @param others engines that have a primary */
export function hybridWithoutPrimary(engine: string, others: readonly string[]): Issue {
  return issue('hybrid-without-primary', {
    path: MODE,
    message: `control planes stand beside the one primary of a datastore, and ${engine} has all of its data in each datacenter`,
    remedy: `leave "mode" out, or write "engine": ${oneOf(others.map(show))} in datastore`,
  });
}

export function hybridSeedUnread(path: Path, name: string, cloud: string, home: string): Issue {
  return issue('hybrid-seed-unread', {
    path,
    message: `machines on ${cloud} cannot read the copy of the configuration that control planes on ${home} keep in a bucket: while no control plane answers, a new data plane of ${name} would serve nobody`,
    remedy: `write a datacenter on ${cloud} as "primary" in datastore, or "mode": "traditional"`,
  });
}

export function dataPlanesWithoutHybrid(): Issue {
  return issue('data-planes-without-hybrid', {
    path: DATA_PLANES,
    message: 'only hybrid mode has data planes, whose release may be another than that of control planes',
    remedy: 'remove it, or write "mode": "hybrid"',
  });
}

export function dataPlanesNewer(version: string, control: string): Issue {
  return issue('data-planes-newer', {
    path: DATA_PLANES,
    message: `data planes of Kong ${version} get no configuration from control planes of ${control}, the release of kong.version`,
    remedy: `write ${show(control)} or older, or leave it out: control planes go first`,
  });
}

export function dataPlanesLackPlugin(path: Path, name: string, version: string, since: string): Issue {
  return issue('data-planes-lack-plugin', {
    path,
    message: `Kong ${version} of the data planes has no plugin ${show(name)} (since ${since}): control planes send them nothing more while one is configured`,
    remedy: 'take it out of the spec, and out of Kong, until data planes have the release of control planes',
  });
}

export function dataPlanesWithoutPackage(version: string): Issue {
  return issue('data-planes-without-package', {
    path: DATA_PLANES,
    message: `packageUrl has the package of kong.version, and none of Kong ${version} for the data planes`,
    remedy: "leave packageUrl and packageSha256 out, so that both come from Kong's own repository",
  });
}

/** @param hasNoEgress true if machines there cannot install anything, so that they may not be without an image */
export function dataPlanesWithoutImage(
  path: Path,
  { data, control }: { readonly data: string; readonly control: string },
  hasNoEgress: boolean,
): Issue {
  const until = 'until data planes have the release of control planes: nodes install their release';
  return issue('data-planes-without-image', {
    path,
    message: `both kinds of machines start from this image here, control planes with Kong ${control} and data planes with ${data}, and it holds one of them`,
    remedy: hasNoEgress
      ? `write "egress": "managed" for the datacenter, in a change of its own before this one, and leave the image out ${until}; with egress none they could not`
      : `leave the image out ${until}`,
  });
}
