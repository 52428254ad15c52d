import { issue, type Issue } from '../../kernel/issue';

/** These functions make the issues about the entrance of the gateway. */

type Path = Issue['path'];

export function redirectWithoutTls(path: Path): Issue {
  return issue('redirect-without-tls', {
    path,
    message: 'clients would be sent to https, and kong.tls says that they do not speak it',
    remedy: 'write "serve", or leave kong.tls out',
  });
}

export function redirectUnknownToKong(path: Path, version: string, first: string): Issue {
  return issue('redirect-unknown-to-kong', {
    path,
    message: `Kong ${version} takes no server of topogen's beside its own, which would redirect; ${first} is the first that does`,
    remedy: `write "serve" and redirect by your routes' own settings, leave the port closed, or write ${first} or newer as kong.version`,
  });
}

export function healthPathOfKong(path: Path, stated: string): Issue {
  return issue('health-path-of-kong', {
    path,
    message: `"${stated}" begins like the locations that Kong keeps for itself, and nginx would not start with two of one name`,
    remedy: 'write another path, such as /healthz',
  });
}

export function healthPathUnknownToKong(path: Path, version: string, first: string): Issue {
  return issue('health-path-unknown-to-kong', {
    path,
    message: `Kong ${version} takes no location of topogen's into its proxy, which would answer; ${first} is the first that does`,
    remedy: `leave it out, or write ${first} or newer as kong.version`,
  });
}
