import { proveTopology } from '../support/prove-topology';

proveTopology('postgresql-hybrid', { long: true });
