import { proveTopology } from '../support/prove-topology';
import { synthesizeText } from '../support/synthesized';

const SPEC = {
  name: 'hub-ipsec',
  requestsPerSecond: 9000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  ],
  links: { shape: 'hub', hub: 'us-west', awsToAws: 'ipsec' },
};

proveTopology('a hub whose AWS spoke has IPsec', {
  long: true,
  synthesize: () => synthesizeText(JSON.stringify(SPEC), 'hub-ipsec.json'),
});
