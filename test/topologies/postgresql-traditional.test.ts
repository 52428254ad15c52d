import { proveTopology } from '../support/prove-topology';

proveTopology('postgresql-traditional', { long: true });
