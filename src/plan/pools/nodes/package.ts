import { userText, type UserText } from '../../../kernel/text/text';
import { compareVersions } from '../../../kernel/version';
import type { KongSoftware } from '../pool';

/** The Debian package of a release. */
export interface KongPackage {
  /** Name of the package in dpkg. */
  readonly name: string;
  readonly url: UserText;
  /** Ubuntu release that the package was built for: the newest with a package, up to the machines' 22.04. */
  readonly builtFor: UbuntuRelease;
}

type UbuntuRelease = 'xenial' | 'bionic' | 'focal' | 'jammy';

const REPOSITORY = 'https://packages.konghq.com/public';

/**
 * Returns the package that nodes install: from the topology's own address, or from Kong's repository.
 *
 * The path `<repository>/deb/ubuntu/pool/<codename>/main/k/ko/<name>_<version>/<name>_<version>_<arch>.deb` is that of
 * docker-kong's Dockerfile at 2.8.5. It could not be checked which of the old files still exist, least of all those of
 * 0.x and 1.x: `packageUrl` with a copy of one's own, and its `packageSha256`, are the safe choice for a system that has
 * to last.
 */
export function kongPackage({
  release: version,
  packageUrl,
}: Pick<KongSoftware, 'release' | 'packageUrl'>): KongPackage {
  const name = compareVersions(version, '1.0.0') < 0 ? 'kong-community-edition' : 'kong';
  const architecture = compareVersions(version, '1.3.0') < 0 ? 'all' : 'amd64';
  const builtFor = ubuntuRelease(version);
  const folder = `${REPOSITORY}/${repository(version)}/deb/ubuntu/pool/${builtFor}/main/k/ko/${name}_${version}`;
  return { name, builtFor, url: packageUrl ?? userText(`${folder}/${name}_${version}_${architecture}.deb`) };
}

/**
 * Returns the repository of a release: one for each line since 2.8, and one for all before. Source: Kong's installation
 * pages, 2023.
 */
function repository(version: string): string {
  if (compareVersions(version, '2.8.0') < 0) return 'gateway-legacy';
  const [major, minor] = version.split('.');
  return `gateway-${major}${minor}`;
}

/**
 * Returns the Ubuntu release that a package was built for. Source: the build matrix at each tag (Jenkinsfile;
 * .github/matrix-full.yml from 3.2 and 2.8.5 on): 22.04 since 3.0.2 and 2.8.4, 20.04 since 2.1, 18.04 since 1.3.
 * Packages for an older Ubuntu contain their own OpenResty and OpenSSL and need little of the system; whether they run
 * on 22.04 could not be tried.
 */
function ubuntuRelease(version: string): UbuntuRelease {
  if (compareVersions(version, '3.0.2') >= 0) return 'jammy';
  if (compareVersions(version, '2.8.4') >= 0 && compareVersions(version, '3.0.0') < 0) return 'jammy';
  if (compareVersions(version, '2.1.0') >= 0) return 'focal';
  return compareVersions(version, '1.3.0') >= 0 ? 'bionic' : 'xenial';
}
