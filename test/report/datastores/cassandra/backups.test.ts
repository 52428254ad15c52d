import { terraformAddresses } from '../../../../src/actions/terraform-addresses';
import { CLOUD_FACTS } from '../../../../src/clouds/facts';
import type { Plan } from '../../../../src/plan/plan';
import { renderBackups } from '../../../../src/report/datastores/cassandra/backups';
import { clusterOf as awsCluster, element } from '../../../clouds/aws/aws-stacks';
import { clusterOf as googleCluster, resource } from '../../../clouds/google/google-stacks';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { readTemplates } from '../../../support/templates';

const PLAN = aPlan(TWO_CLOUDS, { backups: { everyHours: 6, keepDays: 14 } });
const PAGE = pageOf(PLAN);

function pageOf(plan: Plan): string {
  return renderBackups({ plan, addresses: terraformAddresses(plan, plan) }, CLOUD_FACTS);
}

test('the page has the schedule of the spec', () => {
  expect(PAGE).toContain('Every 6 hours, from 4:00 UTC on');
  expect(PAGE).toContain('keeps it for 14 days');
});

test('commands name disks and machines as the clouds know them', () => {
  const aws = awsCluster(PLAN, 'us-east').json.resource;
  const volume = element(aws, 'aws_ebs_volume', 'cassandra_1');
  const { Name: disk } = volume['tags'] as { readonly Name: string };
  const { Name: machine } = element(aws, 'aws_instance', 'cassandra_1')['tags'] as { readonly Name: string };
  expect(PAGE).toContain(`Name=tag:Name,Values=${disk} \\`);
  expect(PAGE).toContain(`Name=tag:Name,Values=${machine} Name=instance-state-name`);
  expect(PAGE).toContain(`--availability-zone ${String(volume['availability_zone'])} --volume-type gp3`);

  const google = googleCluster(PLAN, 'eu-west');
  const named = resource(google, 'google_compute_disk', 'cassandra_1_data');
  const node = resource(google, 'google_compute_instance', 'cassandra_1');
  expect(PAGE).toContain(`'sourceDisk~/${String(named['name'])}$'`);
  expect(PAGE).toContain(
    `instances attach-disk ${String(node['name'])} --project acme-edge --zone ${String(node['zone'])} \\`,
  );
});

test('what is set aside and copied is what a node itself sets aside, and knows itself by', () => {
  const scripts = readTemplates()['cassandra/topogen-wait-turn']!;
  const [, aside = ''] = /for part in ([a-z_ ]+) "/.exec(scripts) ?? [];
  expect(PAGE).toContain(`/var/lib/cassandra/{${aside.split(' ').join(',')},topogen-joined}`);
});

test("a disk with a key of the user's own is copied with that key", () => {
  const key = 'projects/acme-keys/locations/europe-west1/keyRings/edge/cryptoKeys/edge';
  const [east, west] = TWO_CLOUDS;
  const own = aPlan([east!, { ...west!, kmsKey: key }]);
  expect(pageOf(own)).toContain(`--kms-key ${key}`);
  expect(PAGE).not.toContain('--kms-key');
});

test('without backups the page says so', () => {
  expect(pageOf(aPlan(TWO_CLOUDS, { backups: 'none' }))).toMatch(/^## Backups\n\nThere are none/);
});
