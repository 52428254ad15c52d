import { proveTopology } from '../support/prove-topology';

proveTopology('internal', { long: true });
