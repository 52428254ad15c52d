import { readsDatastore, servesClients } from '../client-pools';
import type { KongPlan, PoolPlan, PoolRole } from '../pool';
import type { ConfEntry, ConfSection } from './conf-text';
import { kongDefault, kongKnowsKey } from './keys';
import { kongTakesStatusLocation } from '../ports';

/** Holds the location that answers health checks. */
export const HEALTH_FILE = '/etc/topogen/health.conf';

/** A listening key of kong.conf, with the addresses and ports that replace those of its default. */
interface Listener {
  readonly key: string;
  /** Address and port by the port of the release's default. */
  readonly ends: Readonly<Record<number, string>>;
}

const EVERY_ADDRESS = '0.0.0.0';
const THIS_MACHINE = '127.0.0.1';

/**
 * Makes the settings of proxy and Admin API: addresses and ports are the plan's, the flags (ssl, http2, reuseport) the
 * release's own defaults. The Admin API has no authentication of its own: without TLS it never leaves the machine.
 */
export function listenerSection({ adminCidrs }: KongPlan, { role, release: version, ports }: PoolPlan): ConfSection {
  const proxyTls = `${EVERY_ADDRESS}:${ports.proxyTls}`;
  const adminTls = `${adminCidrs.length === 0 ? THIS_MACHINE : EVERY_ADDRESS}:${ports.adminTls}`;
  const proxy: Listener[] = [
    { key: 'proxy_listen', ends: { 8000: `${EVERY_ADDRESS}:${ports.proxy}`, 8443: proxyTls } },
    { key: 'proxy_listen_ssl', ends: { 8443: proxyTls } },
  ];
  const admin: Listener[] = [
    { key: 'admin_listen', ends: { 8001: `${THIS_MACHINE}:${ports.admin}`, 8444: adminTls } },
    { key: 'admin_listen_ssl', ends: { 8444: adminTls } },
  ];
  const known = (list: readonly Listener[]): readonly Listener[] =>
    list.filter(({ key }) => kongKnowsKey(version, key));
  const opened = (list: readonly Listener[], isOpen: boolean): ConfEntry[] =>
    known(list).map((it) => (isOpen ? listenEntry(version, it) : { key: it.key, value: 'off' }));
  return {
    why: [adminWords(role, adminCidrs), healthWords(role, version)],
    entries: [
      ...opened(proxy, servesClients(role)),
      ...opened(admin, readsDatastore(role)),
      ...(kongTakesStatusLocation(version)
        ? [
            { key: 'status_listen', value: `0.0.0.0:${ports.status}` },
            { key: 'status_access_log', value: 'off' },
            { key: 'nginx_status_include', value: HEALTH_FILE },
          ]
        : []),
      // Kong Manager, which would listen on every address.
      ...(kongKnowsKey(version, 'admin_gui_listen') ? [{ key: 'admin_gui_listen', value: 'off' }] : []),
    ],
  };
}

function adminWords(role: PoolRole, adminCidrs: readonly string[]): string {
  if (!readsDatastore(role)) return 'There is no Admin API here: changes are made on control planes.';
  return adminCidrs.length === 0
    ? 'The Admin API answers on this machine alone.'
    : 'The Admin API listens to the network over TLS alone; the firewall lets in only the ranges that the topology names.';
}

function healthWords(role: PoolRole, version: string): string {
  if (role === 'data-plane')
    return 'Balancers ask for /status/ready: a node without a configuration, which would answer 404 to every client, gets none.';
  return kongTakesStatusLocation(version)
    ? 'Health checks ask nginx alone: a node that serves from its cache stays, however long the datastore is away.'
    : "topogen-kong-health answers health checks: this release's own status asks the datastore, or has no listener.";
}

function listenEntry(version: string, { key, ends }: Listener): ConfEntry {
  const value = kongDefault(version, key).replace(/\d+\.\d+\.\d+\.\d+:(\d+)/g, (_, port: string) => {
    const wanted = ends[Number(port)];
    if (wanted === undefined) throw new Error(`${key} of Kong ${version} listens on ${port} by default`);
    return wanted;
  });
  return { key, value };
}
