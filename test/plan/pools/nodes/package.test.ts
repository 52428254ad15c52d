import { userText } from '../../../../src/kernel/text/text';
import { kongPackage } from '../../../../src/plan/pools/nodes/package';

const POOL = 'https://packages.konghq.com/public';

test.each([
  ['3.3.1', 'jammy', `${POOL}/gateway-33/deb/ubuntu/pool/jammy/main/k/ko/kong_3.3.1/kong_3.3.1_amd64.deb`],
  ['3.0.0', 'focal', `${POOL}/gateway-30/deb/ubuntu/pool/focal/main/k/ko/kong_3.0.0/kong_3.0.0_amd64.deb`],
  ['2.8.5', 'jammy', `${POOL}/gateway-28/deb/ubuntu/pool/jammy/main/k/ko/kong_2.8.5/kong_2.8.5_amd64.deb`],
  ['2.8.1', 'focal', `${POOL}/gateway-28/deb/ubuntu/pool/focal/main/k/ko/kong_2.8.1/kong_2.8.1_amd64.deb`],
  ['2.7.2', 'focal', `${POOL}/gateway-legacy/deb/ubuntu/pool/focal/main/k/ko/kong_2.7.2/kong_2.7.2_amd64.deb`],
  ['1.5.1', 'bionic', `${POOL}/gateway-legacy/deb/ubuntu/pool/bionic/main/k/ko/kong_1.5.1/kong_1.5.1_amd64.deb`],
  ['1.2.3', 'xenial', `${POOL}/gateway-legacy/deb/ubuntu/pool/xenial/main/k/ko/kong_1.2.3/kong_1.2.3_all.deb`],
])('Kong %s comes from its own repository, built for %s', (version, builtFor, url) => {
  expect(kongPackage({ release: version })).toEqual({ name: 'kong', builtFor, url });
});

test('before 1.0 the package has another name', () => {
  expect(kongPackage({ release: '0.13.1' })).toMatchObject({
    name: 'kong-community-edition',
    url: `${POOL}/gateway-legacy/deb/ubuntu/pool/xenial/main/k/ko/kong-community-edition_0.13.1/kong-community-edition_0.13.1_all.deb`,
  });
});

test("the topology's own address wins", () => {
  expect(kongPackage({ release: '3.3.1', packageUrl: userText('https://mirror.example.com/k.deb') }).url).toBe(
    'https://mirror.example.com/k.deb',
  );
});
