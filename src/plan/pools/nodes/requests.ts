import { compareVersions } from '../../../kernel/version';
import { fillTemplate, holes, type Templates } from '../../../kernel/template';
import { nginx, nginxWord } from '../../../kernel/text/nginx';
import { systemd } from '../../../kernel/text/systemd';
import type { FileMaker, MachineFile } from '../../nodes/machine-files';
import type { Plan } from '../../plan';
import { servesClients } from '../client-pools';
import type { PoolPlan } from '../pool';
import type { ConfEntry } from './conf-text';
import { REDIRECT_FILE, redirects } from './redirect';

/** Holds the form of the log of requests, beside Kong's servers. */
const REQUESTS_FILE = '/etc/topogen/requests.conf';

/** The log and its form, and a condition where failed requests alone are logged, as nginx takes them. */
const ALL = 'logs/access.log topogen_requests';
const FAILED = `${ALL} if=$topogen_failed`;

type Logging = Pick<Plan, 'kong' | 'logs'>;

/** True if nodes of a pool log requests of clients. */
export function logsRequests({ logs }: Pick<Plan, 'logs'>, { role }: Pick<PoolPlan, 'role'>): boolean {
  return logs?.access !== undefined && servesClients(role);
}

/** True if Kong writes a form of its own behind whatever `proxy_access_log` says: 3.5, and no release before or after it. */
function kongAddsForm(release: string): boolean {
  return compareVersions(release, '3.5.0') >= 0 && compareVersions(release, '3.6.0') < 0;
}

/** Returns the settings of kong.conf that log requests, or do not. */
export function requestEntries(plan: Logging, pool: PoolPlan): ConfEntry[] {
  if (!logsRequests(plan, pool)) return [{ key: 'proxy_access_log', value: 'off' }];
  const log = plan.logs?.access === 'all' ? ALL : FAILED;
  if (!kongAddsForm(pool.release)) return [{ key: 'proxy_access_log', value: log }];
  return [
    { key: 'proxy_access_log', value: '/dev/null' },
    { key: 'nginx_proxy_access_log', value: log },
  ];
}

/** Returns comments on those settings. */
export function requestWords(plan: Logging, pool: PoolPlan): string[] {
  if (!logsRequests(plan, pool)) {
    return [
      'Requests are not logged to the disk, which the rates that a node is sized for would fill within days: use one of',
      "Kong's logging plugins. Errors and calls of the Admin API are, and logrotate keeps them small.",
    ];
  }
  const which = plan.logs?.access === 'all' ? 'Requests of clients are' : 'Requests of clients that failed are';
  return [
    `${which} logged without queries and headers, and shipped; logrotate keeps two files of them.`,
    ...(kongAddsForm(pool.release)
      ? [
          'This release writes a form of its own, which has both, to the file of proxy_access_log: that is /dev/null, and the log',
          'with the form of topogen stands beside it.',
        ]
      : []),
    'Errors and calls of the Admin API are logged too, and logrotate keeps them small.',
  ];
}

/** Returns the setting that brings topogen's own parts beside Kong's servers, of which it takes one file. */
export function httpIncludeEntries(plan: Logging, pool: PoolPlan): ConfEntry[] {
  const file = logsRequests(plan, pool) ? REQUESTS_FILE : redirects(plan.kong, pool.role) ? REDIRECT_FILE : undefined;
  return file === undefined ? [] : [{ key: 'nginx_http_include', value: file }];
}

/** Makes the files of the log of requests, and those that keep all logs of Kong's small. */
export function requestFiles(plan: Logging, pool: PoolPlan, file: FileMaker, templates: Templates): MachineFile[] {
  const logs = logsRequests(plan, pool);
  const rotation = file('logrotate.conf', '/etc/logrotate.d/topogen-kong', {
    holes: holes('systemd', { requests: logs ? systemd`` : systemd`/usr/local/kong/logs/access.log\n` }),
  });
  const timer = '/etc/systemd/system/logrotate.timer.d/topogen.conf';
  if (!logs) return [rotation, file('logrotate-timer.conf', timer)];
  return [
    file('requests.nginx', REQUESTS_FILE, {
      holes: holes('nginx', {
        failed:
          plan.logs?.access === 'all'
            ? nginx``
            : fillTemplate(templates, 'kong/requests-failed.nginx', holes('nginx', {})),
        id: kongNamesRequests(pool.release) ? nginx`,"request":"$kong_request_id"` : nginx``,
        redirect: redirects(plan.kong, pool.role) ? nginx`include ${nginxWord(REDIRECT_FILE)};\n` : nginx``,
      }),
    }),
    rotation,
    file('logrotate-requests.conf', '/etc/logrotate.d/topogen-kong-requests'),
    file('logrotate-timer-requests.conf', timer),
  ];
}

/** True if Kong gives each request a name, which services and clients are told: 3.5 and later. */
function kongNamesRequests(release: string): boolean {
  return compareVersions(release, '3.5.0') >= 0;
}
