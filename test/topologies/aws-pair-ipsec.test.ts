import { proveTopology } from '../support/prove-topology';

proveTopology('aws-pair-ipsec', { long: true });
