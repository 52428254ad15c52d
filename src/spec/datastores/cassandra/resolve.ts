import type { NodeEncryption } from '../../../kernel/node-encryption';
import { userText, type UserText } from '../../../kernel/text/text';
import { resolveRelease } from '../../releases';
import { CASSANDRA_RELEASES } from './releases';
import type { CassandraSection } from './schema';

/** The section `datastore` of a spec on Cassandra, every default applied. */
export interface CassandraSpec extends Omit<CassandraSection, 'repositoryKeyFingerprints' | 'encryption'> {
  readonly engine: 'cassandra';
  readonly repositoryUrl: UserText;
  readonly repositoryKeyUrl: UserText;
  readonly repositoryKeyFingerprints: readonly string[];
  /** Absent where nothing is encrypted. */
  readonly encryption?: NodeEncryption;
}

/** Nodes install from Apache's own repository by default (download page of cassandra.apache.org). */
const REPOSITORY_URL = userText('https://debian.cassandra.apache.org');
const REPOSITORY_KEY_URL = userText('https://downloads.apache.org/cassandra/KEYS');

/**
 * Keys of Cassandra's release managers, one of whom signs the repository. Source: the `Dockerfile`s of
 * docker-library/cassandra@7b9da8f (4.0.20, 4.1.11, 5.0.8), 2026-04-16, which list every key of Apache's file.
 */
const REPOSITORY_KEYS = [
  'CEC86BB4A0BA9D0F90397CAEF8358FA2F2833C93',
  'C4965EE9E3015D192CCCF2B6F758CE318D77295D',
  '5AED1BF378E9A19DADE1BCB34BD736A82B5C1B00',
  '514A2AD631A57A16DD0047EC749D6EEC0353B12C',
  'A26E528B271F19B9E5D8E19EA278B781FE4B2BDA',
  'A4C465FEA0C552561A392A61E91335D77E3E87CB',
  '9E66CEC6106D578D0B1EB9BFF1000962B7F6840C',
  'C4009872C59B49561310D966D0062876AF30F054',
  'B7842CDAF36E6A3214FAE35D5E85B9AE0B84C041',
  '3E9C876907A560ACA00964F363E9BAD215BBF5F0',
  'F8B7FD00E05C932991A2CD6150EE103D162C5A55',
  '7464AAD9068241C50BA6A26232F35CB2F546D93E',
  'CEC5C50B9C629EF0F5AB2706650B72EB14CCD622',
];

/** Fills in the full release number and the addresses that the packages come from. */
export function resolveCassandra({ encryption, ...section }: CassandraSection): CassandraSpec {
  return {
    ...section,
    ...(encryption && encrypts(encryption) ? { encryption } : {}),
    engine: 'cassandra',
    version: resolveRelease(section.version, CASSANDRA_RELEASES),
    repositoryUrl: section.repositoryUrl ?? REPOSITORY_URL,
    repositoryKeyUrl: section.repositoryKeyUrl ?? REPOSITORY_KEY_URL,
    repositoryKeyFingerprints: section.repositoryKeyFingerprints ?? REPOSITORY_KEYS,
  };
}

/** Returns whose private keys Terraform makes for the ring, which it keeps in its states. */
export function privateKeysOf({ encryption }: CassandraSection): string | undefined {
  return encryption && encrypts(encryption) ? "the ring's authorities and nodes" : undefined;
}

function encrypts({ internode, clients }: NonNullable<CassandraSection['encryption']>): boolean {
  return internode !== 'none' || clients;
}
