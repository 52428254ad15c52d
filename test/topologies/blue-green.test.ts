import { proveTopology } from '../support/prove-topology';

proveTopology('blue-green', { long: true });
