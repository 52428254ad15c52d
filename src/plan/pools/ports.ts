import { compareVersions } from '../../kernel/version';
import type { PoolPorts } from './pool';

/** Clients of the gateway use these ports. */
export const PUBLIC_PORTS = { plain: 80, tls: 443 } as const;

/**
 * Returns the ports of a Kong node, kong.conf's own defaults, the same for every release. If a load balancer forwards
 * packets unchanged (`keepsPorts`), the proxy listens on the clients' ports instead. 8007 is the default of
 * `status_listen` in later releases of Kong.
 */
export function kongPorts(_release: string, keepsPorts: boolean): PoolPorts {
  const [proxy, proxyTls] = keepsPorts ? [PUBLIC_PORTS.plain, PUBLIC_PORTS.tls] : [8000, 8443];
  return { proxy, proxyTls, admin: 8001, adminTls: 8444, status: 8007 };
}

/**
 * Returns the path of health checks on the status port.
 *
 * It is `/status` in every release, and deliberately not `/status/ready` (3.3 and later): `ready` answers 503 while the
 * datastore cannot be reached (kong/status/ready.lua at 3.3.1), so that an outage of the ring would make every balancer
 * drop, and every scaling group replace, nodes that serve traffic from their cache; and a replacement cannot start
 * without the datastore. Nothing is lost at start: in traditional mode Kong builds router and plugins before it
 * listens.
 */
export function kongHealthPath(_version: string): string {
  return '/status';
}

/**
 * True if the release has `status_listen`; before it a small responder on the node queries the Admin API over loopback.
 */
export function kongHasStatusListener(version: string): boolean {
  return compareVersions(version, '1.4.0') >= 0;
}

/** True if nodes gossip with each other over Serf, which needs its port open between them: up to 0.10. */
export function kongNeedsSerf(version: string): boolean {
  return compareVersions(version, '0.11.0') < 0;
}
