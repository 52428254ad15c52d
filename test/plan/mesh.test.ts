import { aPlan, type ADatacenter } from '../support/a-spec';
import type { LinkPlan, Plan } from '../../src/plan/plan';

/* Links to the letter: a tunnel on another interface, or with its ends swapped, never comes up. */

const THREE: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  { name: 'asia', cloud: 'google', region: 'asia-southeast1' },
];

function linkOf(plan: Plan, id: string): LinkPlan {
  const found = plan.links.find((link) => link.id === id);
  if (!found) throw new Error(`no link ${id} among ${plan.links.map((link) => link.id).join(' ')}`);
  return found;
}

function tunnelsOf(link: LinkPlan): string[] {
  return link.tunnels.map(
    ({ number, insideCidr, insideAddresses: { left, right }, interfaces }) =>
      `${number} ${insideCidr} ${left} ${right} ${interfaces.left} ${interfaces.right}`,
  );
}

const MESH = aPlan(THREE);

test('between clouds four tunnels, two on each interface; AWS dials and has the first address', () => {
  const link = linkOf(MESH, 'us-east--eu-west');
  expect(link).toMatchObject({ kind: 'managed-vpn', encryption: 'ipsec' });
  expect(link.left).toMatchObject({
    datacenter: 'us-east',
    part: 'dials',
    reaches: ['eu-west'],
    route: '10.66.0.0/16',
  });
  expect(link.right).toMatchObject({ datacenter: 'eu-west', part: 'listens', reaches: ['us-east'] });
  expect(tunnelsOf(link)).toEqual([
    '0 169.254.8.16/30 169.254.8.17 169.254.8.18 0 0',
    '1 169.254.8.20/30 169.254.8.21 169.254.8.22 0 0',
    '2 169.254.8.24/30 169.254.8.25 169.254.8.26 1 1',
    '3 169.254.8.28/30 169.254.8.29 169.254.8.30 1 1',
  ]);
});

test('whoever dials has the first address, be it the end on the right', () => {
  const turned = aPlan([...THREE].reverse());
  const link = linkOf(turned, 'eu-west--us-east');
  expect([link.left, link.right].map((end) => `${end.datacenter} ${end.part}`)).toEqual([
    'eu-west listens',
    'us-east dials',
  ]);
  const [first] = link.tunnels;
  expect(first!.insideAddresses.right < first!.insideAddresses.left).toBe(true);
});

test('within Google two tunnels, between the interfaces of the same number', () => {
  const link = linkOf(MESH, 'eu-west--asia');
  expect(link).toMatchObject({
    kind: 'ha-vpn',
    encryption: 'ipsec',
    left: { part: 'peers' },
    right: { part: 'peers' },
  });
  expect(tunnelsOf(link)).toEqual([
    '0 169.254.8.80/30 169.254.8.81 169.254.8.82 0 0',
    '1 169.254.8.84/30 169.254.8.85 169.254.8.86 1 1',
  ]);
});

test('within AWS a peering without tunnels, which the cloud encrypts, or VPN instances on request', () => {
  expect(linkOf(MESH, 'us-east--us-west')).toMatchObject({
    kind: 'transit-peering',
    encryption: 'cloud',
    tunnels: [],
    left: { part: 'peers' },
    right: { part: 'peers' },
  });
  const ipsec = linkOf(aPlan(THREE, { links: { awsToAws: 'ipsec' } }), 'us-east--us-west');
  expect(ipsec).toMatchObject({ kind: 'gateway-vpn', encryption: 'ipsec' });
  // The older of the two has the managed end, so that a new datacenter brings its own gateways.
  expect([ipsec.left, ipsec.right].map((end) => `${end.datacenter} ${end.part}`)).toEqual([
    'us-east dials',
    'us-west listens',
  ]);
  expect(ipsec.tunnels.map(({ interfaces }) => interfaces.left)).toEqual([0, 0, 1, 1]);
});

test('in a hub each link leads the spoke to everything and the hub to the spoke alone', () => {
  const hub = aPlan(THREE, { links: { shape: 'hub', hub: 'us-west', awsToAws: 'ipsec' } });
  expect(hub.links.map((link) => link.id).sort()).toEqual(['us-east--us-west', 'us-west--asia', 'us-west--eu-west']);
  const link = linkOf(hub, 'us-east--us-west');
  // The hub dials though it is the younger: no instance is a way between two spokes.
  expect(link.left).toEqual({
    datacenter: 'us-east',
    part: 'listens',
    reaches: ['us-west', 'eu-west', 'asia'],
    route: hub.supernet,
  });
  expect(link.right).toMatchObject({
    datacenter: 'us-west',
    part: 'dials',
    reaches: ['us-east'],
    route: '10.64.0.0/16',
  });
});
