/**
 * Checksums of Kong's Debian packages for amd64, by release and by the Ubuntu release that they were built for.
 *
 * Source: `ubuntu/Dockerfile` of Kong/docker-kong at the tag of each release, where Kong holds its own download against
 * them. 2.8.4, 2.8.5 and from 3.4.2 on all but 3.6.0 are fetched there from the very address that nodes fetch from; the others
 * from the address that Kong's packages had before July 2023. Those of 3.9.0 and 3.9.1 are of commits 62560bd and 57fc90f, whose
 * `update.sh` takes them from the package for 22.04; at the tags the image has moved on to 24.04. A release that is missing has no published checksum for the package that nodes
 * would install.
 */
export const KONG_PACKAGES: Readonly<Record<string, { readonly builtFor: string; readonly sha256: string }>> = {
  '2.5.2': { builtFor: 'focal', sha256: 'ae65ac9eb35f682768abfb080c61581440347db8dafd0a495639ff666a406a96' },
  '2.6.1': { builtFor: 'focal', sha256: 'f70757f9317a1d40316f0187ae6e91c0c94b5b4346e564f7ae8430775bf7ad7e' },
  '2.7.0': { builtFor: 'focal', sha256: '6c0d6091f40b2b870b75fd2429b5c1be025e6b0893b5d1f70a0698e77fe027c2' },
  '2.7.1': { builtFor: 'focal', sha256: 'feeee661bbe44cf3ca2d4b748291dd3f9153f355fbc13ffeccb6fbc036249a89' },
  '2.7.2': { builtFor: 'focal', sha256: '8124ddbfe80a1627b19a54e14b20ff0e176549699491cf5c61a4f0355470f8fc' },
  '2.8.0': { builtFor: 'focal', sha256: 'f49c6733bf71d5a9079fa7238f8b8cbdab11077a6afd81077a025268c6611744' },
  '2.8.1': { builtFor: 'focal', sha256: '10d12d23e5890414d666663094d51a42de41f8a9806fbc0baaf9ac4d37794361' },
  '2.8.4': { builtFor: 'jammy', sha256: 'e4bc62c80f717114cc486776ee453931c5de0e8eaf0901ac11dbb4b2bae14534' },
  '2.8.5': { builtFor: 'jammy', sha256: 'efba2bb8b1cb567bc90cc371e80503c558cbc74377b34609552ae2273def3fe3' },
  '3.0.0': { builtFor: 'focal', sha256: '3a38f6c4ba1cfc8897e655e46b957c7b0f2dd930111bf3d02411fedd1de53d6d' },
  '3.0.1': { builtFor: 'focal', sha256: '36f05448b4bba55cfaccddb30a376c952b5be850892af2ca1be904001ebb446a' },
  '3.2.2': { builtFor: 'jammy', sha256: 'bfb905c69950386397e8a975358324ec3e2c8fd6dd0425e4a5c2a4c80add4540' },
  '3.3.0': { builtFor: 'jammy', sha256: 'e8c5fe8cacf19477d37a3b16375a263183f0c87c9ec217c4ead0c774d286be5b' },
  '3.3.1': { builtFor: 'jammy', sha256: '3aa6625933b60c8a4669a3623bcd3a3d736dfd807bbc314ea8989cd63c117a20' },
  '3.4.0': { builtFor: 'jammy', sha256: '9a4203174a29895d5dd71092a05b15b26ee9644e068d14d970aed28461d358fa' },
  '3.4.1': { builtFor: 'jammy', sha256: '664dd8fe5ce3621b1945e0b8ea27e8e607b2de1aafa7d796b5d5edd22ce6f6d2' },
  '3.4.2': { builtFor: 'jammy', sha256: 'b6bf56a5088660e7cac748a005af8d977be7177e64b0abfe1e7f77d797cdc0e2' },
  '3.5.0': { builtFor: 'jammy', sha256: 'ad00de50a799f533e0e88d10063022b41e52bc50fa3c9169ce451c9561e2cd5d' },
  '3.6.0': { builtFor: 'jammy', sha256: '73baee93639c774f3932e270f2ef9021ee638bff3b301a94bfb6003aaaa8b5e1' },
  '3.6.1': { builtFor: 'jammy', sha256: '03b2aca93fd41b8dc0908754cef815433c1d3069ac842a1d078ca98105b230fd' },
  '3.7.0': { builtFor: 'jammy', sha256: '71b946cac188653eb29714f21b98eb146cec536e05a5818a49007f9211e572d4' },
  '3.7.1': { builtFor: 'jammy', sha256: '58e380961fc90c6b4dfd62f4ee596ab053afe5ae72a93445c4356f496f2dc9ec' },
  '3.8.0': { builtFor: 'jammy', sha256: 'd7f3bb1b34128ebefc7c1dadf552b88903631d33e479715545c1e1b8f9468987' },
  '3.9.0': { builtFor: 'jammy', sha256: 'cf1935923583b306200d74327195c91a36f5c72f623235bb505199ba23d51186' },
  '3.9.1': { builtFor: 'jammy', sha256: '240a6f4c8b4c65f8688ea4bdfc92380f6be850f83b0b39ecf448571c3acbf5a4' },
};

/** Returns the checksum of the package in Kong's repository; undefined if Kong has published none. */
export function packageChecksum(release: string): string | undefined {
  return Object.hasOwn(KONG_PACKAGES, release) ? KONG_PACKAGES[release]?.sha256 : undefined;
}

/** Returns the releases for whose package Kong has published this checksum. */
export function releasesOfChecksum(checksum: string): string[] {
  return Object.entries(KONG_PACKAGES).flatMap(([release, { sha256 }]) => (sha256 === checksum ? [release] : []));
}
