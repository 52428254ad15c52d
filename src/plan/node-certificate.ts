import type { Authority } from '../kernel/node-encryption';

/** The certificate that all nodes of a datastore show, and its two authorities, whose keys nobody but the state has. */
export interface NodeCertificatePlan {
  /** Key of the secret for the nodes: the certificate, that of the authority which signed it, that of the other, and its key. */
  readonly secret: string;
  /** Key of the secret for those who trust the nodes, with the certificates of both authorities; absent where nobody does. */
  readonly trustSecret?: string;
  readonly commonName: string;
  readonly signedBy: Authority;
  readonly validityHours: number;
  /** Terraform makes another certificate so many hours before the end. */
  readonly renewalHours: number;
  /** Life of an authority, which is made anew by an operator alone. */
  readonly authorityHours: number;
}
