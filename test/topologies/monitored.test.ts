import { proveTopology } from '../support/prove-topology';
import { synthesizeMonitored } from '../support/monitored';

proveTopology('monitored', { long: true });

describe('a replica of PostgreSQL on AWS', () => {
  proveTopology('postgresql-traditional', {
    long: true,
    synthesize: () => synthesizeMonitored('postgresql-traditional'),
  });
});

describe('PostgreSQL on Google Cloud, with control planes, and a Prometheus that reads of both kinds of pools on both clouds', () => {
  const scrapeCidrs = ['10.64.0.0/10', '172.16.9.0/24'];
  proveTopology('primary-on-google', {
    long: true,
    synthesize: () => synthesizeMonitored('postgresql-google', { scrapeCidrs }),
  });
});
