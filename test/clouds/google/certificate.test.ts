import { aPlan } from '../../support/a-spec';
import { clusterOf } from './google-stacks';

const WEST = [{ name: 'eu-west', cloud: 'google' }] as const;

test('nodes may read the secret that the spec names, before they start, and no other of the user', () => {
  const { resource } = clusterOf(aPlan(WEST, { gateway: { certificate: { google: 'edge-tls' } } }), 'eu-west').json;
  const grant = 'kong_reads_certificate';
  expect(resource['google_secret_manager_secret_iam_member']?.[grant]).toMatchObject({
    secret_id: 'edge-tls',
    role: 'roles/secretmanager.secretAccessor',
    member: '${google_service_account.kong.member}',
  });
  expect(resource['google_compute_region_instance_template']?.['kong']?.['depends_on']).toContain(
    `google_secret_manager_secret_iam_member.${grant}`,
  );
});

test('no secret, no grant', () => {
  const { resource } = clusterOf(aPlan(WEST), 'eu-west').json;
  const grants = Object.keys(resource['google_secret_manager_secret_iam_member'] ?? {});
  expect(grants.filter((id) => id.includes('certificate'))).toEqual([]);
});
