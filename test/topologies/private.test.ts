import { proveTopology } from '../support/prove-topology';

proveTopology('private', { long: true });
