import { aPlan } from '../../support/a-spec';
import { linksOf, networkOf } from './aws-stacks';

const PLAN = aPlan([
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
]);

test('a stack of one datacenter works in its region and tags everything with it', () => {
  expect(networkOf(PLAN, 'us-east').json.provider['aws']).toEqual([
    {
      region: 'us-east-1',
      default_tags: [{ tags: { datacenter: 'us-east', 'managed-by': 'topogen', topology: 'edge' } }],
    },
  ]);
});

test('a stack of several has one provider, in the region of the lowest index, without a datacenter', () => {
  expect(linksOf(PLAN).json.provider['aws']).toEqual([
    { region: 'us-west-2', default_tags: [{ tags: { 'managed-by': 'topogen', topology: 'edge' } }] },
  ]);
});

const ROLE = 'arn:aws:iam::111122223333:role/topogen';
const OTHER = 'arn:aws:iam::444455556666:role/topogen';
const TWO = aPlan([
  {
    name: 'us-west',
    cloud: 'aws',
    region: 'us-west-2',
    account: { assumeRole: { roleArn: ROLE, externalId: 'acme' } },
  },
  {
    name: 'us-east',
    cloud: 'aws',
    region: 'us-east-1',
    account: { profile: 'acme', allowedAccountIds: ['444455556666'] },
  },
]);

test('a stack of one datacenter works in its account, by a provider without a name', () => {
  expect(networkOf(TWO, 'us-west').json.provider['aws']).toMatchObject([
    { region: 'us-west-2', assume_role: [{ role_arn: ROLE, external_id: 'acme' }] },
  ]);
  const [provider] = networkOf(TWO, 'us-east').json.provider['aws'] as object[];
  expect(provider).toMatchObject({ profile: 'acme', allowed_account_ids: ['444455556666'] });
  expect(provider).not.toHaveProperty('alias');
  for (const named of Object.values(networkOf(TWO, 'us-east').json.resource))
    for (const body of Object.values(named)) expect(body).not.toHaveProperty('provider');
});

test('a stack of several accounts has a provider for each, and everything in it states its own', () => {
  const { provider, resource } = linksOf(TWO).json;
  expect(provider['aws']).toMatchObject([{ alias: 'account_111122223333' }, { alias: 'account_444455556666' }]);
  const regions = { 'us-west-2': 'aws.account_111122223333', 'us-east-1': 'aws.account_444455556666' };
  for (const [type, named] of Object.entries(resource).filter(([it]) => it.startsWith('aws_')))
    for (const body of Object.values(named) as { region: keyof typeof regions; provider: string }[])
      expect([type, body.provider]).toEqual([type, regions[body.region]]);
});

test('a peering between accounts names the other one; within one account it names none', () => {
  const peering = (plan: typeof TWO) =>
    Object.values(linksOf(plan).json.resource['aws_ec2_transit_gateway_peering_attachment'] ?? {});
  expect(peering(TWO)).toMatchObject([{ peer_account_id: '444455556666' }]);
  expect(peering(PLAN)[0]).not.toHaveProperty('peer_account_id');
});

test('datacenters of one account have one provider without a name, whatever way it is reached', () => {
  const account = { assumeRole: { roleArn: OTHER } };
  const one = aPlan([
    { name: 'us-west', cloud: 'aws', region: 'us-west-2', account },
    { name: 'us-east', cloud: 'aws', region: 'us-east-1', account },
  ]);
  expect(linksOf(one).json.provider['aws']).toHaveLength(1);
  for (const named of Object.values(linksOf(one).json.resource))
    for (const body of Object.values(named)) expect(body).not.toHaveProperty('provider');
});

test('no resource of a stack of one datacenter names a region of its own', () => {
  for (const named of Object.values(networkOf(PLAN, 'us-east').json.resource)) {
    for (const body of Object.values(named)) expect(body).not.toHaveProperty('region');
  }
});
