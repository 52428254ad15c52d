import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudId } from '../../../../src/kernel/ids';
import { renderBalancer } from '../../../../src/plan/nodes/balancer/render';
import { aPlan } from '../../../support/a-spec';
import { LoneMachine, type Ending } from '../../../support/simulated-machine';
import { readTemplates } from '../../../support/templates';

/* The program that asks a cloud for the machines of the pool, with stand-ins of its metadata and of its list. */

const MACHINE = 'https://www.googleapis.com/compute/v1/projects/acme-edge/zones/europe-west1-b/instances';

const CURL = `
case "$*" in
  *latest/api/token*) echo token ;;
  *meta-data/tags/instance/topogen-pool) echo edge-here-kong ;;
  *meta-data/placement/region) echo us-east-1 ;;
  *v1/project/project-id) echo acme-edge ;;
  *v1/instance/zone) echo projects/123/zones/europe-west1-d ;;
  *v1/instance/attributes/topogen-pool) echo edge-here-kong ;;
  *service-accounts/default/token) echo '{"access_token":"machine-token"}' ;;
  *compute/v1/projects/acme-edge/regions/europe-west1/instanceGroupManagers/edge-here-kong/listManagedInstances*)
    [ "$(cat)" = 'header = "Authorization: Bearer machine-token"' ] || exit 22
    cat "$WORLD/managed" ;;
  *'filter=name eq edge-here-kong-[a-z0-9]+'*compute/v1/projects/acme-edge/aggregated/instances)
    [ "$(cat)" = 'header = "Authorization: Bearer machine-token"' ] || exit 22
    case "$*" in
      *pageToken=second*) cat "$WORLD/machines-2" ;;
      *pageToken=*) exit 22 ;;
      *) cat "$WORLD/machines" ;;
    esac ;;
  *) exit 6 ;;
esac
`;

/** Answers as the service does for one region and one group, and notes what it was asked. */
const AWS = `
echo "$*" >>"$WORLD/log"
cat "$WORLD/instances"
`;

class Asker extends LoneMachine {
  constructor(cloud: CloudId) {
    super(mkdtempSync(join(tmpdir(), 'topogen-list-')), { curl: CURL, aws: AWS });
    const plan = aPlan([{ name: 'here', cloud }], { gateway: { balancer: 'haproxy' } });
    const [own] = plan.datacenters;
    const node = own?.balancers?.nodes[1];
    if (!own || !node) throw new Error('the plan has no balancers');
    this.lay(renderBalancer(plan, own, node, readTemplates()));
  }

  says(file: string, text: string): this {
    this.write(file, text);
    return this;
  }

  ask(): Promise<Ending> {
    return this.call('topogen-balancer-members', {});
  }
}

let asker: Asker;
afterEach(() => asker.destroy());

test('AWS lists the running machines of the group that the tag names', async () => {
  asker = new Asker('aws').says('instances', '10.64.32.10\n10.64.40.11\n');
  expect(await asker.ask()).toEqual({ code: 0, output: '10.64.32.10\n10.64.40.11\n' });
  const [asked] = asker.log();
  expect(asked).toContain('--region us-east-1');
  expect(asked).toContain('Name=tag:aws:autoscaling:groupName,Values=edge-here-kong');
  expect(asked).toContain('Name=instance-state-name,Values=running');
});

test('a list of AWS that cannot be had is no empty one', async () => {
  asker = new Asker('aws');
  expect((await asker.ask()).code).not.toBe(0);
});

const entry = (name: string, currentAction: string, instanceStatus = 'RUNNING'): object => {
  return { instance: `${MACHINE}/${name}`, instanceStatus, currentAction };
};
const machine = (name: string, networkIP: string): object => {
  return { selfLink: `${MACHINE}/${name}`, networkInterfaces: [{ networkIP }] };
};

test('Google lists the machines of the group that run and are not about to go', async () => {
  asker = new Asker('google')
    .says(
      'managed',
      JSON.stringify({
        managedInstances: [
          entry('a', 'NONE'),
          entry('b', 'DELETING'),
          entry('c', 'VERIFYING'),
          entry('d', 'CREATING', 'STAGING'),
        ],
      }),
    )
    .says(
      'machines',
      JSON.stringify({
        items: {
          'zones/europe-west1-b': { instances: [machine('a', '10.65.32.2'), machine('b', '10.65.32.3')] },
          'zones/europe-west1-c': { instances: [machine('c', '10.65.32.4'), machine('d', '10.65.32.5')] },
          'zones/europe-west1-d': {},
        },
      }),
    );
  expect(await asker.ask()).toEqual({ code: 0, output: '10.65.32.2\n10.65.32.4\n' });
});

test('Google lists machines on several pages', async () => {
  const page = (of: object, next?: string): string =>
    JSON.stringify({ items: { 'zones/europe-west1-b': { instances: [of] } }, nextPageToken: next });
  asker = new Asker('google')
    .says('managed', JSON.stringify({ managedInstances: [entry('a', 'NONE'), entry('b', 'NONE')] }))
    .says('machines', page(machine('a', '10.65.32.2'), 'second'))
    .says('machines-2', page(machine('b', '10.65.32.3')));
  expect(await asker.ask()).toEqual({ code: 0, output: '10.65.32.2\n10.65.32.3\n' });
});

test.each([
  ['that leaves out the address of one', { managedInstances: [entry('a', 'NONE')] }, { items: {} }],
  ['of a group with more pages', { managedInstances: [], nextPageToken: 'x' }, { items: {} }],
  ['with a page that cannot be had', { managedInstances: [] }, { items: {}, nextPageToken: 'lost' }],
])('a list of Google %s is none', async (_, managed, machines) => {
  asker = new Asker('google').says('managed', JSON.stringify(managed)).says('machines', JSON.stringify(machines));
  expect((await asker.ask()).code).not.toBe(0);
});
