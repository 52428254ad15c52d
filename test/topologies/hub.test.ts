import { proveTopology } from '../support/prove-topology';

proveTopology('hub', { long: true });
