import type { HybridPlan, KongPlan, PoolPlan } from '../pool';
import type { ConfEntry, ConfSection } from './conf-text';

/** Machines keep the certificate of control planes and data planes here, and its key, which root alone may read. */
export const CLUSTER_CERTIFICATE_FILE = '/etc/kong/cluster.crt';
export const CLUSTER_KEY_FILE = '/etc/kong/cluster.key';

/** Makes the settings by which a pool's nodes take part in hybrid mode; none if they do not. */
export function clusterSections({ hybrid }: KongPlan, { role, ports }: PoolPlan): ConfSection[] {
  if (!hybrid || role === 'traditional') return [];
  return [role === 'control-plane' ? controlSection(ports.cluster ?? hybrid.port) : dataSection(hybrid)];
}

/** Both sides show the one certificate, and take nobody who shows another. */
const PAIR: readonly ConfEntry[] = [
  { key: 'cluster_mtls', value: 'shared' },
  { key: 'cluster_cert', value: CLUSTER_CERTIFICATE_FILE },
  { key: 'cluster_cert_key', value: CLUSTER_KEY_FILE },
];

function controlSection(port: number): ConfSection {
  return {
    why: [
      'A control plane: it keeps the configuration in the datastore and sends each change to the data planes of every datacenter,',
      'which connect to it. Whoever has not the same certificate with its key is refused.',
    ],
    entries: [{ key: 'role', value: 'control_plane' }, ...PAIR, { key: 'cluster_listen', value: `0.0.0.0:${port}` }],
  };
}

function dataSection({ host, port }: HybridPlan): ConfSection {
  return {
    why: [
      'A data plane: it serves clients and has no datastore. Control planes send it the configuration, which it keeps on its own',
      'disk: it serves, and starts over, however long they are away.',
    ],
    entries: [
      { key: 'role', value: 'data_plane' },
      { key: 'database', value: 'off' },
      ...PAIR,
      { key: 'cluster_control_plane', value: `${host}:${port}` },
    ],
  };
}
