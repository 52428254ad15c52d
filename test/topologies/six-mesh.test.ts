import { proveTopology } from '../support/prove-topology';

proveTopology('six-mesh', { long: true });
