import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import { terraformName } from '../../plan/naming';
import type { TopologyPromise } from '../contract';

/** What the generated tests of a cluster stack hold its HCL to. `addresses`: every resource of the stack. */
export function clusterPromises(
  plan: Plan,
  datacenter: DatacenterPlan,
  addresses: readonly string[],
): TopologyPromise[] {
  const nodes = list(datacenter.cassandra.nodes.map((node) => `google_compute_instance.${terraformName(node.name)}`));
  const count = datacenter.cassandra.nodes.length;
  const rules = list(addresses.filter((address) => address.startsWith('google_compute_firewall.')));
  return [
    {
      name: 'cassandra_spans_three_zones',
      condition: `length(${nodes}) == ${count} && length(distinct([for node in ${nodes} : node.zone])) == ${datacenter.zones.length}`,
      message: `Datacenter ${datacenter.name} must have ${count} Cassandra nodes on ${datacenter.zones.length} zones.`,
    },
    {
      name: 'no_public_address_on_a_database_node',
      condition: `alltrue([for node in ${nodes} : length(node.network_interface[0].access_config) == 0])`,
      message: 'A Cassandra node must not have a public address.',
    },
    {
      name: 'admin_api_is_not_open',
      condition: `alltrue([for rule in ${rules} : !try(contains(rule.source_ranges, "0.0.0.0/0"), false) || !anytrue([for allow in rule.allow : try(anytrue([for port in allow.ports : contains(["${plan.kong.ports.admin}", "${plan.kong.ports.adminTls}"], port)]), false)])])`,
      message: "Kong's Admin API must not be open to the internet.",
    },
  ];
}

/** What the generated tests of the links stack hold its HCL to, for an end of a link on this cloud. */
export function linkPromises(
  _plan: Plan,
  link: LinkPlan,
  datacenter: DatacenterPlan,
  addresses: readonly string[],
): TopologyPromise[] {
  // Between clouds one end has them all; between two datacenters of this cloud each end names its own.
  const id = link.kind === 'ha-vpn' ? terraformName(link.id, datacenter.name) : terraformName(link.id);
  const tunnels = named(addresses, 'google_compute_vpn_tunnel', `${id}_\\d+`);
  const peers = named(addresses, 'google_compute_router_peer', `${id}_\\d+`);
  return [
    {
      name: `${terraformName(link.id)}_at_${terraformName(datacenter.name)}`,
      condition: `length([for tunnel in ${list(tunnels)} : tunnel if tunnel.ike_version == 2]) == ${link.tunnels.length} && length(distinct(${list(peers.map((peer) => `${peer}.peer_ip_address`))})) == ${link.tunnels.length}`,
      message: `${link.left.datacenter} and ${link.right.datacenter} must be joined by ${link.tunnels.length} tunnels that speak IKEv2, each with a BGP session of its own.`,
    },
  ];
}

/** The addresses of a type whose names match as a whole. */
function named(addresses: readonly string[], type: string, name: string): string[] {
  const pattern = new RegExp(`^${type}\\.${name}$`);
  return addresses.filter((address) => pattern.test(address));
}

function list(expressions: readonly string[]): string {
  return `[${expressions.join(', ')}]`;
}
