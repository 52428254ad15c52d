import type { KongPlan, PoolPlan } from '../pool';
import type { ConfEntry, ConfSection } from './conf-text';
import { kongDefault, kongKnowsKey } from './keys';
import { kongTakesStatusLocation } from '../ports';

/** Holds the location that answers health checks. */
export const HEALTH_FILE = '/etc/topogen/health.conf';

/** A listening key of kong.conf, with the address and the ports that replace those of its default. */
interface Listener {
  readonly key: string;
  readonly address: string;
  /** Port by the port of the release's default. */
  readonly ports: Readonly<Record<number, number>>;
}

/**
 * Makes the settings of proxy and Admin API: addresses and ports are the plan's, the flags (ssl, http2, reuseport) the
 * release's own defaults.
 */
export function listenerSection({ adminCidrs }: KongPlan, { release: version, ports }: PoolPlan): ConfSection {
  const listeners: Listener[] = [
    { key: 'proxy_listen', address: '0.0.0.0', ports: { 8000: ports.proxy, 8443: ports.proxyTls } },
    { key: 'proxy_listen_ssl', address: '0.0.0.0', ports: { 8443: ports.proxyTls } },
    { key: 'admin_listen', address: adminAddress(adminCidrs), ports: { 8001: ports.admin, 8444: ports.adminTls } },
    { key: 'admin_listen_ssl', address: adminAddress(adminCidrs), ports: { 8444: ports.adminTls } },
  ];
  return {
    why: [
      ...(adminCidrs.length === 0
        ? ['The Admin API answers on this machine alone.']
        : ['The Admin API listens to the network; the firewall lets in only the ranges that the topology names.']),
      ...(kongTakesStatusLocation(version)
        ? [
            'Health checks ask nginx alone: a node that serves from its cache stays, however long the datastore is away.',
          ]
        : [
            "topogen-kong-health answers health checks: this release's own status asks the datastore, or has no listener.",
          ]),
    ],
    entries: [
      ...listeners.filter(({ key }) => kongKnowsKey(version, key)).map((it) => listenEntry(version, it)),
      ...(kongTakesStatusLocation(version)
        ? [
            { key: 'status_listen', value: `0.0.0.0:${ports.status}` },
            { key: 'status_access_log', value: 'off' },
            { key: 'nginx_status_include', value: HEALTH_FILE },
          ]
        : []),
    ],
  };
}

function adminAddress(adminCidrs: readonly string[]): string {
  return adminCidrs.length === 0 ? '127.0.0.1' : '0.0.0.0';
}

function listenEntry(version: string, { key, address, ports }: Listener): ConfEntry {
  const value = kongDefault(version, key).replace(/\d+\.\d+\.\d+\.\d+:(\d+)/g, (_, port: string) => {
    const wanted = ports[Number(port)];
    if (wanted === undefined) throw new Error(`${key} of Kong ${version} listens on ${port} by default`);
    return `${address}:${wanted}`;
  });
  return { key, value };
}
