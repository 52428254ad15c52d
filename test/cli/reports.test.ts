import { readFileSync, writeFileSync } from 'node:fs';
import { RunFolder } from '../support/run-in-folder';
import { TWO as SPEC } from '../support/edge-spec';

const GROWN = { ...SPEC, datacenters: [...SPEC.datacenters, { name: 'ap', cloud: 'aws', region: 'ap-northeast-1' }] };

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  writeFileSync(folder.path('edge.json'), JSON.stringify(SPEC));
});
afterEach(() => folder.remove());

describe('diff', () => {
  test('of a spec with itself is nothing, and exits 0', async () => {
    expect(await folder.run('diff', 'edge.json', 'edge.json')).toMatchObject({ code: 0, out: 'No difference.\n' });
  });

  test('tells a new datacenter in terms of the topology, by stack, and exits 2', async () => {
    await folder.run('synth', 'edge.json', '--quiet');
    writeFileSync(folder.path('next.json'), JSON.stringify(GROWN));
    const ran = await folder.run('diff', 'edge.json', 'next.json');
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('+   datacenter ap\n');
    expect(ran.out).toMatch(/\+ {3}cluster-ap: all of its \d+ resources/);
    expect(ran.out).toMatch(/USD \d+ to \d+ a month/);
    expect(ran.out).toMatch(/\d+ to add, \d+ to change, 0 to replace, 0 to remove\.\n$/);
    expect(ran.out).not.toContain('Warning');
    const json = JSON.parse((await folder.run('diff', 'edge.json', 'next.json', '--json')).out) as {
      stacks: { stack: string; action: string }[];
    };
    expect(json.stacks.map(({ stack, action }) => `${action} ${stack}`)).toEqual(
      expect.arrayContaining(['add network-ap', 'change links', 'add cluster-ap']),
    );
    expect(json.stacks.map(({ stack }) => stack)).not.toContain('network-us-east');
  });

  test('warns when a replacement would lose data or cut a link', async () => {
    await folder.run('synth', 'edge.json', '--quiet');
    const zones = ['us-east-1d', 'us-east-1b', 'us-east-1c'];
    writeFileSync(
      folder.path('next.json'),
      JSON.stringify({ ...SPEC, datacenters: [{ ...SPEC.datacenters[0], zones }, SPEC.datacenters[1]] }),
    );
    const moved = await folder.run('diff', 'edge.json', 'next.json');
    expect([moved.code, moved.err]).toEqual([1, expect.stringContaining('[zones-changed]')]);
    const json = JSON.parse((await folder.run('diff', 'edge.json', 'next.json', '--json')).out) as object;
    expect(json).toMatchObject({ same: false, refused: [{ code: 'zones-changed', file: 'next.json' }] });
    expect(moved.out).toContain('cluster-us-east: aws_ebs_volume.cassandra_1 is replaced: loses data');
    expect(moved.out).toContain('aws_nat_gateway.nat_a  (subnet_id; because of aws_subnet.public_a)\n');
    expect(moved.out).toContain(
      'aws_network_interface.cassandra_1  (subnet_id; because of output.subnet_ids of network-us-east)\n',
    );
    const removed = await folder.run('diff', 'next.json', 'next.json');
    expect(removed.code).toBe(0);
    writeFileSync(folder.path('solo.json'), JSON.stringify({ ...SPEC, datacenters: SPEC.datacenters.slice(0, 1) }));
    expect((await folder.run('diff', 'edge.json', 'solo.json')).out).toContain(
      'aws_vpn_connection.eu_west__us_east_0 is removed: cuts a link',
    );
  });
});

describe('explain', () => {
  test('shows a number with its formula and where its inputs come from', async () => {
    const ran = await folder.run('explain', 'edge.json', 'us-east.kong.nodes');
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^us-east\.kong\.nodes = \d+ nodes$/m);
    expect(ran.out).toContain('spec: requestsPerSecond');
    const json = JSON.parse((await folder.run('explain', 'edge.json', 'us-east.kong.nodes', '--json')).out) as object;
    expect(JSON.stringify(json)).toContain('us-east.kong.nodes');
  });

  test('suggests a number when there is none of that name', async () => {
    const ran = await folder.run('explain', 'edge.json', 'us-east.kong.nods');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('us-east.kong.nodes');
  });

  test('draws the curve', async () => {
    const ran = await folder.run('explain', 'edge.json', '--curve', '--svg', 'curve.svg');
    expect(ran.code).toBe(0);
    expect(ran.out.split('\n').length).toBeGreaterThan(20);
    expect(readFileSync(folder.path('curve.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n?$/);
  });
});

describe('cost', () => {
  test('estimates by datacenter and link, and says what is unknown', async () => {
    const ran = await folder.run('cost', 'edge.json');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('us-east: at least');
    expect(ran.out).toContain('unknown');
    const json = JSON.parse((await folder.run('cost', 'edge.json', '--json')).out) as {
      version: string;
      projects: unknown[];
    };
    expect([json.version, json.projects.length]).toEqual(['0.2', 1]);
  });

  test('compares two specs', async () => {
    writeFileSync(folder.path('next.json'), JSON.stringify({ ...SPEC, requestsPerSecond: 100000 }));
    expect((await folder.run('cost', 'next.json', '--compare', 'edge.json')).out).toContain('us-east');
    expect((await folder.run('cost', 'edge.json', '--compare', 'none.json')).code).toBe(1);
  });
});
