import type { Balancer } from '../../kernel/balancer';
import { compareVersions } from '../../kernel/version';
import type { PoolKind, PoolPorts, PoolRole } from './pool';

/** Clients of the gateway use these ports. */
export const PUBLIC_PORTS = { plain: 80, tls: 443 } as const;

/**
 * Returns the ports of a Kong node, kong.conf's own defaults, the same for every release. If a load balancer forwards
 * packets unchanged (`keepsPorts`), the proxy listens on the clients' ports instead. 8007 is the default of
 * `status_listen` in later releases of Kong.
 */
export function kongPorts(keepsPorts: boolean, role: PoolRole): PoolPorts {
  const [proxy, proxyTls] = keepsPorts ? [PUBLIC_PORTS.plain, PUBLIC_PORTS.tls] : [8000, 8443];
  const ports = { proxy, proxyTls, admin: 8001, adminTls: 8444, status: 8007 };
  return role === 'control-plane' ? { ...ports, cluster: CLUSTER_PORT } : ports;
}

/** True if nodes listen on the clients' own ports, since the balancer forwards packets unchanged and is no member of the network. */
export function listensForClients({ ports }: { readonly ports: PoolPorts }): boolean {
  return ports.proxy === PUBLIC_PORTS.plain;
}

/** Data planes reach control planes on this port. 8006, of Kong's checklist, is that of telemetry, which open-source Kong lacks. */
export const CLUSTER_PORT = 8005;

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
 * Returns the path that balancers ask for: `/status/ready` of a data plane, which is ready as soon as it has a configuration and
 * stays so without control planes. One that has none answers every client with 404, and its `/status` with 200.
 */
export function balancedHealthPath({ role }: Pick<PoolKind, 'role'>): string {
  return role === 'data-plane' ? '/status/ready' : KONG_HEALTH_PATH;
}

/**
 * Machines of the topology that lead clients to Kong ask for this path on the status port: it answers 503 while a node is about to
 * stop, which a cloud's own balancer is told in another way, and is 200 only where the path that those ask for is.
 */
const SERVING_PATH = '/serving';

/** Returns the path that whatever leads clients to the pools asks for: the cloud's own balancer, or machines of the topology. */
export function checkedPath(pool: Pick<PoolKind, 'role'>, balancer: Balancer): string {
  return balancer !== 'cloud' && pool.role !== 'control-plane' ? SERVING_PATH : balancedHealthPath(pool);
}

/**
 * True if the release takes a file into its status listener by `nginx_status_include` (2.1.4 and later). Before it a small
 * responder on the node asks the Admin API over loopback.
 */
export function kongTakesStatusLocation(version: string): boolean {
  return compareVersions(version, '2.1.4') >= 0;
}

/** Kong Manager, whose pages call the Admin API from the browser, has these ports: kong.conf's own defaults. */
export const MANAGER_PORTS = { plain: 8002, tls: 8445 } as const;

/** True if the open-source release has Kong Manager: 3.4 and later. */
export function kongHasManager(version: string): boolean {
  return compareVersions(version, '3.4.0') >= 0;
}

/** True if `kong start` has `--db-timeout` (0.15 and later), which takes the place of the datastore's own time limit. */
export function kongHasStartTimeout(version: string): boolean {
  return compareVersions(version, '0.15.0') >= 0;
}

/** True if nodes gossip with each other over Serf, which needs its port open between them: up to 0.10. */
export function kongNeedsSerf(version: string): boolean {
  return compareVersions(version, '0.11.0') < 0;
}
