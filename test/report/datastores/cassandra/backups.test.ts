import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformAddresses } from '../../../../src/actions/terraform-addresses';
import { CLOUD_FACTS } from '../../../../src/clouds/facts';
import type { Plan } from '../../../../src/plan/plan';
import { cassandraOf } from '../../../../src/report/datastores/cassandra/of-plan';
import { RING_ALERT_STEPS } from '../../../../src/report/datastores/cassandra/alert-steps';
import { renderBackups } from '../../../../src/report/datastores/cassandra/backups';
import { REPAIR_NOW } from '../../../../src/report/datastores/cassandra/commands';
import { REPAIRS } from '../../../../src/report/datastores/cassandra/repairs';
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

/** The commands that bring a disk back, on folders in the place of the disk and of the mounted copy. */
function bringBack(disk: string, copy: string): SpawnSyncReturns<string> {
  const [, commands = ''] = /sudo bash -eux <<'END'\n([^]+?)\nEND\n/.exec(PAGE) ?? [];
  const onFolders = commands
    .replaceAll('/var/lib/cassandra', disk)
    .replaceAll('/mnt/topogen-snapshot', copy)
    .replaceAll(/^u?mount .*$/gm, 'true');
  return spawnSync('bash', ['-eux'], { input: onFolders, encoding: 'utf8' });
}

test('what makes a node a member is set aside whole and taken from the snapshot whole, and never mixed with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-backups-'));
  try {
    const [disk, copy] = [join(folder, 'disk'), join(folder, 'copy')];
    const put = (at: string, part: string, text: string): void => {
      mkdirSync(join(at, part), { recursive: true });
      writeFileSync(join(at, part, 'file'), text);
    };
    for (const part of ['data', 'commitlog', 'topogen-starting']) put(disk, part, 'of now');
    for (const part of ['data', 'commitlog', 'hints']) put(copy, part, 'of then');
    writeFileSync(join(disk, 'topogen-repairs.prom'), '');

    expect(bringBack(disk, copy).status).toBe(0);
    expect(readdirSync(disk).sort()).toEqual(['commitlog', 'data', 'hints', 'topogen-former', 'topogen-repairs.prom']);
    expect(readdirSync(join(disk, 'topogen-former')).sort()).toEqual(['commitlog', 'data', 'topogen-starting']);
    expect(readFileSync(join(disk, 'data', 'file'), 'utf8')).toBe('of then');
    expect(readFileSync(join(disk, 'topogen-former', 'data', 'file'), 'utf8')).toBe('of now');

    put(copy, 'data', 'of another day');
    expect(bringBack(disk, copy).status).not.toBe(0);
    expect(readFileSync(join(disk, 'data', 'file'), 'utf8')).toBe('of then');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is set aside is what a node itself sets aside', () => {
  const scripts = readTemplates();
  const [, aside = ''] = /for part in (.+); do\n/.exec(scripts['cassandra/topogen-wait-turn']!) ?? [];
  const parts = aside.replaceAll(/"\$\{([A-Z_]+)##\*\/\}"/g, (_, name: string) => {
    const [, part = ''] = new RegExp(`^${name}="\\$DATA/(.+)"$`, 'm').exec(scripts['cassandra/cassandra.sh']!) ?? [];
    return part;
  });
  expect(parts).toMatch(/^data commitlog .* topogen-joined topogen-starting$/);
  expect(PAGE).toContain(`for part in ${parts}; do\n`);
});

test('Kong of before it had an export is written down by other means', () => {
  expect(PAGE).toContain('kong config db_export');
  expect(pageOf(aPlan(TWO_CLOUDS, { kong: { version: '1.2.3' } }))).not.toContain('db_export');
});

test('tables of a former Kong are migrated again by the job of its datacenter', () => {
  expect(PAGE).toMatch(/-chdir=cluster-\S+ apply -replace=(aws|google_compute)_instance\.kong_migrations/);
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

test('repairs by hand meet none of the weekly ones, on any page', () => {
  const step = (number: number): string => new RegExp(`^${number}\\. .*$`, 'm').exec(wholeRing)?.[0] ?? '';
  const [, wholeRing = ''] = /### The whole ring from one datacenter's snapshots\n([^]+?)\n###? /.exec(PAGE) ?? [];
  expect(step(2)).toContain('sudo systemctl stop topogen-repair.timer');
  expect(step(7)).toMatch(/nodetool repair --full`.*`sudo systemctl start topogen-repair\.timer`/);
  expect(REPAIRS).toMatch(/a repair by hand,.*`sudo systemctl stop topogen-repair\.timer` on every node/);
});

test('what is not due is repaired by the tool itself: its unit would end at once', () => {
  const byHand = Object.entries(RING_ALERT_STEPS).filter(([, steps]) => /by hand/.test(steps(PLAN).join('\n')));
  expect(byHand.map(([alert]) => alert)).toEqual(['CassandraHintsOver', 'CassandraDropsMessages']);
  for (const [, steps] of byHand) expect(steps(PLAN).join('\n')).toContain('`nodetool repair --full` on it');
  const now = Object.entries(RING_ALERT_STEPS).filter(([, steps]) => steps(PLAN).join('\n').includes(REPAIR_NOW));
  expect(now.map(([alert]) => alert)).toEqual(['CassandraRepairOverdue']);
});

describe('a second region', () => {
  const COPIED = { backups: { copyTo: { 'us-east': 'us-west-2', 'eu-west': 'europe-west4' } } };
  const copied = aPlan(TWO_CLOUDS, COPIED);
  const page = pageOf(copied);

  test('has the list of copies, by the tag that they have from their disks', () => {
    const { Name: disk } = element(awsCluster(copied, 'us-east').json.resource, 'aws_ebs_volume', 'cassandra_1')[
      'tags'
    ] as { readonly Name: string };
    expect(page).toContain(
      `aws ec2 describe-snapshots --region us-west-2 --owner-ids self \\\n  --filters Name=tag:Name,Values=${disk} `,
    );
    expect(page).toContain('Those of eu-west are stored in europe-west4 and nowhere else');
    expect(PAGE).not.toMatch(/second region|A region is lost|copied to/);
  });

  test('a datacenter that is built there has the names, addresses and racks that the ring on its disks knows', () => {
    const before = aPlan([{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }], {
      backups: { copyTo: 'us-west-2' },
    });
    const after = aPlan([{ name: 'us-east', cloud: 'aws', region: 'us-west-2' }]);
    const nodes = ({ datacenters }: Plan) =>
      cassandraOf(datacenters[0]!).nodes.map(({ name, address, rack, seed }) => ({ name, address, rack, seed }));
    expect(nodes(after)).toEqual(nodes(before));
    const disks = (plan: Plan) =>
      Object.values(awsCluster(plan, 'us-east').json.resource['aws_ebs_volume'] ?? {}).map(
        ({ tags }) => (tags as { readonly Name: string }).Name,
      );
    expect(disks(after)).toEqual(disks(before));
    expect(page).toContain('--allow region-changed:us-east,backup-copies-left:us-east');
    expect(page).toContain('--allow region-changed:eu-west,project-changed:eu-west');
  });

  test.each([
    ['us-east', 'cluster-us-east', ['aws_kms_key.copies', 'aws_vpc.main']],
    ['us-east', 'links', ['aws_vpc.main']],
    ['eu-west', 'cluster-eu-west', ['aws_iam_role.kong', 'aws_kms_key.copies', 'aws_vpc.main', 'aws_vpc.other']],
    ['eu-west', 'links', ['google_external.eu_west__us_east', 'google_router.eu_west']],
  ])('Terraform forgets of the region of %s in %s what is lost, and keeps the rest', (name, stack, forgotten) => {
    const [, script = ''] = new RegExp(`(for stack in network-${name} [^]+?)\\n3\\. `).exec(page) ?? [];
    const filters = [...script.matchAll(/for stack in (.+); do[^]+?jq -r '([^]+?)'/g)].flatMap(
      ([, stacks = '', filter]) => (stacks.split(' ').includes(stack) ? [filter ?? ''] : []),
    );
    expect(filters).not.toEqual([]);
    const resource = (mode: string, address: string, values: object) => ({ mode, address, values });
    const ofAws = [
      resource('managed', 'aws_vpc.main', { region: 'us-east-1' }),
      resource('managed', 'aws_vpc.other', { region: 'us-east-10' }),
      resource('managed', 'aws_iam_role.kong', { region: null }),
      resource('managed', 'aws_kms_key.copies', { region: 'us-west-2' }),
      resource('data', 'data.aws_region.here', { region: 'us-east-1' }),
    ];
    const at = (region: string) => ({ region, project: 'acme-edge' });
    const ofGoogle = [
      resource('managed', 'google_router.eu_west', at('europe-west1')),
      resource('managed', 'google_router.eu_north', at('europe-north1')),
      resource('managed', 'google_router.of_another', { ...at('europe-west1'), project: 'acme-other' }),
      resource('managed', 'google_external.eu_west__us_east', { name: 'edge-eu-west--us-east', project: 'acme-edge' }),
      resource('managed', 'google_external.eu_north__us_east', {
        name: 'edge-eu-north--us-east',
        project: 'acme-edge',
      }),
    ];
    const root_module = { resources: stack === 'links' ? [...ofAws, ...ofGoogle] : ofAws };
    const input = JSON.stringify({ values: { root_module } });
    const said = filters.map((filter) => spawnSync('jq', ['-r', filter], { input, encoding: 'utf8' }));
    const addresses = said.flatMap(({ stdout }) => (stdout ?? '').split('\n').filter((it) => it !== ''));
    // Where jq is not there, another test of the page still holds its words.
    if (said.every(({ error }) => !error)) expect(addresses.sort()).toEqual(forgotten);
  });
});
