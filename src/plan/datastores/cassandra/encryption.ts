import { HOURS_A_DAY } from '../../../kernel/durations';
import type { NodeEncryption } from '../../../kernel/node-encryption';
import { releaseLine } from '../../../kernel/version';
import type { Spec } from '../../../spec/spec';
import type { StandingDatastore } from '../../../spec/standing';
import { LIFE_DAYS, RENEWAL_DAYS } from '../../pools/sizing/cluster-certificate';
import type { NodeCertificatePlan } from '../../node-certificate';
import type { SecretPlan } from '../../plan';
import { ENGINE, ringSpecOf } from './of-plan';
import type { RingPlan } from './plan';

/** Key of the secret with the certificate of the nodes and its key. */
export const NODE_CERTIFICATE = 'cassandra-certificate';

/** Key of the secret with the certificates of both authorities, by which Kong knows the nodes. */
export const AUTHORITIES_SECRET = 'cassandra-authorities';

/** Ten years, so that one is made anew by an operator who has planned it. */
const AUTHORITY_DAYS = 3_650;

/** Returns the secrets by which the ring is encrypted; none where it is not. */
export function encryptionSecrets(spec: Spec): readonly SecretPlan[] {
  const { encryption } = ringSpecOf(spec).datastore;
  if (!encryption) return [];
  return [
    { key: NODE_CERTIFICATE, title: "Certificate and key of Cassandra's nodes", readBy: [ENGINE] },
    ...(encryption.clients
      ? [{ key: AUTHORITIES_SECRET, title: "Authorities of Cassandra's nodes", readBy: ['kong'] } as const]
      : []),
  ];
}

/** Plans the encryption of the ring of that name; nothing where there is none. */
export function planEncryption(
  clusterName: string,
  encryption: NodeEncryption | undefined,
): Pick<RingPlan, 'encryption'> {
  if (!encryption) return {};
  const certificate: NodeCertificatePlan = {
    secret: NODE_CERTIFICATE,
    ...(encryption.clients ? { trustSecret: AUTHORITIES_SECRET } : {}),
    commonName: `${clusterName} cassandra`,
    signedBy: encryption.signedBy,
    validityHours: LIFE_DAYS.value * HOURS_A_DAY,
    renewalHours: RENEWAL_DAYS.value * HOURS_A_DAY,
    authorityHours: AUTHORITY_DAYS * HOURS_A_DAY,
  };
  return { encryption: { ...encryption, certificate } };
}

/** Returns what the lock file remembers of the encryption; nothing where there is none. */
export function standingEncryption({
  encryption,
}: Pick<RingPlan, 'encryption'>): Pick<StandingDatastore, 'internode' | 'clientTls'> {
  if (!encryption) return {};
  return {
    ...(encryption.internode === 'none' ? {} : { internode: encryption.internode }),
    ...(encryption.clients ? { clientTls: true } : {}),
  };
}

/** Port of the ring, which carries TLS too from 4.0 on. */
const STORAGE_PORT = 7000;

/** Port of the ring for TLS alone: up to 3.11 there is no other for it. */
export const TLS_STORAGE_PORT = 7001;

/** The last line that has a port of its own for TLS, and the next, which keeps it for a ring that comes from there. */
const LEGACY_LINE = '3.11';
const NEXT_LINE = '4.0';

/**
 * Returns the ports on which nodes reach each other.
 *
 * @param isWithin true for those of one datacenter
 */
export function storagePorts(
  { version, encryption }: Pick<RingPlan, 'version' | 'encryption'>,
  isWithin: boolean,
): readonly number[] {
  const internode = encryption?.internode ?? 'none';
  if (internode === 'none') return [STORAGE_PORT];
  switch (releaseLine(version)) {
    case LEGACY_LINE:
      return isWithin && internode === 'dc' ? [STORAGE_PORT, TLS_STORAGE_PORT] : [TLS_STORAGE_PORT];
    case NEXT_LINE:
      return [STORAGE_PORT, TLS_STORAGE_PORT];
    default:
      return [STORAGE_PORT];
  }
}

/** True if nodes of a release listen on the port that is for TLS alone, beside their own, for those of the line before. */
export function keepsLegacyPort(version: string): boolean {
  return releaseLine(version) === NEXT_LINE;
}

/** Returns the port by which a node sees that Cassandra runs on another one of whatever datacenter. */
export function seenPort(ring: Pick<RingPlan, 'version' | 'encryption'>): number {
  return storagePorts(ring, false).at(-1) ?? STORAGE_PORT;
}
