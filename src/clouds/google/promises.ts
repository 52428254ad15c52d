import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import { terraformName } from '../../plan/naming';
import type { TopologyPromise } from '../contract';
import { controlPromises } from '../control-promise';
import { entrancePromises } from '../entrance-promise';
import { adminPromise, list } from '../promise-expressions';
import type { ResourceAddresses } from '../resource-addresses';
import { datastoreBuilder } from './datastores';

/**
 * Returns the assertions about a cluster stack for its generated tests.
 *
 * @param addresses every resource of the stack
 */
export function clusterPromises(
  plan: Plan,
  datacenter: DatacenterPlan,
  addresses: ResourceAddresses,
): TopologyPromise[] {
  const rules = list(addresses.ofType('google_compute_firewall'));
  return [
    ...datastoreBuilder(plan).promises(plan, datacenter),
    adminPromise(
      datacenter,
      (ports) =>
        `alltrue([for rule in ${rules} : !try(contains(rule.source_ranges, "0.0.0.0/0"), false) || !anytrue([for allow in rule.allow : ${admits('allow', ports)}])])`,
    ),
    ...entrancePromises(datacenter, {
      zone: (it) => `google_compute_instance.${it}.zone`,
      words: (it) => `google_compute_instance.${it}.metadata`,
      group: (it) => `google_compute_region_instance_group_manager.${it}.name`,
    }),
    ...controlPromises(plan, datacenter, {
      in: opened(addresses.named('google_compute_firewall', 'in', /_.*/), 'source_ranges'),
      out: opened(addresses.named('google_compute_firewall', 'out', /_.*/), 'destination_ranges'),
    }),
  ];
}

/** Returns ranges and ports of rules: one for each port, which is 0 of a stretch of ports, and none of rules without ports. */
function opened(rules: readonly string[], ranges: string): string {
  const range = `try(one(rule.${ranges}), null) == null ? "" : one(rule.${ranges})`;
  const ofAllow = `try([for port in allow.ports : { range = ${range}, port = try(tonumber(port), 0) }], [])`;
  return `flatten([for rule in ${list(rules)} : [for allow in rule.allow : ${ofAllow}]])`;
}

/** Returns the assertions about the links stack for its generated tests, for an end of a link on this cloud. */
export function linkPromises(
  _plan: Plan,
  link: LinkPlan,
  datacenter: DatacenterPlan,
  addresses: ResourceAddresses,
): TopologyPromise[] {
  // Between clouds one end has all the tunnels; between two datacenters of this cloud each end has its own.
  const id = link.kind === 'ha-vpn' ? terraformName(link.id, '', datacenter.name) : terraformName(link.id);
  const tunnels = addresses.named('google_compute_vpn_tunnel', `${id}_`, /\d+/);
  const peers = addresses.named('google_compute_router_peer', `${id}_`, /\d+/);
  return [
    {
      name: `${terraformName(link.id)}_at_${terraformName(datacenter.name)}`,
      conditions: [
        `length([for tunnel in ${list(tunnels)} : tunnel if tunnel.ike_version == 2]) == ${link.tunnels.length}`,
        `length(distinct(${list(peers.map((peer) => `${peer}.peer_ip_address`))})) == ${link.tunnels.length}`,
      ],
      message: `${link.left.datacenter} and ${link.right.datacenter} must be joined by ${link.tunnels.length} tunnels that speak IKEv2, each with a BGP session of its own.`,
    },
  ];
}

/**
 * Returns the condition that an `allow` block admits one of these ports: by itself, in a range, or because it lists
 * none and means all.
 */
function admits(allow: string, ports: readonly number[]): string {
  const bounds = 'tonumber(split("-", range)[0]) <= port && port <= tonumber(reverse(split("-", range))[0])';
  const named = `anytrue(flatten([for range in ${allow}.ports : [for port in [${ports.join(', ')}] : ${bounds}]]))`;
  return `${allow}.protocol != "icmp" && try(length(${allow}.ports) == 0 || ${named}, true)`;
}
