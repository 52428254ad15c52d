import { addressOf, buildProvider, placeOf, projectOf } from '../../../src/clouds/google/provider';
import { aPlan } from '../../support/a-spec';
import { allResources, clusterOf, datacenterOf, linksOf, networkOf, planOf } from './google-stacks';

const plan = planOf();

test('a stack of one datacenter works in its project and region and labels everything with it', () => {
  expect(networkOf(plan, 'iowa').json.provider.google).toEqual([
    {
      project: 'acme-us',
      region: 'us-central1',
      default_labels: { datacenter: 'iowa', 'managed-by': 'topogen', topology: 'edge' },
    },
  ]);
});

test('a stack of several has one provider, in the place of the lowest index, without a datacenter', () => {
  expect(linksOf(plan).json.provider.google).toEqual([
    {
      project: 'acme-edge',
      region: 'europe-west1',
      default_labels: { 'managed-by': 'topogen', topology: 'edge' },
    },
  ]);
});

test('the keys of labels stay as the user wrote them', () => {
  const tagged = planOf({ tags: { 'cost-center': 'platform', under_score: 'kept' } });
  expect(networkOf(tagged).json.provider.google[0]['default_labels']).toEqual({
    'cost-center': 'platform',
    under_score: 'kept',
    datacenter: 'belgium',
    'managed-by': 'topogen',
    topology: 'edge',
  });
});

test('no resource of a stack of one datacenter names another project or region than its provider', () => {
  for (const stack of [networkOf(plan, 'iowa'), clusterOf(plan, 'iowa')]) {
    for (const { address, attributes } of allResources(stack)) {
      expect([address, attributes['project'] ?? 'acme-us']).toEqual([address, 'acme-us']);
      expect([address, attributes['region'] ?? 'us-central1']).toEqual([address, 'us-central1']);
    }
  }
});

test('everything in the links stack states its own project, and its region where it has one', () => {
  const places = allResources(linksOf(plan)).map(({ address, attributes }) => ({
    address,
    project: attributes['project'],
    region: attributes['region'],
  }));
  expect(places.length).toBeGreaterThan(25);
  for (const { address, project, region } of places) {
    expect(['acme-edge', 'acme-us']).toContain(project);
    if (address.includes('external_vpn_gateway')) continue;
    expect(region).toBe(project === 'acme-edge' ? 'europe-west1' : 'us-central1');
  }
});

test('the place of a datacenter is its project and region, and one without a project is refused', () => {
  expect(placeOf({} as never, datacenterOf(plan, 'iowa'))).toEqual({ project: 'acme-us', region: 'us-central1' });
  expect(() => projectOf(datacenterOf(plan, 'us-east'))).toThrow('datacenter us-east has no project');
});

test('identities that differ have a provider each in the links stack, and everything states its own', () => {
  const account = { impersonateServiceAccount: 'topogen@acme-us.iam.gserviceaccount.com', billingProject: 'acme-bill' };
  const two = aPlan([
    { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
    { name: 'iowa', cloud: 'google', region: 'us-central1', project: 'acme-us', account },
  ]);
  expect(linksOf(two).json.provider.google).toMatchObject([
    { alias: 'own_credentials', project: 'acme-edge' },
    {
      alias: 'as_topogen__acme_us',
      project: 'acme-us',
      impersonate_service_account: account.impersonateServiceAccount,
      billing_project: 'acme-bill',
      user_project_override: true,
    },
  ]);
  for (const { address, attributes } of allResources(linksOf(two)))
    expect([address, attributes['provider']]).toEqual([
      address,
      attributes['project'] === 'acme-us' ? 'google.as_topogen__acme_us' : 'google.own_credentials',
    ]);
});

test('no stack is without datacenters, so none is without a place', () => {
  expect(() => buildProvider({} as never, [])).toThrow(/needs no provider/);
});

test('the address of a resource is bare, as the JSON syntax wants it', () => {
  const resource = { terraformResourceType: 'google_compute_router', friendlyUniqueId: 'vpn' };
  expect(addressOf(resource as never)).toBe('google_compute_router.vpn');
});
