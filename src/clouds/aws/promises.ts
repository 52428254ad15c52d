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
  const rules = list(addresses.ofType('aws_vpc_security_group_ingress_rule'));
  return [
    ...datastoreBuilder(plan).promises(plan, datacenter),
    adminPromise(
      datacenter,
      (ports) =>
        `alltrue([for rule in ${rules} : rule.cidr_ipv4 != "0.0.0.0/0" || !anytrue([for port in [${ports.join(', ')}] : try(rule.from_port <= port && port <= rule.to_port, true)])])`,
    ),
    ...entrancePromises(datacenter, {
      zone: (it) => `aws_network_interface.${it}.subnet_id`,
      words: (it) => `aws_instance.${it}.tags`,
      group: (it) => `aws_autoscaling_group.${it}.name`,
    }),
    ...controlPromises(plan, datacenter, {
      in: opened(addresses.ofType('aws_vpc_security_group_ingress_rule')),
      out: opened(addresses.ofType('aws_vpc_security_group_egress_rule')),
    }),
  ];
}

/** Returns ranges and ports of rules: no range of one that names a group, and port 0 of one that opens several. */
function opened(rules: readonly string[]): string {
  const port = 'rule.from_port == rule.to_port ? rule.from_port : 0';
  return `[for rule in ${list(rules)} : { range = rule.cidr_ipv4 == null ? "" : rule.cidr_ipv4, port = ${port} }]`;
}

/** Returns the assertions about the links stack for its generated tests, for an end of a link on this cloud. */
export function linkPromises(
  _plan: Plan,
  link: LinkPlan,
  datacenter: DatacenterPlan,
  addresses: ResourceAddresses,
): TopologyPromise[] {
  const id = terraformName(link.id);
  const end = [link.left, link.right].find((it) => it.datacenter === datacenter.name);
  if (end?.part === 'listens') return instancePromises(link, datacenter, addresses);
  const connections = addresses.named('aws_vpn_connection', `${id}_`, /\d+/);
  if (connections.length > 0) {
    return [
      {
        name: `${id}_at_${terraformName(datacenter.name)}`,
        conditions: [
          `length([for connection in ${list(connections)} : connection if tolist(connection.tunnel1_ike_versions) == tolist(["ikev2"]) && tolist(connection.tunnel2_ike_versions) == tolist(["ikev2"])]) == 2`,
        ],
        message: `${link.left.datacenter} and ${link.right.datacenter} must be joined by two VPN connections that speak IKEv2 alone.`,
      },
    ];
  }
  // There is one promise for both ends: they are peers.
  if (link.kind !== 'transit-peering' || datacenter.name !== link.left.datacenter) return [];
  const peering = `aws_ec2_transit_gateway_peering_attachment.${id}.id`;
  const routes = list(addresses.named('aws_ec2_transit_gateway_route', `${id}__at_`, /.*/));
  return [
    {
      name: id,
      conditions: [
        `aws_ec2_transit_gateway_peering_attachment_accepter.${id}.transit_gateway_attachment_id == ${peering}`,
        `alltrue([for route in ${routes} : route.transit_gateway_attachment_id == ${peering} && route.blackhole != true])`,
      ],
      message: `${link.left.datacenter} and ${link.right.datacenter} must be joined by an accepted peering with a route each way.`,
    },
  ];
}

/** Returns the promise of an end that listens on instances. */
function instancePromises(link: LinkPlan, datacenter: DatacenterPlan, addresses: ResourceAddresses): TopologyPromise[] {
  const here = terraformName(datacenter.name);
  const interfaces = list(addresses.named('aws_network_interface', `${here}_vpn_`, /./));
  const dialling = link.left.part === 'dials' ? link.left : link.right;
  const there = new RegExp(`.__to_${terraformName(dialling.datacenter)}`);
  const routes = addresses.named('aws_route', `${here}_`, there);
  return [
    {
      name: `${terraformName(link.id)}_at_${here}`,
      conditions: [
        `length(distinct([for each in ${interfaces} : each.subnet_id if each.source_dest_check == false])) == 2`,
        `length(distinct([for route in ${list(routes)} : route.route_table_id if route.network_interface_id != null])) == ${datacenter.zones.length}`,
      ],
      message: `${datacenter.name} must have two gateways in two zones, and a route to ${dialling.datacenter} in each of its ${datacenter.zones.length} private route tables.`,
    },
  ];
}
