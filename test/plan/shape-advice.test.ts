import type { Issue } from '../../src/kernel/issue';
import { aPlan, type ADatacenter } from '../support/a-spec';

const AWS = ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-northeast-1', 'ap-southeast-1'];
const GOOGLE = ['us-central1', 'europe-west1', 'asia-southeast1', 'us-east1', 'us-west1', 'europe-west4'];

function datacenters(aws: number, google: number): ADatacenter[] {
  return [
    ...AWS.slice(0, aws).map((region, i): ADatacenter => ({ name: `aws-${i}`, cloud: 'aws', region })),
    ...GOOGLE.slice(0, google).map((region, i): ADatacenter => ({ name: `google-${i}`, cloud: 'google', region })),
  ];
}

function adviceOf(them: readonly ADatacenter[], fields: Readonly<Record<string, unknown>> = {}): readonly Issue[] {
  return aPlan(them, fields).advisories.filter(({ code }) => /^(mesh|hub)-/.test(code));
}

test('five datacenters in mesh hear nothing of their shape', () => {
  expect(adviceOf(datacenters(3, 2))).toEqual([]);
});

test('three and three in mesh hear what that comes to, and what a hub would', () => {
  const [advice, ...more] = adviceOf(datacenters(3, 3));
  expect(more).toEqual([]);
  expect(advice).toMatchObject({ code: 'mesh-grows-costly', severity: 'advice', path: ['links', 'shape'] });
  // 9 links of 2 connections, each also an attachment, and 4 tunnels; 3 of 4 tunnels; 3 peerings; 3 VPCs: 90 x 36.50 USD.
  expect(advice?.message).toBe(
    'a mesh of 6 datacenters is 15 links (18 VPN connections, 48 managed VPN tunnels, 3 transit peerings), at least 3285 USD a month before traffic',
  );
  // 3 links of 2 connections and 4 tunnels, 2 peerings, 3 VPCs: 29 x 36.50 USD.
  expect(advice?.remedy).toContain(
    'with aws-0 as the hub is 5 links (6 VPN connections, 12 managed VPN tunnels, 2 transit peerings), at least 1059 USD a month',
  );
});

test('VPN instances are counted with their price', () => {
  const [advice] = adviceOf(datacenters(6, 0), { links: { awsToAws: 'ipsec' } });
  // The first datacenter dials all others, the last is dialled by all: five have a pair of instances.
  expect(advice?.message).toMatch(/15 links \(30 VPN connections, 10 VPN instances\), at least \d+ USD/);
  const usd = Number(/at least (\d+) USD/.exec(advice!.message)?.[1]);
  const machines = aPlan(datacenters(6, 0), { links: { awsToAws: 'ipsec' } }).sizing.datacenters.slice(1);
  const hourly = machines.reduce((sum, it) => sum + 2 * it.otherMachines.vpnInstance!.price.usdPerHour!, 0);
  // The last one has no transit gateway: nothing would end on it.
  expect(usd).toBe(Math.round((30 * 2 + 5) * 36.5 + hourly * 730));
});

test('where none of them can be a hub, a datacenter that can is advised', () => {
  const [advice] = adviceOf(datacenters(0, 6));
  expect(advice?.message).toContain('15 links (60 managed VPN tunnels), at least 2190 USD');
  expect(advice?.remedy).toBe(
    'have fewer, larger datacenters, or add one on AWS as the hub: none of these is on a cloud that can be one',
  );
});

test('a hub hears what its loss costs, at the consistency that the spec has', () => {
  const hub = { links: { shape: 'hub', hub: 'aws-0' } };
  const [local, ...more] = adviceOf(datacenters(2, 2), hub);
  expect(more).toEqual([]);
  expect(local).toMatchObject({ code: 'hub-is-single-point', severity: 'advice', path: ['links', 'hub'] });
  expect(local?.message).toBe(
    'without aws-0 its 3 spokes do not reach each other: nothing is replicated between them; each goes on serving by itself at LOCAL_QUORUM',
  );
  const [waiting] = adviceOf(datacenters(2, 2), {
    ...hub,
    datastore: { readConsistency: 'LOCAL_ONE', writeConsistency: 'EACH_QUORUM' },
  });
  expect(waiting?.message).toContain("Kong's access to its data at EACH_QUORUM stops in each");
});

test('a hub of two datacenters is no more of a single point than the other one', () => {
  expect(adviceOf(datacenters(1, 1), { links: { shape: 'hub', hub: 'aws-0' } })).toEqual([]);
});
