import { cassandraOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { CLOUD_IDS, type CloudId } from '../../../../../src/kernel/ids';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import { aPlan } from '../../../../support/a-spec';
import { readTemplates } from '../../../../support/templates';
import { Sandbox } from './sandbox';

let machine: Sandbox;

/** A machine of the cloud whose metadata and secret services are stood in for, the latter failing twice. */
function machineOf(cloud: CloudId): Sandbox {
  const plan = aPlan([{ name: 'here', cloud }], { datastore: { nodesPerDatacenter: 3 } });
  const [datacenter] = plan.datacenters;
  const sandbox = new Sandbox(
    renderCassandraNode(plan, datacenter!, cassandraOf(datacenter!).nodes[0]!, readTemplates()),
  );
  const fails = 'echo x >>"$SANDBOX/tries"; [ "$(wc -l <"$SANDBOX/tries")" -gt 2 ] || exit 22';
  sandbox.command('aws', `${fails}; [[ "$*" == *'--region us-east-1 --secret-id edge-here-key '* ]] && echo S3cret`);
  sandbox.command(
    'curl',
    `case "$*" in
    *latest/api/token*) echo imds-token ;;
    *meta-data/placement/region) echo us-east-1 ;;
    *meta-data/placement/availability-zone) echo us-east-1c ;;
    *meta-data/instance-id) echo i-0123 ;;
    *meta-data/local-ipv4) echo 10.64.64.10 ;;
    *meta-data/tags/instance/topogen-data-volume) echo vol-0a1b2c ;;
    *v1/project/project-id) echo acme-edge ;;
    *v1/instance/zone) echo projects/123/zones/europe-west1-d ;;
    *v1/instance/name) echo edge-here-cassandra-1 ;;
    *v1/instance/network-interfaces/0/ip) echo 10.65.64.10 ;;
    *service-accounts/default/token) echo '{"access_token":"machine-token","expires_in":3000}' ;;
    *secretmanager.googleapis.com/v1/projects/acme-edge/secrets/edge-here-key/versions/latest:access)
      ${fails}
      [ "$(cat)" = 'header = "Authorization: Bearer machine-token"' ] || exit 22
      echo '{"name":"projects/123","payload":{"data":"UzNjcmV0"}}' ;;
    *) exit 6 ;;
    esac`,
  );
  return sandbox;
}

/** What a function of the platform prints. */
function ask(words: string): { readonly output: string; readonly journal: string } {
  machine.write(
    'ask-it',
    machine.moved(
      `set -euo pipefail\n. /usr/local/lib/topogen/common.sh\n. /usr/local/lib/topogen/platform.sh\n${words} >"$SANDBOX/output"\n`,
    ),
  );
  const { status, journal } = machine.run('ask-it');
  expect({ status, journal }).toMatchObject({ status: 0 });
  return { output: machine.read('output').trim(), journal };
}

afterEach(() => machine.remove());

test.each(CLOUD_IDS)(
  'a secret of %s is fetched although the service fails twice, and never shown on the way',
  (cloud) => {
    machine = machineOf(cloud);
    const { output, journal } = ask('platform_secret edge-here-key');
    expect(output).toBe('S3cret');
    expect(journal.match(/secret edge-here-key: no success yet/g)).toHaveLength(2);
    expect(journal).not.toContain('S3cret');
    expect(machine.calls().join('\n')).not.toMatch(/S3cret|machine-token/);
  },
);

test.each([
  ['aws', '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0a1b2c'],
  ['google', '/dev/disk/by-id/google-data'],
] as const)('the data disk of %s is found by its stable name', (cloud, device) => {
  machine = machineOf(cloud);
  machine.write(device, '');
  expect(ask('platform_data_device').output).toBe(machine.moved(device));
});

test.each(CLOUD_IDS)('the data disk of %s is waited for', (cloud) => {
  machine = machineOf(cloud);
  machine.write(
    'wait',
    machine.moved('. /usr/local/lib/topogen/common.sh\n. /usr/local/lib/topogen/platform.sh\nplatform_data_device\n'),
  );
  const { status, journal } = machine.run('wait');
  expect(status).not.toBe(0);
  expect(journal).toContain('data disk');
  expect(journal).toContain('no success yet, next try in 60 s');
});

test.each([
  ['aws', ['us-east-1', 'us-east-1c', 'i-0123', '10.64.64.10', '169.254.169.123']],
  ['google', ['europe-west1', 'europe-west1-d', 'edge-here-cassandra-1', '10.65.64.10', 'metadata.google.internal']],
] as const)('a machine of %s knows where and who it is', (cloud, facts) => {
  machine = machineOf(cloud);
  const words = ['region', 'zone', 'instance', 'address', 'time_server'].map((name) => `platform_${name}`);
  expect(ask(`{ ${words.join('; ')}; }`).output.split('\n')).toEqual(facts);
});

test('every cloud answers to the same names', () => {
  const names = CLOUD_IDS.map((cloud) => {
    machine = machineOf(cloud);
    const text = machine.read('/usr/local/lib/topogen/platform.sh');
    machine.remove();
    return [...text.matchAll(/^(platform_\w+)\(\)/gm)].map((it) => it[1]).sort();
  });
  expect(names[0]!.length).toBeGreaterThan(5);
  for (const others of names) expect(others).toEqual(names[0]);
});
