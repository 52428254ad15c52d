import { proveTopology } from '../support/prove-topology';

proveTopology('redis', { long: true });
