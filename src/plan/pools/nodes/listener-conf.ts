import type { PlainHttp } from '../../../kernel/plain-http';
import { readsDatastore, servesClients } from '../client-pools';
import type { Plan } from '../../plan';
import type { KongPlan, PoolPlan, PoolRole } from '../pool';
import type { ConfEntry, ConfSection } from './conf-text';
import { kongDefault, kongKnowsKey } from './keys';
import { kongHasManager, kongTakesStatusLocation, MANAGER_PORTS } from '../ports';
import { HEALTH_FILE, healthPathEntries } from './health-path';
import { httpIncludeEntries } from './requests';

/** A listening key of kong.conf, with the addresses and ports that replace those of its default. */
interface Listener {
  readonly key: string;
  /** Address and port by the port of the release's default; undefined for one that is left out. */
  readonly ends: Readonly<Record<number, string | undefined>>;
}

const EVERY_ADDRESS = '0.0.0.0';
const THIS_MACHINE = '127.0.0.1';

/**
 * Makes the settings of proxy and Admin API: addresses and ports are the plan's, the flags (ssl, http2, reuseport) the
 * release's own defaults. The Admin API has no authentication of its own: without TLS it never leaves the machine.
 *
 * @param balancers range of the machines that lead clients to Kong, where there are some
 */
export function listenerSection(plan: Pick<Plan, 'kong' | 'logs'>, pool: PoolPlan, balancers: string): ConfSection {
  const { kong } = plan;
  const { role, release: version, ports } = pool;
  const { adminCidrs, plainHttp } = kong;
  const proxyTls = `${EVERY_ADDRESS}:${ports.proxyTls}`;
  const adminTls = `${adminCidrs.length === 0 ? THIS_MACHINE : EVERY_ADDRESS}:${ports.adminTls}`;
  const proxy: Listener[] = [
    { key: 'proxy_listen', ends: { 8000: plainEnd(kong, version, ports.proxy), 8443: proxyTls } },
    { key: 'proxy_listen_ssl', ends: { 8443: proxyTls } },
  ];
  const admin: Listener[] = [
    { key: 'admin_listen', ends: { 8001: `${THIS_MACHINE}:${ports.admin}`, 8444: adminTls } },
    { key: 'admin_listen_ssl', ends: { 8444: adminTls } },
  ];
  const manager: Listener[] = [
    {
      key: 'admin_gui_listen',
      ends: {
        [MANAGER_PORTS.plain]: `${THIS_MACHINE}:${MANAGER_PORTS.plain}`,
        [MANAGER_PORTS.tls]: `${EVERY_ADDRESS}:${MANAGER_PORTS.tls}`,
      },
    },
  ];
  const known = (list: readonly Listener[]): readonly Listener[] =>
    list.filter(({ key }) => kongKnowsKey(version, key));
  const opened = (list: readonly Listener[], isOpen: boolean): ConfEntry[] =>
    known(list).map((it) => (isOpen ? listenEntry(version, it) : { key: it.key, value: 'off' }));
  const isTold = kong.balancer !== 'cloud' && servesClients(role);
  return {
    why: [
      ...(servesClients(role) ? PLAIN_NOTES[plainHttp] : []),
      ...(isTold ? TOLD_NOTES : []),
      adminWords(role, version, adminCidrs),
      healthWords(role, version),
    ],
    entries: [
      ...opened(proxy, servesClients(role)).map((it) => (isTold ? { ...it, value: withClientAddress(it.value) } : it)),
      ...(isTold ? toldEntries(balancers) : []),
      ...opened(admin, readsDatastore(role)),
      ...healthPathEntries(kong, pool),
      ...httpIncludeEntries(plan, pool),
      ...(kongTakesStatusLocation(version)
        ? [
            { key: 'status_listen', value: `0.0.0.0:${ports.status}` },
            { key: 'status_access_log', value: 'off' },
            { key: 'nginx_status_include', value: HEALTH_FILE },
          ]
        : []),
      // Kong Manager, which would listen on every address.
      ...opened(manager, readsDatastore(role) && adminCidrs.length > 0),
    ],
  };
}

/** Comments on how nodes know the addresses of clients where machines of the topology lead to them. */
const TOLD_NOTES = [
  'Machines of the topology forward the TCP of clients and say first, by the PROXY protocol, whose it is: plugins and logs have the',
  'address of the client. trusted_ips stays empty: whoever sends X-Forwarded-For is a client, who could write anything into it.',
];

function withClientAddress(listeners: string | number): string {
  return String(listeners)
    .split(', ')
    .map((listener) => `${listener} proxy_protocol`)
    .join(', ');
}

/** Returns the settings by which nginx takes the address of the client from the balancer, and from nobody else. */
function toldEntries(balancers: string): ConfEntry[] {
  return [
    { key: 'real_ip_header', value: 'proxy_protocol' },
    { key: 'nginx_proxy_set_real_ip_from', value: balancers },
  ];
}

function adminWords(role: PoolRole, version: string, adminCidrs: readonly string[]): string {
  if (!readsDatastore(role)) return 'There is no Admin API here: changes are made on control planes.';
  if (adminCidrs.length === 0) return 'The Admin API answers on this machine alone.';
  const what = kongHasManager(version) ? 'The Admin API and Kong Manager listen' : 'The Admin API listens';
  return `${what} to the network over TLS alone; the firewall lets in only the ranges that the topology names.`;
}

function healthWords(role: PoolRole, version: string): string {
  if (role === 'data-plane')
    return 'Balancers ask for /status/ready: a node without a configuration, which would answer 404 to every client, gets none.';
  return kongTakesStatusLocation(version)
    ? 'Health checks ask nginx alone: a node that serves from its cache stays, however long the datastore is away.'
    : "topogen-kong-health answers health checks: this release's own status asks the datastore, or has no listener.";
}

/** Comments on the plain port of the proxy, by what it does. */
const PLAIN_NOTES: Readonly<Record<PlainHttp, readonly string[]>> = {
  closed: ['Clients reach the proxy over TLS alone: the topology opens no port for plain HTTP.'],
  redirect: ['Clients reach the proxy over TLS alone; a server of topogen sends those of plain HTTP there.'],
  serve: [],
};

/** Returns where the proxy listens without TLS; undefined if it does not. Up to 0.12 it must, and then does for this machine. */
function plainEnd({ plainHttp }: KongPlan, version: string, port: number): string | undefined {
  if (plainHttp === 'serve') return `${EVERY_ADDRESS}:${port}`;
  return kongKnowsKey(version, 'proxy_listen_ssl') ? `${THIS_MACHINE}:${port}` : undefined;
}

function listenEntry(version: string, { key, ends }: Listener): ConfEntry {
  const listeners = kongDefault(version, key).split(', ');
  const value = listeners.flatMap((listener) => {
    const [whole = '', port = ''] = /\d+\.\d+\.\d+\.\d+:(\d+)/.exec(listener) ?? [];
    if (!(Number(port) in ends)) throw new Error(`${key} of Kong ${version} listens on ${listener} by default`);
    const wanted = ends[Number(port)];
    return wanted === undefined ? [] : [listener.replace(whole, wanted)];
  });
  return { key, value: value.join(', ') };
}
