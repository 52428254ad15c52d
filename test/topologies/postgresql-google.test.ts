import { proveTopology } from '../support/prove-topology';

proveTopology('postgresql-google', { long: true });
