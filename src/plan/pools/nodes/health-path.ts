import { fillTemplate, holes, type Templates } from '../../../kernel/template';
import { nginx, nginxWord } from '../../../kernel/text/nginx';
import { shellQuoted } from '../../../kernel/text/shell';
import { systemd, systemdWord } from '../../../kernel/text/systemd';
import type { Text } from '../../../kernel/text/text';
import { RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import { servesClients } from '../client-pools';
import type { Plan } from '../../plan';
import type { KongPlan, PoolPlan } from '../pool';
import { balancedHealthPath, checkedPath, KONG_HEALTH_PATH } from '../ports';
import type { ConfEntry } from './conf-text';

/** Holds the location that answers health checks. */
export const HEALTH_FILE = '/etc/topogen/health.conf';

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

/** Makes the files by which a node says whether it serves: on the health path, and to balancers on machines of the topology. */
export function healthPathFiles(kong: KongPlan, pool: PoolPlan, file: FileMaker, templates: Templates): MachineFile[] {
  if (!drains(kong, pool)) return [];
  const path = healthPathOf(kong, pool);
  return [
    ...(path === undefined
      ? []
      : [file('health-path.nginx', HEALTH_PATH_FILE, { holes: holes('nginx', location(path, pool, templates)) })]),
    file('topogen-kong-drain', DRAIN_PROGRAM, {
      ...RUNNABLE,
      holes: holes('shell', { draining: shellQuoted(DRAINING_FILE), seconds: DRAIN_SECONDS }),
    }),
  ];
}

/**
 * Makes the file with the locations in Kong's status listener: one for whoever checks health, and one that leaves nothing but metrics
 * where a Prometheus may ask.
 */
export function statusFile(
  { kong, scrape }: Pick<Plan, 'kong' | 'scrape'>,
  pool: PoolPlan,
  file: FileMaker,
  templates: Templates,
): MachineFile {
  const others = scrape ? fillTemplate(templates, 'kong/metrics-alone.nginx', holes('nginx', {})) : nginx``;
  if (!isAskedByMachines(kong, pool))
    return file('health.nginx', HEALTH_FILE, {
      source: `${pool.name}/health.conf`,
      holes: holes('nginx', { others }),
    });
  const asked = location(checkedPath(pool, kong.balancer), pool, templates);
  return file('health-serving.nginx', HEALTH_FILE, { holes: holes('nginx', { ...asked, others }) });
}

/** True if balancers on machines of the topology ask the nodes of a pool. */
function isAskedByMachines({ balancer }: KongPlan, { role }: PoolPlan): boolean {
  return balancer !== 'cloud' && servesClients(role);
}

function location(path: string, pool: PoolPlan, templates: Templates): Readonly<Record<string, Text<'nginx'>>> {
  return { path: nginxWord(path), draining: nginxWord(DRAINING_FILE), answer: answerOf(pool, templates) };
}

/** True if a node serves on for a while before it stops, and says so to whoever asks. */
function drains(kong: KongPlan, pool: PoolPlan): boolean {
  return healthPathOf(kong, pool) !== undefined || isAskedByMachines(kong, pool);
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
  if (!drains(kong, pool)) return { beforeStop: systemd``, afterStart: systemd`` };
  return {
    beforeStop: systemd`ExecStop=${systemdWord(DRAIN_PROGRAM)}\n`,
    afterStart: systemd`\nExecStartPost=/bin/rm -f ${systemdWord(DRAINING_FILE)}`,
  };
}
