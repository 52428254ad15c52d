import { allResources, clusterOf, namesOf, planOf, resource } from './google-stacks';

const cluster = clusterOf(planOf({ kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } }));

test('machines of each role have an account of their own, with an id that Google accepts', () => {
  expect(resource(cluster, 'google_service_account', 'kong')['account_id']).toBe('edge-belgium-kong');
  expect(resource(cluster, 'google_service_account', 'cassandra')['account_id']).toBe('edge-belgium-ring');
});

test('each role reads its own passwords and nothing else of the project', () => {
  const grants = namesOf(cluster, 'google_secret_manager_secret_iam_member').map((name) => {
    const { secret_id, role, member } = resource(cluster, 'google_secret_manager_secret_iam_member', name);
    return { secret_id, role, member };
  });
  const role = 'roles/secretmanager.secretAccessor';
  const [kong, cassandra] = ['${google_service_account.kong.member}', '${google_service_account.cassandra.member}'];
  const superuser = '${google_secret_manager_secret.cassandra_superuser_password.id}';
  const kongs = '${google_secret_manager_secret.cassandra_kong_password.id}';
  expect(grants).toEqual([
    { secret_id: kongs, role, member: kong },
    { secret_id: '${google_secret_manager_secret.redis_password.id}', role, member: kong },
    { secret_id: '${google_secret_manager_secret.redis_ca.id}', role, member: kong },
    { secret_id: superuser, role, member: cassandra },
    { secret_id: kongs, role, member: cassandra },
  ]);
  const others = allResources(cluster).filter(({ address }) => /iam/.test(address));
  expect(others).toHaveLength(grants.length);
});
