import { proveTopology } from '../support/prove-topology';

proveTopology('three-clouds', { long: true });
