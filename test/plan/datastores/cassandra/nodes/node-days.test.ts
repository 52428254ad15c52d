import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudId } from '../../../../../src/kernel/ids';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import { cassandraOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { aPlan } from '../../../../support/a-spec';
import { readTemplates } from '../../../../support/templates';
import { Sandbox } from './sandbox';

/* What a node of an encrypted ring tells its cloud of its certificate and of the authority: the script, with the real openssl. */

const SCRIPT = '/usr/local/sbin/topogen-node-days';
const TLS = '/etc/cassandra/tls';
const NOTIFIED = {
  aws: 'arn:aws:sns:us-east-1:111122223333:edge-alarms',
  google: 'projects/acme-edge/notificationChannels/1',
};

/** Cloud Monitoring refuses a second point of a series within five seconds, with 400, and of one that is older. */
const CURL = `case "$*" in
  *project/project-id*) echo acme-edge ;;
  *instance/id*) echo 4711 ;;
  *instance/zone*) echo projects/1/zones/europe-west1-b ;;
  *service-accounts/default/token*) echo '{"access_token":"token"}' ;;
  *meta-data/placement/region*) echo us-east-1 ;;
  *latest/api/token*) echo token ;;
  *timeSeries)
    while (($#)); do if [[ "$1" == --data ]]; then body="$(cat "\${2#@}")"; fi; shift; done
    series="$(sed 's/,"points".*//' <<<"$body" | sha256sum | cut -c 1-16)"
    [[ ! -e "$SANDBOX/$series" ]] || exit 22
    echo "$body" >"$SANDBOX/$series"
    echo "$body" >>"$SANDBOX/told" ;;
  *) exit 6 ;;
  esac`;

let machine: Sandbox;

/** A machine whose certificate and authority hold for so many days. */
function machineOf(cloud: CloudId, days: { readonly node?: number; readonly authority?: number }): Sandbox {
  const plan = aPlan([{ name: 'here', cloud }], {
    datastore: { encryption: { internode: 'all' } },
    monitoring: { notify: { here: NOTIFIED[cloud] } },
  });
  const [datacenter] = plan.datacenters;
  const sandbox = new Sandbox(
    renderCassandraNode(plan, datacenter!, cassandraOf(datacenter!).nodes[0]!, readTemplates()),
  );
  sandbox.command('curl', CURL);
  sandbox.command('aws', 'echo "$*" >>"$SANDBOX/told"');
  mkdirSync(join(sandbox.folder, TLS), { recursive: true });
  for (const [file, left] of [
    ['node', days.node],
    ['authorities', days.authority],
  ] as const) {
    if (left === undefined) continue;
    const pem = join(sandbox.folder, TLS, `${file}.pem`);
    const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout'];
    const made = spawnSync('openssl', [...words, `${pem}.key`, '-subj', '/CN=a', '-days', String(left), '-out', pem]);
    expect(made.stderr.toString().replace(/[-+.*\s]/g, '')).toBe('');
  }
  return sandbox;
}

/** Figures that the cloud was told, and took. */
function told(): number[] {
  if (!machine.has('told')) return [];
  const figures = machine.read('told').matchAll(/"int64Value":"(\d+)"|--value (\d+)$/gm);
  return [...figures].map(([, google, aws]) => Number(google ?? aws));
}

afterEach(() => machine.remove());

describe.each(['aws', 'google'] as const)('on %s', (cloud) => {
  test.each([
    ['the certificate ends first', { node: 20, authority: 800 }, 20],
    ['its authority ends first', { node: 90, authority: 12 }, 12],
  ])('where %s, its days are told, once', (_, days, expected) => {
    machine = machineOf(cloud, days);
    const { status, journal } = machine.run(SCRIPT);
    expect([status, journal]).toEqual([0, '']);
    // A day that has just begun is not whole any more, unless it is the same second.
    expect(told().map((it) => (it === expected - 1 ? expected : it))).toEqual([expected]);
  });

  test('nothing is told before both are there', () => {
    machine = machineOf(cloud, { node: 20 });
    expect(machine.run(SCRIPT).status).not.toBe(0);
    expect(told()).toEqual([]);
  });
});
