import * as z from 'zod';
import { httpsUrl, imageName, machineType, sha256, text } from '../../schema-values';
import { AUTHORITIES, INTERNODE_ENCRYPTIONS } from '../../../kernel/node-encryption';
import { DEFAULT_COPIES, MOST_NODES, RACKS } from './racks';
import { DEFAULT_LINE } from './releases';

const consistency = z
  .enum(['LOCAL_ONE', 'LOCAL_QUORUM', 'QUORUM', 'EACH_QUORUM', 'ONE', 'ALL'])
  .default('LOCAL_QUORUM');

/** The schema of `datastore.encryption`. */
const encryption = z
  .strictObject({
    internode: z.enum(INTERNODE_ENCRYPTIONS).default('none').meta({
      description: 'Traffic between nodes that is encrypted: none, that between datacenters (dc), or all.',
    }),
    clients: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether Kong, and everybody else who speaks CQL, does so by TLS alone.' }),
    signedBy: z.enum(AUTHORITIES).default('first').meta({
      description:
        "The one of the topology's two authorities that signs the certificate of the nodes. All machines trust both, so that one can be made anew.",
    }),
  })
  .optional()
  .meta({
    description:
      'TLS of the ring, by certificates of authorities of its own; what is encrypted cannot change on a ring that stands. Default: none, since the ring is in private subnets and links are encrypted.',
  });

/** Fields of the section `datastore` where the engine is Cassandra. */
export const cassandraSection = {
  version: z
    .string()
    .default(DEFAULT_LINE)
    .meta({ description: 'Cassandra line or release: 3.11, 4.0, 4.1 or 5.0, with or without a patch number.' }),
  nodesPerDatacenter: z.int().optional().meta({
    minimum: RACKS,
    maximum: MOST_NODES,
    multipleOf: RACKS,
    description: 'Cassandra nodes in each datacenter, in threes. Default: as many threes as the load needs.',
  }),
  replicationFactor: z
    .int()
    .min(1)
    .default(DEFAULT_COPIES)
    .meta({ description: 'Copies of each row in each datacenter.' }),
  readConsistency: consistency.meta({ description: 'Consistency of reads by Kong.' }),
  writeConsistency: consistency.meta({ description: 'Consistency of writes by Kong.' }),
  diskGib: z.int().min(10).max(16_384).optional().meta({
    description: 'Data disk of each Cassandra node in GiB. Default: sized with compaction headroom.',
  }),
  encryption,
  repositoryUrl: httpsUrl.optional().meta({ description: "APT repository of Cassandra. Default: Apache's own." }),
  repositoryKeyUrl: httpsUrl
    .optional()
    .meta({ description: "Signing keys of that repository. Default: Apache's own." }),
  repositoryKeyFingerprints: z
    .array(text(/^[0-9A-F]{40}$/, 'must be the 40 upper-case hexadecimal digits of a fingerprint'))
    .min(1)
    .optional()
    .meta({
      description:
        "Fingerprints of the keys of that file that may sign the repository; nodes trust no other. Default: those of Apache's own keys.",
    }),
  packageSha256: sha256
    .optional()
    .meta({ description: "Checksum of the cassandra .deb. Default: not checked beyond the repository's signature." }),
};

/** `cassandraNodes` is the schema of a datacenter's fields about its Cassandra nodes. */
export const cassandraNodes = z
  .strictObject({
    machineType: machineType.optional().meta({
      description:
        'Machine type of the Cassandra nodes. Default: grown with the load before nodes are added; with size development a small one.',
    }),
    image: imageName.optional().meta({
      description:
        "A machine image with Cassandra already installed. Default: the cloud's current Ubuntu 22.04, and installation at first boot.",
    }),
  })
  .prefault({})
  .meta({ description: 'What is special about Cassandra in this datacenter.' });

/** The section after validation, with the fixed defaults filled in. */
export type CassandraSection = z.output<z.ZodObject<typeof cassandraSection>>;
