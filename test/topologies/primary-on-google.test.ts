import { proveTopology } from '../support/prove-topology';
import { synthesizeText } from '../support/synthesized';

/* No ready-made topology has a replica on Google, or clients on AWS of a primary on Google. */

const SPEC = {
  name: 'edge',
  requestsPerSecond: 3_000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
    { name: 'asia', cloud: 'google', region: 'asia-southeast1' },
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  ],
  kong: { mode: 'traditional' },
  datastore: { engine: 'postgresql', primary: 'eu-west', replicas: ['asia'] },
};

proveTopology('with a primary and a replica on Google, and clients on AWS', {
  long: true,
  synthesize: () => synthesizeText(JSON.stringify(SPEC), 'edge.json'),
});
