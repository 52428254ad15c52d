import { proveTopology } from '../support/prove-topology';
import { synthesizeMonitored } from '../support/monitored';

proveTopology('monitored', { long: true });

describe('a replica of PostgreSQL on AWS', () => {
  proveTopology('postgresql-traditional', {
    long: true,
    synthesize: () => synthesizeMonitored('postgresql-traditional'),
  });
});

describe('PostgreSQL on Google Cloud, with control planes', () => {
  proveTopology('primary-on-google', { long: true, synthesize: () => synthesizeMonitored('postgresql-google') });
});
