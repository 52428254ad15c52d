import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allOfType } from '../support/emitted';
import { PROJECT, synthesizeText } from '../support/synthesized';

/* Names of datacenters may contain each other; no two elements of a stack may come to one name by it. */

const GROUPS: Readonly<Record<string, readonly (readonly [string, 'aws' | 'google', string])[]>> = {
  'a link within Google and one that begins alike': [
    ['eu', 'google', 'europe-west1'],
    ['us', 'google', 'us-central1'],
    ['us-eu', 'aws', 'us-east-1'],
  ],
  'peerings and connections': [
    ['aa-0', 'aws', 'us-east-1'],
    ['bb', 'aws', 'us-west-2'],
    ['bb-at-aa', 'google', 'europe-west1'],
  ],
  'routes to VPN instances': [
    ['us-a-to', 'aws', 'us-east-1'],
    ['b-to-xx', 'aws', 'us-west-2'],
    ['us', 'aws', 'eu-west-1'],
    ['xx', 'aws', 'eu-central-1'],
  ],
  'numbers at the end': [
    ['aa', 'aws', 'us-east-1'],
    ['bb', 'google', 'europe-west1'],
    ['bb-0', 'google', 'us-central1'],
    ['bb-0-0', 'google', 'asia-southeast1'],
  ],
};

test.each(Object.keys(GROUPS).flatMap((name) => ['transit-gateway-peering', 'ipsec'].map((wish) => [name, wish])))(
  '%s, %s',
  async (name, awsToAws) => {
    const datacenters = GROUPS[name!]!.map(([own, cloud, region]) => ({ name: own, cloud, region }));
    const spec = {
      name: 'edge',
      requestsPerSecond: 3000,
      googleProject: 'acme-edge',
      links: { awsToAws },
      datacenters,
    };
    const needsProject = datacenters.some(({ cloud }) => cloud === 'google');
    const { synthesis } = await synthesizeText(
      JSON.stringify(needsProject ? spec : { ...spec, googleProject: undefined }),
      'edge.json',
    );
    expect(synthesis.stacks.find((stack) => stack.name === 'links')?.resources).toBeGreaterThan(10);
  },
);

test('no two resources of a project have one name in one place, although the names of datacenters look like parts of them', async () => {
  const words = ['kong', 'vpn', 'cassandra', 'nat', 'network', 'to-us', 'to-eu', 'migrations'];
  const google = ['eu', ...words.map((word) => `eu-${word}`)].map((name) => ({
    name,
    cloud: 'google',
    region: 'europe-west1',
  }));
  const aws = ['us', 'us-to-eu'].map((name, i) => ({ name, cloud: 'aws', region: ['us-east-1', 'us-west-2'][i] }));
  const spec = { name: 'edge', requestsPerSecond: 9000, googleProject: 'acme-edge', datacenters: [...google, ...aws] };
  const { synthesis } = await synthesizeText(JSON.stringify(spec), 'edge.json');
  const types = ['vpn_tunnel', 'external_vpn_gateway', 'ha_vpn_gateway', 'router', 'network', 'subnetwork', 'firewall'];
  for (const type of types) {
    const names = allOfType(synthesis, `google_compute_${type}`).map(([, { name }]) => String(name));
    expect([type, names.length > google.length - 1]).toEqual([type, true]);
    expect([type, names.filter((name, i) => names.indexOf(name) !== i)]).toEqual([type, []]);
  }
});

test('no two ready-made topologies have one name, by which one tree would be written over the other', () => {
  const folder = join(PROJECT, 'topologies');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.lock.json'))
    .map((file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { readonly name: string }).name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
