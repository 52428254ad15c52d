import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { SILENT } from '../../src/cli/ports';
import { runApp } from '../../src/cli/run-for-cdktf';
import { RunFolder } from '../support/run-in-folder';

/*
 * The lock file holds what stands, and what-stands.test.ts shows what follows from that. A second wall stands behind it: the tree
 * itself. Where that has more disks than the lock file says, as after an older lock file was brought back, no datacenter that stays
 * loses one unless the user names the loss.
 */

let folder: RunFolder;
beforeEach(() => (folder = new RunFolder()));
afterEach(() => folder.remove());

const US_EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const EU_WEST = { name: 'eu-west', cloud: 'google', region: 'europe-west1' };

function write(fields: object, datacenters: readonly object[] = [US_EAST, EU_WEST]): void {
  const spec = { name: 'edge', requestsPerSecond: 8000, googleProject: 'acme-edge', datacenters, ...fields };
  writeFileSync(folder.path('edge.json'), JSON.stringify(spec));
}

const nodes = (count: number): object => ({ datastore: { nodesPerDatacenter: count } });
const synth = (...options: string[]) => folder.run('synth', 'edge.json', '--quiet', ...options);
const listing = (): string => execFileSync('find', ['.', '-ls'], { cwd: folder.root, encoding: 'utf8' });
const disks = (): number =>
  readFileSync(folder.path('terraform/edge/cluster-us-east/cassandra.tf'), 'utf8').split('resource "aws_ebs_volume"')
    .length - 1;

/** Leaves a tree made from one spec beside the lock file of another, and the other as the spec. */
async function treeBeside(tree: object, rest: object, datacenters?: readonly object[]): Promise<void> {
  write(rest, datacenters);
  expect((await synth()).code).toBe(0);
  copyFileSync(folder.path('edge.lock.json'), folder.path('older'));
  write(tree, datacenters);
  expect((await synth()).code).toBe(0);
  copyFileSync(folder.path('older'), folder.path('edge.lock.json'));
  write(rest, datacenters);
}

test("a disk in a file of the user's own is none of the tree's: the file stays, and so does what it makes", async () => {
  write(nodes(3));
  expect((await synth()).code).toBe(0);
  const own = folder.path('terraform/edge/cluster-us-east/own.tf');
  writeFileSync(own, 'resource "aws_ebs_volume" "own" {\n  size = 10\n}\n');
  const ran = await synth();
  expect([ran.code, ran.err]).toEqual([
    0,
    'left alone: terraform/edge/cluster-us-east/own.tf (not written by topogen)\n',
  ]);
  expect(readFileSync(own, 'utf8')).toContain('"own"');
});

test('fewer nodes are refused with what would be lost, and nothing is written', async () => {
  await treeBeside(nodes(9), nodes(3));
  const before = listing();
  const ran = await synth();
  expect([ran.code, ran.out]).toEqual([1, '']);
  expect(ran.err).toContain(
    'cluster-us-east would lose aws_ebs_volume.cassandra_4, aws_ebs_volume.cassandra_5, aws_ebs_volume.cassandra_6, ' +
      'aws_ebs_volume.cassandra_7 and 2 more',
  );
  expect(ran.err).toContain('cluster-eu-west would lose google_compute_disk.cassandra_4_data, ');
  expect(ran.err).toContain('write "nodesPerDatacenter": 9 in the spec\'s datastore');
  expect(ran.err).toContain('--allow data-loss:cluster-eu-west,data-loss:cluster-us-east');
  expect(listing()).toBe(before);
  write(nodes(9));
  expect((await synth()).code).toBe(0);
  expect(disks()).toBe(9);
});

test('a disk that would be smaller is refused on both clouds, since none shrinks one', async () => {
  const disk = (diskGib: number): object => ({ datastore: { nodesPerDatacenter: 3, diskGib } });
  await treeBeside(disk(300), disk(200));
  const ran = await synth();
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('cluster-us-east would make aws_ebs_volume.cassandra_1 (300 to 200 GiB), ');
  expect(ran.err).toContain('cluster-eu-west would make google_compute_disk.cassandra_1_data (300 to 200 GiB), ');
  expect(ran.err).toContain('write "diskGib": 300 in the spec\'s datastore');
  write(disk(400));
  expect((await synth()).code).toBe(0);
});

test('a loss that is named passes, each by its own name, and the lock file keeps a record', async () => {
  await treeBeside(nodes(6), nodes(3));
  const half = await synth('--allow', 'data-loss:cluster-us-east');
  expect([half.code, half.err]).toEqual([1, expect.stringContaining('cluster-eu-west would lose')]);
  expect(half.err).not.toContain('cluster-us-east would lose');
  const whole = await synth('--allow', 'data-loss:cluster-us-east,data-loss:cluster-eu-west');
  expect(whole.code).toBe(0);
  expect(disks()).toBe(3);
  expect(readFileSync(folder.path('edge.lock.json'), 'utf8')).toContain('"word": "data-loss:cluster-us-east"');
});

test('a word that names no loss of this run is refused, so that none is left over from the last', async () => {
  write(nodes(3));
  expect((await synth()).code).toBe(0);
  const ran = await synth('--allow', 'data-loss:cluster-us-east');
  expect([ran.code, ran.err]).toEqual([
    1,
    expect.stringContaining('--allow data-loss:cluster-us-east names nothing that this run would lose; leave it out'),
  ]);
});

test('a datacenter that is removed by name, and one that comes, are no losses of others', async () => {
  write(nodes(6));
  expect((await synth()).code).toBe(0);
  write(nodes(6), [US_EAST]);
  expect((await synth('--allow', 'datacenter-removed:eu-west')).code).toBe(0);
  write(nodes(9));
  expect((await synth()).code).toBe(0);
});

test('a password that would go is no matter of nodes or disks, and the way names none', async () => {
  write(nodes(3), [US_EAST]);
  expect((await synth()).code).toBe(0);
  const secrets = folder.path('terraform/edge/shared/secrets.tf');
  appendFileSync(secrets, '\nresource "random_password" "former" {\n  length = 40\n}\n');
  const { code, err } = await synth();
  expect(code).toBe(1);
  expect(err).toContain('shared would lose random_password.former. To keep what stands, bring back the spec');
  expect(err).not.toContain('nodesPerDatacenter');
  expect(err).toContain('--allow data-loss:shared\n');
});

test("cdktf's own run holds the assembly to the same, and takes the names of losses from the environment", async () => {
  const app = async (environment: Record<string, string> = {}): Promise<{ code: number; err: string }> => {
    let err = '';
    const terminal = { ...SILENT, err: (text: string) => void (err += text) };
    const spec = { TOPOGEN_SPEC: folder.path('edge.json'), CDKTF_OUTDIR: folder.path('assembly') };
    return { code: await runApp({ ...spec, ...environment }, terminal), err };
  };
  write(nodes(3), [US_EAST]);
  expect(await app()).toMatchObject({ code: 0 });
  copyFileSync(folder.path('edge.lock.json'), folder.path('older'));
  write(nodes(6), [US_EAST]);
  expect(await app()).toMatchObject({ code: 0 });
  write(nodes(3), [US_EAST]);
  expect(await app()).toMatchObject({ code: 1, err: expect.stringContaining('[nodes-lowered]') as string });
  copyFileSync(folder.path('older'), folder.path('edge.lock.json'));
  const refused = await app();
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(
      /cluster-us-east would lose aws_ebs_volume\.cassandra_4, .* then TOPOGEN_ALLOW=data-loss:cluster-us-east\n$/,
    ),
  ]);
  expect(await app({ TOPOGEN_ALLOW: 'data-loss:cluster-us-east' })).toMatchObject({ code: 0 });
  write(nodes(6), [US_EAST]);
  expect(await app()).toMatchObject({ code: 0 });
  write(nodes(3), [US_EAST]);
  expect(await app({ TOPOGEN_ALLOW: 'nodes-lowered:us-east' })).toMatchObject({ code: 0 });
});

test("another topology's assembly in the same folder is no loss", async () => {
  write(nodes(6), [US_EAST]);
  expect((await synth()).code).toBe(0);
  const other = { name: 'other', requestsPerSecond: 8000, datacenters: [US_EAST], ...nodes(3) };
  writeFileSync(folder.path('other.json'), JSON.stringify(other));
  expect((await folder.run('synth', 'other.json', '--quiet')).code).toBe(0);
});
