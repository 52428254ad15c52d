import { writeFileSync } from 'node:fs';
import { RunFolder } from '../support/run-in-folder';

/* What synth tells of the tree that it writes over. */

let folder: RunFolder;
beforeEach(() => (folder = new RunFolder()));
afterEach(() => folder.remove());

const US_EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };

const synth = (...options: string[]) => folder.run('synth', 'edge.json', ...options);

function write(fields: object): void {
  const spec = { name: 'edge', requestsPerSecond: 2000, datacenters: [US_EAST], ...fields };
  writeFileSync(folder.path('edge.json'), JSON.stringify(spec));
}

test('the first synth says nothing of changes, the second over the same that there are none', async () => {
  write({});
  expect((await synth()).err).not.toContain('Against');
  expect((await synth()).err).toContain('Against what stood in terraform/edge: no resource changes.\n');
});

test('one line says that nothing is lost, and what each stack changes', async () => {
  write({});
  await synth();
  write({ datastore: { diskGib: 900 } });
  const { err } = await synth();
  expect(err).toContain('Against what stood in terraform/edge: nothing is lost; cluster-us-east 3 to change.\n');
  expect(err).not.toContain('warning: what stood');
});

test('losses come first, the worst before the others, even if nothing else is said', async () => {
  write({ datastore: { nodesPerDatacenter: 6 }, kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
  await synth();
  write({ datastore: { nodesPerDatacenter: 3 } });
  const { code, err } = await synth('--allow', 'nodes-lowered:us-east,redis-removed', '--quiet');
  expect(code).toBe(0);
  const [, text = ''] = err.split(
    'warning: what stood in terraform/edge is not kept whole, so read the plans before you apply them:\n',
  );
  const [data, counters] = [
    text.indexOf('loses data: aws_ebs_volume.cassandra_4, '),
    text.indexOf('loses the counters'),
  ];
  expect(data).toBeGreaterThan(0);
  expect(counters).toBeGreaterThan(data);
  expect(text).not.toContain('to change');
});

test('programs read every change', async () => {
  write({ datastore: { nodesPerDatacenter: 6 } });
  expect(JSON.parse((await synth('--json')).out)).not.toHaveProperty('changes');
  write({ datastore: { nodesPerDatacenter: 3 } });
  const { out } = await synth('--allow', 'nodes-lowered:us-east', '--json');
  expect((JSON.parse(out) as { changes: { losses: object[] } }).changes.losses).toContainEqual({
    stack: 'cluster-us-east',
    address: 'aws_ebs_volume.cassandra_4',
    action: 'remove',
    loses: 'data',
  });
});
