import { compareVersions } from '../../kernel/version';
import type { PoolPorts } from './pool';

/** Clients of the gateway use these ports. */
export const PUBLIC_PORTS = { plain: 80, tls: 443 } as const;

/**
 * Returns the ports of a Kong node, kong.conf's own defaults, the same for every release. If a load balancer forwards
 * packets unchanged (`keepsPorts`), the proxy listens on the clients' ports instead. 8007 is the default of
 * `status_listen` in later releases of Kong.
 */
export function kongPorts(keepsPorts: boolean): PoolPorts {
  const [proxy, proxyTls] = keepsPorts ? [PUBLIC_PORTS.plain, PUBLIC_PORTS.tls] : [8000, 8443];
  return { proxy, proxyTls, admin: 8001, adminTls: 8444, status: 8007 };
}

/**
 * Health checks ask for this path on the status port: in every release the same, so that nodes of two releases pass one check
 * while a pool rolls over. What answers never asks the datastore. Kong's own `/status`, whose place this takes, is as slow as
 * the datastore's time limits, and `/status/ready` (3.3 and later) answers 503 while it cannot be reached: an outage of the
 * datastore would make every balancer drop, and every scaling group replace, nodes that serve from their cache; and a
 * replacement cannot start without the datastore. Nothing is lost at start: in traditional mode Kong builds router and plugins
 * before it listens.
 */
export const KONG_HEALTH_PATH = '/status';

/**
 * True if the release takes a file into its status listener by `nginx_status_include` (2.1.4 and later). Before it a small
 * responder on the node asks the Admin API over loopback.
 */
export function kongTakesStatusLocation(version: string): boolean {
  return compareVersions(version, '2.1.4') >= 0;
}

/** True if `kong start` has `--db-timeout` (0.15 and later), which takes the place of the datastore's own time limit. */
export function kongHasStartTimeout(version: string): boolean {
  return compareVersions(version, '0.15.0') >= 0;
}

/** True if nodes gossip with each other over Serf, which needs its port open between them: up to 0.10. */
export function kongNeedsSerf(version: string): boolean {
  return compareVersions(version, '0.11.0') < 0;
}
