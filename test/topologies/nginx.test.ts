import { proveTopology } from '../support/prove-topology';

proveTopology('nginx', { long: true });
