import { proveTopology } from '../support/prove-topology';
import { synthesizeText } from '../support/synthesized';

/** Two clouds with an encrypted ring. */
const SPEC = {
  name: 'edge',
  requestsPerSecond: 8000,
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
  ],
  datastore: { encryption: { internode: 'all', clients: true } },
  monitoring: {
    notify: {
      'us-east': 'arn:aws:sns:us-east-1:111122223333:edge-alarms',
      'eu-west': 'projects/acme-edge/notificationChannels/1234567890123456789',
    },
  },
};

const encrypted = () => synthesizeText(JSON.stringify(SPEC), 'edge.json');

proveTopology('with an encrypted ring', { synthesize: encrypted, long: true });

test('nodes of an encrypted ring may tell the days of their certificate, and an alarm of each datacenter hears them', async () => {
  const { topology, synthesis } = await encrypted();
  const alarms = topology.plan.alarms.filter(({ kind }) => kind === 'node-certificate');
  expect(alarms.map(({ datacenter }) => datacenter)).toEqual(['eu-west', 'us-east']);
  const textOf = (path: string): string => synthesis.terraform.find((it) => it.path === path)?.text ?? '';
  for (const datacenter of ['us-east', 'eu-west']) {
    const files = `cluster-${datacenter}/files/cassandra`;
    expect(textOf(`${files}/topogen-node-days`)).toContain('tell_days node-certificate');
    expect(textOf(`${files}/topogen-repair.service`)).toContain('ExecStartPre=-/usr/local/sbin/topogen-node-days\n');
    expect(textOf(`cluster-${datacenter}/identity.tf`)).toContain('"cassandra_days"');
  }
});
