import { lockChanges } from '../../src/actions/lock-changes';
import { standingOf } from '../../src/plan/standing';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';

/* What --frozen-lock says of a lock file that does not fit: every fact in words, whatever part of the lock file holds it. */

const EVERYTHING = {
  gateway: {
    hostname: 'api.example.com',
    dns: { provider: 'route53', zone: 'example.com', policy: 'weighted' },
    healthPath: '/healthz',
    certificate: { aws: 'edge/tls', google: 'edge-tls' },
  },
  kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
  state: { backend: 's3', bucket: 'acme-state', region: 'eu-west-1' },
};

test('every fact has words, and none is an object', () => {
  const [before, after] = [standingOf(aPlan(TWO_CLOUDS.slice(0, 1))), standingOf(aPlan(TWO_CLOUDS, EVERYTHING))];
  const found = lockChanges(before, after);
  expect(found.filter((line) => line.includes('[object') || line.includes('{'))).toEqual([]);
  expect(found).toEqual(
    expect.arrayContaining([
      'certificate aws none to edge/tls',
      'eu-west nodes none to 3',
      'names hostname none to api.example.com',
      'redis password none to required',
      'state backend local to s3',
    ]),
  );
});
