import type { SecretPlan } from '../../plan';

export const ADMIN_PASSWORD = 'postgresql-admin-password';
export const KONG_PASSWORD = 'postgresql-kong-password';

/**
 * Every datacenter with clients of PostgreSQL keeps the certificates of its authorities under this key of the secret
 * manager, in PEM. They are no secret; nodes get them by the same way as passwords, and the clouds' builders put them
 * there.
 */
export const CERTIFICATE_KEY = 'postgresql-ca';

/**
 * Returns the passwords that Terraform makes. The migrations job runs on a machine of Kong's beside the primary, and makes
 * Kong's role with the first of these, which nobody needs elsewhere.
 *
 * @param primary datacenter of the primary
 */
export function postgresqlSecrets(primary: string | undefined): readonly SecretPlan[] {
  return [
    {
      key: ADMIN_PASSWORD,
      title: "Password of PostgreSQL's administrator",
      readBy: ['kong'],
      ...(primary === undefined ? {} : { onlyIn: primary }),
    },
    { key: KONG_PASSWORD, title: "Password of Kong's role in PostgreSQL", readBy: ['kong'] },
  ];
}
