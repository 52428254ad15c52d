import { CertRequest } from '@cdktf/provider-tls/lib/cert-request';
import { LocallySignedCert } from '@cdktf/provider-tls/lib/locally-signed-cert';
import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import type { StackScope } from '../clouds/contract';
import { HOURS_A_DAY } from '../kernel/durations';
import { otherAuthority, type Authority } from '../kernel/node-encryption';
import { terraformName } from '../plan/naming';
import type { NodeCertificatePlan } from '../plan/node-certificate';

const KEY = { algorithm: 'ECDSA', ecdsaCurve: 'P256' } as const;

/**
 * Builds the certificate of a datastore's nodes, and the two authorities of which one signs it. The keys of the authorities stay in
 * the state, as the passwords do.
 */
export function buildNodeCertificate(scope: StackScope, plan: NodeCertificatePlan): void {
  const authorities = { first: buildAuthority(scope, plan, 'first'), second: buildAuthority(scope, plan, 'second') };
  const part = scope.part('secrets');
  const id = terraformName(plan.secret);
  const key = new PrivateKey(part, id, KEY);
  const request = new CertRequest(part, id, {
    privateKeyPem: key.privateKeyPem,
    subject: [{ commonName: plan.commonName }],
  });
  const signer = authorities[plan.signedBy];
  const certificate = new LocallySignedCert(part, id, {
    certRequestPem: request.certRequestPem,
    caPrivateKeyPem: signer.key.privateKeyPem,
    caCertPem: signer.certificate.certPem,
    validityPeriodHours: plan.validityHours,
    earlyRenewalHours: plan.renewalHours,
    allowedUses: ['digital_signature', 'key_agreement', 'server_auth', 'client_auth'],
  });
  scope.comment(
    certificate,
    `Terraform makes another one ${plan.renewalHours / HOURS_A_DAY} days before its end: OPERATIONS.md has what to do then.`,
  );
  // The signer comes first: nodes tell how many days the first of the two has left.
  const trusted = `${signer.certificate.certPem}${authorities[otherAuthority(plan.signedBy)].certificate.certPem}`;
  scope.output(
    id,
    `${certificate.certPem}${trusted}${key.privateKeyPemPkcs8}`,
    "Certificate of the datastore's nodes, those of its authorities, and its key",
    { sensitive: true },
  );
  if (plan.trustSecret !== undefined)
    scope.output(terraformName(plan.trustSecret), trusted, "Authorities of the datastore's nodes", { sensitive: true });
}

function buildAuthority(
  scope: StackScope,
  plan: NodeCertificatePlan,
  which: Authority,
): { readonly key: PrivateKey; readonly certificate: SelfSignedCert } {
  const part = scope.part('secrets');
  const id = terraformName(plan.secret, which);
  const key = new PrivateKey(part, id, KEY);
  const certificate = new SelfSignedCert(part, id, {
    privateKeyPem: key.privateKeyPem,
    subject: [{ commonName: `${plan.commonName} ${which} authority` }],
    validityPeriodHours: plan.authorityHours,
    isCaCertificate: true,
    allowedUses: ['cert_signing', 'crl_signing', 'digital_signature'],
  });
  scope.comment(
    key,
    which === plan.signedBy
      ? 'Signs the certificate of the nodes: another one in its place would cut those that have it off from those that have not.'
      : 'Signs nothing, and is trusted by all machines, so that it can take the place of the other one.',
  );
  return { key, certificate };
}
