import type { CloudFacts } from '../kernel/cloud/facts';
import type { Role } from '../kernel/ids';
import type { DatastoreContract } from './datastores/contract';
import { icmp, place, range, role, softwareFlows, tcp, udp } from './flow';
import { vpnInstanceFlows } from './vpn-instance-flows';
import type { DatacenterPlan, Endpoint, Flow, KongPlan, LinkPlan, RedisEndpointPlan } from './plan';

/** Serf's gossip, up to Kong 0.10. */
const SERF_PORT = 7946;
/** What clients of the gateway use. */
export const PUBLIC_PORTS = { plain: 80, tls: 443 } as const;

/** What the flow table is made from, beside the datacenters themselves. */
export interface FirewallInputs {
  readonly datastore: DatastoreContract;
  readonly supernet: string;
  readonly kong: KongPlan;
  readonly redis: RedisEndpointPlan | undefined;
  /** Whether Kong's nodes gossip with each other (0.10). */
  readonly serf: boolean;
  readonly upstreams: readonly { readonly cidr: string; readonly ports: readonly number[] }[];
  facts(datacenter: DatacenterPlan): CloudFacts;
}

/** The whole flow table, in the order of datacenters, then of roles: what is not in it is refused. */
export function planFlows(
  datacenters: readonly DatacenterPlan[],
  links: readonly LinkPlan[],
  inputs: FirewallInputs,
): Flow[] {
  const flows = datacenters.flatMap((to) => [
    ...inputs.datastore.memberFlows(to, datacenters),
    ...kongFlows(to, datacenters, inputs),
    ...operatorFlows(to, inputs),
    ...egressFlows(to, inputs),
  ]);
  return [...flows, ...datacenters.flatMap((at) => vpnInstanceFlows(at, links, flows, inputs.supernet))];
}

function kongFlows(to: DatacenterPlan, datacenters: readonly DatacenterPlan[], inputs: FirewallInputs): Flow[] {
  const kong = role(to, 'kong');
  const { ports, adminCidrs } = inputs.kong;
  const { redis } = inputs;
  return [
    ...inputs.datastore.clientFlows(kong, to),
    ...(redis ? [tcp(kong, role(to, 'redis'), redis.port, 'redis', 'Rate limiting counters in Redis')] : []),
    ...clientFlows(to, inputs),
    ...adminCidrs.flatMap((cidr) => [
      tcp(range(cidr, 'administrators'), kong, ports.admin, 'admin', 'Admin API for administrators'),
      tcp(range(cidr, 'administrators'), kong, ports.adminTls, 'admin-tls', 'Admin API over TLS for administrators'),
    ]),
    ...(inputs.serf ? datacenters.flatMap((from) => serfFlows(role(from, 'kong'), kong)) : []),
  ];
}

function serfFlows(from: Endpoint, to: Endpoint): Flow[] {
  const purpose = 'Serf gossip between Kong nodes';
  return [tcp(from, to, SERF_PORT, 'serf', purpose), udp(from, to, SERF_PORT, 'serf-udp', purpose)];
}

/** From clients to Kong: through a balancer that is a member of the network, or past one that hands packets on as they are. */
function clientFlows(to: DatacenterPlan, inputs: FirewallInputs): Flow[] {
  const { healthCheckRanges, balancerKeepsPorts } = inputs.facts(to);
  const kong = role(to, 'kong');
  const { plain, tls } = to.kong.proxyPorts;
  const clients = inputs.kong.proxyCidrs.map((cidr) => range(cidr, 'clients'));
  const entrance = balancerKeepsPorts ? kong : role(to, 'balancer');
  const opened = balancerKeepsPorts ? to.kong.proxyPorts : PUBLIC_PORTS;
  const public_ = clients.flatMap((client) => [
    tcp(client, entrance, opened.plain, 'http', 'Clients to the proxy over HTTP'),
    tcp(client, entrance, opened.tls, 'https', 'Clients to the proxy over HTTPS'),
  ]);
  const checks = healthCheckRanges.map((cidr) =>
    tcp(range(cidr, 'health checks'), kong, inputs.kong.ports.status, 'health', 'Load balancer health checks'),
  );
  if (balancerKeepsPorts) return [...public_, ...checks];
  const balancer = role(to, 'balancer');
  return [
    ...public_,
    tcp(balancer, kong, plain, 'proxy', 'Load balancer to the proxy over HTTP'),
    tcp(balancer, kong, tls, 'proxy-tls', 'Load balancer to the proxy over HTTPS'),
    tcp(balancer, kong, inputs.kong.ports.status, 'health', 'Load balancer health checks'),
  ];
}

/** Roles of the machines that stand in every datacenter. */
function machineRoles({ datastore }: FirewallInputs): readonly Role[] {
  return ['kong', ...datastore.machineRoles];
}

/** Shells, where they come by TCP, and the ICMP that path MTU discovery across the links needs. */
function operatorFlows(to: DatacenterPlan, inputs: FirewallInputs): Flow[] {
  const { operatorAccess } = inputs.facts(to);
  return machineRoles(inputs).flatMap((name) => [
    ...(operatorAccess
      ? [
          tcp(
            range(operatorAccess.cidr, operatorAccess.what),
            role(to, name),
            operatorAccess.port,
            'shell',
            'Shells of operators',
          ),
        ]
      : []),
    icmp(range(inputs.supernet, 'every datacenter'), role(to, name), 'Ping and path MTU discovery'),
  ]);
}

function egressFlows(from: DatacenterPlan, inputs: FirewallInputs): Flow[] {
  const software = machineRoles(inputs).flatMap((name) => softwareFlows(role(from, name)));
  const upstreams = inputs.upstreams.flatMap(({ cidr, ports }) =>
    ports.map((port) =>
      tcp(
        role(from, 'kong'),
        range(cidr, 'upstream services'),
        port,
        `upstream-${port}`,
        'Kong to the services behind it',
      ),
    ),
  );
  const answered = machineRoles(inputs).map((name) =>
    icmp(role(from, name), range(inputs.supernet, 'every datacenter'), 'Ping and path MTU discovery'),
  );
  return withoutTwins([...software, ...upstreams, ...answered]);
}

/** One rule for each way: a service on 443 needs no second rule beside that for packages. */
function withoutTwins(flows: readonly Flow[]): Flow[] {
  const seen = new Set<string>();
  return flows.filter((flow) => {
    const way = JSON.stringify([place(flow.from), place(flow.to), flow.protocol, flow.ports]);
    return !seen.has(way) && seen.add(way);
  });
}
