import { fillTemplate, holes, type Templates } from '../../../kernel/template';
import { nginx, nginxWord } from '../../../kernel/text/nginx';
import { shellQuoted } from '../../../kernel/text/shell';
import { systemd, systemdWord } from '../../../kernel/text/systemd';
import type { Text } from '../../../kernel/text/text';
import { RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import { servesClients } from '../client-pools';
import type { KongPlan, PoolPlan } from '../pool';
import { balancedHealthPath, KONG_HEALTH_PATH } from '../ports';
import type { ConfEntry } from './conf-text';

/** Holds the location that answers on the health path. */
const HEALTH_PATH_FILE = '/etc/topogen/health-path.conf';

/** A node is about to stop while this file is there; in memory, so that none outlives a boot. */
export const DRAINING_FILE = '/run/topogen/draining';

/**
 * A node that stops serves on for so long while its health path says that it does not: three questions of a checker that asks
 * every five seconds. Google ends a machine 90 seconds after it was told to stop, of which requests under way need 60.
 */
const DRAIN_SECONDS = 15;

const DRAIN_PROGRAM = '/usr/local/sbin/topogen-kong-drain';

/** Returns the path on which the nodes of a pool say whether they serve; undefined if they say so on none. */
function healthPathOf({ healthPath }: KongPlan, { role }: PoolPlan): string | undefined {
  return servesClients(role) ? healthPath : undefined;
}

/** Returns the setting of kong.conf that brings the location into Kong's proxy. */
export function healthPathEntries(kong: KongPlan, pool: PoolPlan): ConfEntry[] {
  if (healthPathOf(kong, pool) === undefined) return [];
  return [{ key: 'nginx_proxy_include', value: HEALTH_PATH_FILE }];
}

/** Makes the files by which a node says on the health path whether it serves. */
export function healthPathFiles(kong: KongPlan, pool: PoolPlan, file: FileMaker, templates: Templates): MachineFile[] {
  const path = healthPathOf(kong, pool);
  if (path === undefined) return [];
  const location = { path: nginxWord(path), draining: nginxWord(DRAINING_FILE), answer: answerOf(pool, templates) };
  return [
    file('health-path.nginx', HEALTH_PATH_FILE, { holes: holes('nginx', location) }),
    file('topogen-kong-drain', DRAIN_PROGRAM, {
      ...RUNNABLE,
      holes: holes('shell', { draining: shellQuoted(DRAINING_FILE), seconds: DRAIN_SECONDS }),
    }),
  ];
}

/** A data plane without a configuration answers every client with 404: it asks its own status listener first, as balancers do. */
function answerOf(pool: PoolPlan, templates: Templates): Text<'nginx'> {
  const asked = balancedHealthPath(pool);
  if (asked === KONG_HEALTH_PATH) return nginx`    return 200 "serves\\n";\n`;
  const url = nginxWord(`http://127.0.0.1:${pool.ports.status}${asked}`);
  return fillTemplate(templates, 'kong/health-path-asked.nginx', holes('nginx', { url }));
}

/** Lines of Kong's unit that drain a node before it stops, and end that once it serves again. */
export function drainLines(
  kong: KongPlan,
  pool: PoolPlan,
): Readonly<Record<'beforeStop' | 'afterStart', Text<'systemd'>>> {
  if (healthPathOf(kong, pool) === undefined) return { beforeStop: systemd``, afterStart: systemd`` };
  return {
    beforeStop: systemd`ExecStop=${systemdWord(DRAIN_PROGRAM)}\n`,
    afterStart: systemd`\nExecStartPost=/bin/rm -f ${systemdWord(DRAINING_FILE)}`,
  };
}
