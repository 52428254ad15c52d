import { clusterOf, namesOf, planOf, resource } from './google-stacks';

const plan = planOf();
const cluster = clusterOf(plan);
const SECRET_KEYS = plan.secrets.map(({ key }) => key);

test('every password of the topology is in Secret Manager, by the name that nodes ask for', () => {
  const names = SECRET_KEYS.map((key) => key.replaceAll('-', '_'));
  expect(namesOf(cluster, 'google_secret_manager_secret')).toEqual(names);
  expect(namesOf(cluster, 'google_secret_manager_secret_version')).toEqual(names);
  for (const key of SECRET_KEYS) {
    const name = key.replaceAll('-', '_');
    expect(resource(cluster, 'google_secret_manager_secret', name)['secret_id']).toBe(`edge-belgium-${key}`);
    expect(resource(cluster, 'google_secret_manager_secret_version', name)).toMatchObject({
      secret: `\${google_secret_manager_secret.${name}.id}`,
      secret_data: `value of ${key}`,
    });
  }
});

test('a password lies in the region of its datacenter alone', () => {
  const replicas = { user_managed: { replicas: [{ location: 'us-central1' }] } };
  const iowa = clusterOf(planOf(), 'iowa');
  for (const name of namesOf(iowa, 'google_secret_manager_secret')) {
    expect(resource(iowa, 'google_secret_manager_secret', name)['replication']).toEqual(replicas);
  }
});

test('the next value of a password stands before the old one goes, so that machines always find one', () => {
  for (const name of namesOf(cluster, 'google_secret_manager_secret_version')) {
    expect(resource(cluster, 'google_secret_manager_secret_version', name)['lifecycle']).toEqual({
      create_before_destroy: true,
    });
  }
});

test('no value of a password stands anywhere else in the stack', () => {
  for (const key of SECRET_KEYS) {
    expect(JSON.stringify(cluster.json).split(`value of ${key}`)).toHaveLength(2);
  }
});
