import { proveTopology } from '../support/prove-topology';

proveTopology('development', { long: true });
