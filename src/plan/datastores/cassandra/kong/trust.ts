import { compareVersions } from '../../../../kernel/version';
import type { ConfEntry, ConfSection } from '../../../pools/nodes/conf-text';
import type { RingPlan } from '../plan';

/** Kong's machines keep here the certificates of the authorities by which they know Cassandra's nodes. */
export const AUTHORITIES_FILE = '/etc/kong/cassandra-authorities.pem';

/** Ubuntu's own list of authorities, for releases of Kong that do not know it as `system`. */
const SYSTEM_AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** Leaf, up to two authorities between, and the root: Kong has one depth for whatever it speaks to. */
export const VERIFY_DEPTH = 3;

/** Makes the settings by which Kong knows Cassandra's nodes; none where it speaks plain text to them. */
export function trustSection({ encryption }: RingPlan, version: string): ConfSection {
  if (!encryption?.clients) return { why: [], entries: [] };
  const system = compareVersions(version, '3.0.0') >= 0 ? 'system' : SYSTEM_AUTHORITIES;
  const entries: ConfEntry[] = [
    { key: 'cassandra_ssl', value: 'on' },
    { key: 'cassandra_ssl_verify', value: 'on' },
    { key: 'lua_ssl_trusted_certificate', value: `${system},${AUTHORITIES_FILE}` },
    { key: 'lua_ssl_verify_depth', value: VERIFY_DEPTH },
  ];
  return {
    why: [
      "Nodes of Cassandra take clients by TLS alone. Their certificate must be signed by one of the topology's own authorities,",
      'which the machine fetches when Kong starts; Kong compares no names.',
    ],
    entries,
  };
}
