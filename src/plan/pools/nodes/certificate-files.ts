import { holes } from '../../../kernel/template';
import { shell, shellQuoted } from '../../../kernel/text/shell';
import type { Text } from '../../../kernel/text/text';
import { RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import type { DatacenterPlan } from '../../plan';
import { servesClients } from '../client-pools';
import type { PoolPlan, PoolRole } from '../pool';
import type { ConfEntry } from './conf-text';

/**
 * Holds the certificate for clients, those that lead from it to the authority, and its key, which nginx takes from one file: two
 * could be read while the one is new and the other is not.
 */
export const CERTIFICATE_FILE = '/etc/kong/proxy.pem';

const PROGRAM = '/usr/local/sbin/topogen-kong-certificate';

export const CERTIFICATE_TIMER = 'topogen-certificate.timer';

/** Returns the secret from which nodes of a role take the certificate for clients; undefined if they take none. */
export function certificateSecretOf(
  { certificateSecret }: Pick<DatacenterPlan, 'certificateSecret'>,
  { role }: { readonly role: PoolRole },
): string | undefined {
  return servesClients(role) ? certificateSecret : undefined;
}

/** Returns the settings of kong.conf by which Kong shows the certificate. */
export function certificateEntries(datacenter: DatacenterPlan, pool: PoolPlan): ConfEntry[] {
  if (certificateSecretOf(datacenter, pool) === undefined) return [];
  return [
    { key: 'ssl_cert', value: CERTIFICATE_FILE },
    { key: 'ssl_cert_key', value: CERTIFICATE_FILE },
  ];
}

/** Makes the files by which a node fetches the certificate and keeps it new. */
export function certificateFiles(datacenter: DatacenterPlan, pool: PoolPlan, file: FileMaker): MachineFile[] {
  const secret = certificateSecretOf(datacenter, pool);
  if (secret === undefined) return [];
  return [
    file('topogen-kong-certificate', PROGRAM, {
      ...RUNNABLE,
      holes: holes('shell', { secret: shellQuoted(secret), file: shellQuoted(CERTIFICATE_FILE) }),
    }),
    file('topogen-certificate.service', '/etc/systemd/system/topogen-certificate.service'),
    file('topogen-certificate.timer', `/etc/systemd/system/${CERTIFICATE_TIMER}`),
  ];
}

/** Returns the call by which a certificate is there before Kong starts; none where Kong makes one itself. */
export function certificateCall(datacenter: DatacenterPlan, pool: PoolPlan): Text<'shell'> {
  if (certificateSecretOf(datacenter, pool) === undefined) return shell``;
  return shell`\n"$root"${shellQuoted(PROGRAM)} start`;
}
