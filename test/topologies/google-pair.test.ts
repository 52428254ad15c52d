import { proveTopology } from '../support/prove-topology';

proveTopology('google-pair', { long: true });
