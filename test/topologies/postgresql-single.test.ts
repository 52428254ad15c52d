import { proveTopology } from '../support/prove-topology';

proveTopology('postgresql-single', { long: true });
