import type { CloudId } from './ids';

/** Names of the secrets that hold the certificate for clients and its key, of each cloud that has datacenters. */
export type CertificateSecrets = Readonly<Partial<Record<CloudId, string>>>;
