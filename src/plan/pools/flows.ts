import type { CloudFacts } from '../../kernel/cloud/facts';
import type { DatastoreContract } from '../datastores/contract';
import { poolEnd, range, role, tcp, udp } from '../flow';
import type { DatacenterPlan, Endpoint, Flow, RedisEndpointPlan } from '../plan';
import { readsDatastore, servesClients } from './client-pools';
import type { KongPlan, PoolPlan } from './pool';
import { kongHasManager, kongNeedsSerf, MANAGER_PORTS, PUBLIC_PORTS } from './ports';

/** Kong up to 0.10 gossips by Serf on this port. */
const SERF_PORT = 7946;

/** The flows of Kong depend on these inputs, beside the datacenters themselves. */
export interface PoolFlowInputs {
  readonly datastore: DatastoreContract;
  readonly kong: KongPlan;
  readonly redis: RedisEndpointPlan | undefined;
  readonly upstreams: readonly { readonly cidr: string; readonly ports: readonly number[] }[];
  facts(datacenter: DatacenterPlan): CloudFacts;
}

/** Makes the flows to the pools of a datacenter, and those from them to other members of it. */
export function poolFlows(to: DatacenterPlan, datacenters: readonly DatacenterPlan[], inputs: PoolFlowInputs): Flow[] {
  return [
    ...to.pools.flatMap((pool) => dataFlows(to, pool, datacenters, inputs)),
    ...clientFlows(to, inputs),
    ...clusterFlows(to, datacenters, inputs),
    ...to.pools.flatMap((pool) => [...adminFlows(to, pool, inputs.kong), ...serfFlows(to, pool, datacenters)]),
  ];
}

/** Makes the flows from the pools of a datacenter to the services behind Kong, which control planes never call. */
export function upstreamFlows(from: DatacenterPlan, { upstreams }: PoolFlowInputs): Flow[] {
  return from.pools
    .filter(({ role }) => servesClients(role))
    .flatMap((pool) =>
      upstreams.flatMap(({ cidr, ports }) => {
        const services = range(cidr, 'upstream services');
        return ports.map((port) =>
          tcp(poolEnd(from, pool), services, port, `upstream-${port}`, 'Kong to the services behind it'),
        );
      }),
    );
}

function dataFlows(
  to: DatacenterPlan,
  pool: PoolPlan,
  datacenters: readonly DatacenterPlan[],
  { datastore, redis }: PoolFlowInputs,
): Flow[] {
  const kong = poolEnd(to, pool);
  return [
    ...(pool.reachesDatastore ? datastore.clientFlows(kong, to, datacenters) : []),
    // Control planes serve no requests, and so count none.
    ...(redis && servesClients(pool.role)
      ? [tcp(kong, role(to, 'redis'), redis.port, 'redis', 'Rate limiting counters in Redis')]
      : []),
  ];
}

/**
 * Makes the flows from clients to Kong: through a balancer that is a member of the network, or past one that forwards
 * packets unchanged.
 */
function clientFlows(to: DatacenterPlan, inputs: PoolFlowInputs): Flow[] {
  const clients = to.clientCidrs.map((cidr) => range(cidr, 'clients'));
  const isPlainOpen = inputs.kong.plainHttp !== 'closed';
  const balanced = to.pools.filter((pool) => pool.balanced);
  const { healthCheckRanges, balancerKeepsPorts } = inputs.facts(to);
  // Every pool gets health checks, since scaling groups use them too, to replace nodes that do not answer.
  const checks = to.pools.flatMap((pool) =>
    healthCheckRanges.map((cidr) => checkFlow(range(cidr, 'health checks'), poolEnd(to, pool), pool)),
  );
  if (balancerKeepsPorts && !to.balancers) {
    return [
      ...balanced.flatMap((pool) =>
        publicFlows(clients, poolEnd(to, pool), { plain: pool.ports.proxy, tls: pool.ports.proxyTls }, isPlainOpen),
      ),
      ...checks,
    ];
  }
  const balancer = role(to, 'balancer');
  return [
    ...publicFlows(clients, balancer, PUBLIC_PORTS, isPlainOpen),
    ...balanced.flatMap((pool) => {
      const kong = poolEnd(to, pool);
      return [
        ...(isPlainOpen
          ? [tcp(balancer, kong, pool.ports.proxy, 'proxy', 'Load balancer to the proxy over HTTP')]
          : []),
        tcp(balancer, kong, pool.ports.proxyTls, 'proxy-tls', 'Load balancer to the proxy over HTTPS'),
        checkFlow(balancer, kong, pool),
      ];
    }),
    ...checks,
  ];
}

function publicFlows(
  clients: readonly Endpoint[],
  entrance: Endpoint,
  ports: { readonly plain: number; readonly tls: number },
  isPlainOpen: boolean,
): Flow[] {
  return clients.flatMap((client) => [
    ...(isPlainOpen ? [tcp(client, entrance, ports.plain, 'http', 'Clients to the proxy over HTTP')] : []),
    tcp(client, entrance, ports.tls, 'https', 'Clients to the proxy over HTTPS'),
  ]);
}

function checkFlow(from: Endpoint, to: Endpoint, { ports }: PoolPlan): Flow {
  return tcp(from, to, ports.status, 'health', 'Load balancer health checks');
}

/**
 * Makes the flows from the data planes of every datacenter to the control planes of one, by their balancer where it is a member
 * of the network. Data planes are told of changes over connections that they open themselves.
 */
function clusterFlows(to: DatacenterPlan, datacenters: readonly DatacenterPlan[], inputs: PoolFlowInputs): Flow[] {
  const port = inputs.kong.hybrid?.port;
  const controls = to.pools.filter(({ role }) => role === 'control-plane');
  if (port === undefined || controls.length === 0) return [];
  const dataPlanes = datacenters.flatMap((from) =>
    from.pools.filter(({ role }) => role === 'data-plane').map((pool) => poolEnd(from, pool)),
  );
  const purpose = 'Data planes take their configuration from control planes';
  const entrances = inputs.facts(to).balancerKeepsPorts
    ? controls.map((pool) => poolEnd(to, pool))
    : [role(to, 'control')];
  return [
    ...dataPlanes.flatMap((from) => entrances.map((entrance) => tcp(from, entrance, port, 'cluster', purpose))),
    ...entrances
      .filter((it) => it.role === 'control')
      .flatMap((balancer) =>
        controls.flatMap((pool) => [
          tcp(balancer, poolEnd(to, pool), port, 'cluster', 'Load balancer to the control planes'),
          checkFlow(balancer, poolEnd(to, pool), pool),
        ]),
      ),
  ];
}

/**
 * Makes the flows of administrators: to the ports with TLS alone, since the Admin API asks nobody who they are. Who reaches it may
 * have its pages too, where the release has them. There are none while an upgrade is under way: what is written then may be
 * missing or misread on one of the two releases.
 */
function adminFlows(to: DatacenterPlan, pool: PoolPlan, { adminCidrs, upgrade }: KongPlan): Flow[] {
  // Data planes have no Admin API.
  if (upgrade || !readsDatastore(pool.role)) return [];
  const kong = poolEnd(to, pool);
  return adminCidrs.flatMap((cidr) => {
    const administrators = range(cidr, 'administrators');
    return [
      tcp(administrators, kong, pool.ports.adminTls, 'admin-tls', 'Admin API over TLS for administrators'),
      ...(kongHasManager(pool.release)
        ? [tcp(administrators, kong, MANAGER_PORTS.tls, 'manager-tls', 'Kong Manager over TLS for administrators')]
        : []),
    ];
  });
}

/** Makes the flows between all nodes whose release gossips, in every datacenter. */
function serfFlows(to: DatacenterPlan, pool: PoolPlan, datacenters: readonly DatacenterPlan[]): Flow[] {
  if (!kongNeedsSerf(pool.release)) return [];
  const kong = poolEnd(to, pool);
  const purpose = 'Serf gossip between Kong nodes';
  return datacenters.flatMap((from) =>
    from.pools
      .filter(({ release }) => kongNeedsSerf(release))
      .map((other) => poolEnd(from, other))
      .flatMap((peer) => [
        tcp(peer, kong, SERF_PORT, 'serf', purpose),
        udp(peer, kong, SERF_PORT, 'serf-udp', purpose),
      ]),
  );
}
