import { proveTopology } from '../support/prove-topology';

proveTopology('aws-pair', { long: true });
