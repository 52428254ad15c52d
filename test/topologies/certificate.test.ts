import { proveTopology } from '../support/prove-topology';

proveTopology('certificate', { long: true });
