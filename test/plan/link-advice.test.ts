import { linkRows } from '../../src/report/rows';
import { aPlan, type ADatacenter } from '../support/a-spec';

/*
 * AWS encrypts a peering from region to region. Within one region it does so on lines outside its buildings alone, and
 * nothing may say more than that.
 */

const SAME_REGION: readonly ADatacenter[] = [
  { name: 'one', cloud: 'aws', region: 'us-east-1' },
  { name: 'two', cloud: 'aws', region: 'us-east-1' },
  { name: 'far', cloud: 'aws', region: 'us-west-2' },
];

const IPSEC = { links: { awsToAws: 'ipsec' } };

test('each link says who encrypts it', () => {
  const encryption = (plan: ReturnType<typeof aPlan>): string[] =>
    plan.links.map(({ id, encryption }) => `${id} ${encryption}`);
  expect(encryption(aPlan(SAME_REGION))).toEqual(['one--two cloud-lines', 'one--far cloud', 'two--far cloud']);
  expect(encryption(aPlan(SAME_REGION, IPSEC))).toEqual(['one--two ipsec', 'one--far ipsec', 'two--far ipsec']);
  const google = SAME_REGION.map(({ name }): ADatacenter => ({ name, cloud: 'google', region: 'europe-west1' }));
  expect(new Set(aPlan(google).links.map(({ encryption }) => encryption))).toEqual(new Set(['ipsec']));
});

test('tables tell the two kinds of peering apart', () => {
  const kinds = linkRows(aPlan(SAME_REGION)).map(([link, kind]) => `${link}: ${kind}`);
  expect(kinds).toEqual([
    "one - two: transit gateway peering, within a region: encrypted by the cloud on lines outside its buildings alone, no keys of one's own",
    "one - far: transit gateway peering, encrypted by the cloud, no keys of one's own",
    "two - far: transit gateway peering, encrypted by the cloud, no keys of one's own",
  ]);
});

test('users hear of a peering within a region, once, with the way out; nobody else does', () => {
  const advice = (plan: ReturnType<typeof aPlan>): string[] =>
    plan.advisories
      .filter(({ code }) => code === 'peering-within-region')
      .map(({ severity, message, remedy }) => `${severity}: ${message.slice(0, 9)}: ${remedy}`);
  expect(advice(aPlan(SAME_REGION))).toEqual([
    'advice: one--two:: use "awsToAws": "ipsec" where every packet has to be encrypted, or put the datacenters into two regions',
  ]);
  expect(advice(aPlan(SAME_REGION.slice(1)))).toEqual([]);
  expect(advice(aPlan(SAME_REGION, IPSEC))).toEqual([]);
});
