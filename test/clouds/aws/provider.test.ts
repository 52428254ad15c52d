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

test('no resource of a stack of one datacenter names a region of its own', () => {
  for (const named of Object.values(networkOf(PLAN, 'us-east').json.resource)) {
    for (const body of Object.values(named)) expect(body).not.toHaveProperty('region');
  }
});
