import { proveTopology } from '../support/prove-topology';

proveTopology('two-clouds', { long: true });
