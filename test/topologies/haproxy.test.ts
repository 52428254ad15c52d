import { proveTopology } from '../support/prove-topology';

proveTopology('haproxy', { long: true });
