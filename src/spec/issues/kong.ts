import { issue, type Issue } from '../../kernel/issue';
import { hint, show } from './show';

/** These functions make the issues about Kong: its release, its plugins and what its pool survives. */

type Path = Issue['path'];

export function kongEnterpriseRelease(path: Path, version: string): Issue {
  return issue('kong-enterprise-release', {
    path,
    message: `${show(version)} is a release of Kong Enterprise`,
    remedy: 'write one of open-source Kong, which has three numbers, such as 2.8.5',
  });
}

export function kongTooOld(
  path: Path,
  version: string,
  range: { readonly first: string; readonly last: string },
): Issue {
  return issue('kong-too-old', {
    path,
    message: `Kong ${version} is older than what topogen configures`,
    remedy: `write ${range.first} or newer, up to ${range.last}`,
  });
}

export function unknownKongLine(path: Path, version: string, known: readonly string[]): Issue {
  return issue('unknown-kong-line', {
    path,
    message: `there is no Kong ${version}`,
    remedy: `write one of ${known.join(', ')}`,
  });
}

export function unknownKongPatch(path: Path, version: string, last: string): Issue {
  return issue('unknown-kong-patch', {
    path,
    message: `there is no Kong ${version}`,
    remedy: `the last of its line is ${last}`,
  });
}

export function kongKnownFault(path: Path, version: string, fault: string, fixedIn: string): Issue {
  return issue('kong-known-fault', {
    severity: 'warning',
    path,
    message: `Kong ${version}: ${fault}`,
    remedy: `weigh ${fixedIn} or newer, where this is fixed`,
  });
}

export function duplicatePlugin(path: Path, name: string): Issue {
  return issue('duplicate-plugin', {
    path,
    message: `the plugin ${show(name)} is named twice`,
    remedy: 'name it once',
  });
}

export function misspeltPlugin(path: Path, name: string, suggestion: string): Issue {
  return issue('misspelt-plugin', {
    severity: 'warning',
    path,
    message: `${show(name)} does not come with Kong${hint(suggestion)}`,
    remedy: `write ${suggestion}, or ignore this if the plugin is your own`,
  });
}

export function policyWithoutCounters(path: Path, name: string, counting: readonly string[]): Issue {
  return issue('policy-without-counters', {
    path,
    message: `the plugin ${show(name)} keeps no counters, and so has no policy`,
    remedy: `remove it: only ${counting.join(' and ')} have one`,
  });
}

export function periodsWithoutCounters(path: Path, name: string, counting: readonly string[]): Issue {
  return issue('periods-without-counters', {
    path,
    message: `the plugin ${show(name)} keeps no counters, and so has no periods`,
    remedy: `remove it: only ${counting.join(' and ')} have them`,
  });
}

export function redisPolicyUnproven(path: Path, version: string): Issue {
  return issue('redis-policy-unproven', {
    severity: 'warning',
    path,
    message: `counters in Redis are known to work from Kong 0.13 on, and this is ${version}`,
    remedy: 'try it before you rely on it, or use a newer Kong',
  });
}

export function kongPackageUnverified(path: Path, what: string): Issue {
  return issue('kong-package-unverified', {
    path,
    message: `topogen knows no checksum of ${what}, and nodes would install it as root unverified`,
    remedy: 'add packageSha256 of a package that you have checked, or name machine images that hold Kong already',
  });
}

export function kongChecksumOfAnotherRelease(path: Path, of: string, release: string): Issue {
  return issue('kong-checksum-of-another-release', {
    path,
    message: `this is the checksum that Kong published of ${of}, and nodes would install no ${release} by it`,
    remedy: `state the checksum of the package of ${release}, or leave packageSha256 out where topogen knows it`,
  });
}

export function nobodyTakesOver(path: Path): Issue {
  return issue('nobody-takes-over', {
    path,
    message: 'one datacenter cannot survive the loss of a datacenter',
    remedy: 'write "zone", or add a datacenter',
  });
}
