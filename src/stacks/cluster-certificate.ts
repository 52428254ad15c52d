import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import type { StackScope } from '../clouds/contract';
import { HOURS_A_DAY } from '../kernel/durations';
import { terraformName } from '../plan/naming';
import type { ClusterCertificatePlan } from '../plan/pools/pool';

/** Output of the shared stack with the end of the certificate. */
const END_OUTPUT = 'kong_cluster_certificate_end';

/**
 * Builds the certificate by which control planes and data planes know each other, of the kind that `kong hybrid gen_cert` makes.
 * The state has its key, as it has the passwords.
 */
export function buildClusterCertificate(scope: StackScope, plan: ClusterCertificatePlan): void {
  const part = scope.part('secrets');
  const id = terraformName(plan.secret);
  const key = new PrivateKey(part, id, { algorithm: 'ECDSA', ecdsaCurve: 'P384' });
  scope.comment(key, 'The state keeps the key in plain text, as it keeps the passwords.');
  const certificate = new SelfSignedCert(part, id, {
    privateKeyPem: key.privateKeyPem,
    subject: [{ commonName: plan.commonName }],
    dnsNames: [plan.commonName],
    validityPeriodHours: plan.validityHours,
    earlyRenewalHours: plan.renewalHours,
    // Both sides trust the very certificate that they show: OpenSSL up to 1.1.1, which Kong 3.3 has, takes it for its own issuer
    // only if it may sign.
    isCaCertificate: true,
    allowedUses: ['cert_signing', 'digital_signature', 'server_auth', 'client_auth'],
  });
  scope.comment(
    certificate,
    `Terraform makes another one ${plan.renewalHours / HOURS_A_DAY} days before its end: OPERATIONS.md has what to do then.`,
  );
  scope.output(
    id,
    `${certificate.certPem}${key.privateKeyPemPkcs8}`,
    'Certificate of control planes and data planes, with its key',
    { sensitive: true },
  );
  scope.output(END_OUTPUT, certificate.validityEndTime, 'End of the certificate of control planes and data planes');
}
